"""术语: a clause that says what words mean.  Wherever they stand in the rulebook they are explained.

The list items of a clause marked ``术语:`` (``Terms:``), each a bold word, a colon and what it means:

    - **挂起**：订单先停在这里，问清楚再走。
    - **经办人、负责人**：这件事现在归他办的人。
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message
from ..rules import Clause, Term
from .document import Section
from .problems import Place, Report

_TERM = re.compile(
    r"\s*[-*+]\s+\*\*(?P<words>[^*]+)\*\*\s*[:：]\s*(?P<said>\S.*)$|\s*[-*+]\s+\*\*(?P<bold>[^*]+[:：])\*\*\s*(?P<rest>\S.*)$"
)
_BETWEEN = re.compile(r"[、,，/]\s*")


def terms_of(section: Section, report: Report) -> tuple[Term, ...]:
    """What a marked clause defines; without a single definition the marker is an error."""
    if "terms" not in section.markers:
        return ()
    found = []
    for line in section.text.splitlines():
        if said := _TERM.match(line):
            words = (said["words"] or said["bold"]).rstrip(":： ")
            meaning = (said["said"] or said["rest"]).strip()
            found += [Term(word.strip(), meaning) for word in _BETWEEN.split(words) if word.strip()]
    if not found:
        report.error(
            section.markers["terms"].place, "“术语”下面没有一条定义", "“Terms” is followed by no definition",
            Message("一行一条：- **挂起**：订单先停在这里。", "one a line: - **hold**: the order stops here."),
        )  # fmt: skip
    return tuple(found)


def defined_once(clauses: Iterable[Clause], report: Report) -> None:
    """A word that means two things explains nothing."""
    seen: dict[str, Clause] = {}
    for clause in clauses:
        for term in clause.terms:
            first = seen.setdefault(term.word, clause)
            if first is not clause:
                report.error(
                    Place(clause.line, 1), f"“{term.word}”在“{first.title}”已经解释过",
                    f"“{term.word}” is explained already in “{first.title}”",
                    Message("留一处", "keep one of them"),
                )  # fmt: skip
