"""Kinds of record as the API has them: the first word of their addresses, and what is asked of each."""

from __future__ import annotations

from collections.abc import Iterator

from dianzhang.engine import registry
from dianzhang.engine.pages import pages
from dianzhang.engine.registry import Action, Subject

from .acting import offered

OWN = frozenset({"events", "metrics", "me", "files"})  # first words that are no subjects: none may ever be called so


class SubjectWord:
    """Matches registered subjects only, so that no other address is taken for one."""

    regex = "[a-z][a-z_]*"

    def to_python(self, value: str) -> str:
        if value not in registry.subjects or value in OWN:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class RecordId:
    """A number that a database takes as an id."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def described() -> Iterator[tuple[Subject, bool, list[Action]]]:
    """Every subject, whether it has a list, and its actions: in the order in which they were declared."""
    for subject in registry.subjects.values():
        yield subject, subject.name in pages.lists, [a for a in subject.actions.values() if offered(a)]
