"""What the tables that service brings in have in common: what came of the lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from dianzhang.engine.lines import Line
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.words import message
from dianzhang.gateways.tables.errors import CellError


@dataclass
class Taken:
    """How many lines were new, brought something new of what was here, brought nothing; ``refused``: line and why."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def count(self, line: Line, outcome: Outcome, *, new: bool = True) -> bool:
        """Count one line.  Whether it is in, or was."""
        if outcome.status == "unchanged":
            self.unchanged += 1
        elif not outcome.done:
            self.refused.append((line.line, outcome.why or "；".join(map(str, outcome.field_errors.values()))))
            return False
        elif new:
            self.new += 1
        else:
            self.updated += 1
        return True


def wrong_of(error: CellError) -> str:
    """What is wrong with a cell, in the reader's language."""
    return message(error.message)
