"""Whether anyone is there to do what a rulebook asks: approvers above all, for without them nothing is ever agreed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from ..messages import Message
from ..rules import SUPERIOR, Gate
from ..vocabulary import Vocabulary
from .compiler import Compiled
from .nodes import Pairs
from .problems import Place, Problem, Report


def unstaffed(
    compiled: Compiled, vocabulary: Vocabulary, held: Collection[str], answers: Callable[[str], str | None]
) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings) about gates whose approvers' posts nobody holds.

    ``held`` are the posts that someone holds now; ``answers`` says which post answers for an empty one.  That it passes
    to another is a warning; where nobody would answer, it could never be agreed to (an error).
    """
    report = Report()
    for gate in compiled.draft.of(Gate):
        place = _place(compiled.origin[gate.id])
        for post in gate.approvers:
            if post == SUPERIOR or post in held:
                continue
            name, answering = _name(vocabulary, post), answers(post)
            if answering is None:
                report.error(
                    place, f"没有人任{name}，也没有人能替：这件事永远批不了",
                    f"nobody holds {name}, and nobody could answer for it: this could never be agreed to",
                    Message(f"先给{name}派人，或换一个审批人", f"fill {name}, or name another approver"),
                )  # fmt: skip
            else:
                other = _name(vocabulary, answering)
                report.warn(
                    place, f"现在没有人任{name}，会转由{other}审批", f"nobody holds {name} now: {other} will decide"
                )
    return [_placed(p, compiled) for p in report.errors], [_placed(p, compiled) for p in report.warnings]


def _place(origin: Pairs) -> Place:
    found = next((node.place for key, node in origin.entries if key.value in ("审批人", "approvers", "approver")), None)
    return found or origin.place


def _placed(problem: Problem, compiled: Compiled) -> Problem:
    section = compiled.document.section_at(problem.line) if compiled.document else None
    return replace(problem, clause=section.id, heading=section.heading) if section else problem


def _name(vocabulary: Vocabulary, post: str) -> str:
    found = vocabulary.post(post)
    return found.zh if found else post
