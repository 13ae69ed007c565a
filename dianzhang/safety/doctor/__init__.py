"""Is all well?  Each check says how it stands and, where it is not well, what to do."""

from __future__ import annotations

from . import department, journal, machine
from .finding import Finding, State, look

__all__ = ["Finding", "State", "examine"]


def examine() -> list[Finding]:
    """All checks, the database first: where that is not there, those that need it are left out."""
    found = look(machine.CHECKS)
    if any(one.name == "database" and one.state == "bad" for one in found):
        return found
    return [*found, *look(journal.CHECKS), *look(department.CHECKS)]
