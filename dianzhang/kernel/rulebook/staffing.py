"""Whether anyone is there to do what a rulebook asks: approvers above all, for without them nothing is ever agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ..messages import Message
from ..rules import SUPERIOR, Gate
from ..vocabulary import Vocabulary
from .compiler import Compiled
from .nodes import Pairs
from .problems import Place, Problem, Report


def unstaffed(
    compiled: Compiled, vocabulary: Vocabulary, held: Collection[str], above: Mapping[str, str]
) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings) about gates whose approvers' posts nobody holds.

    ``held`` are the posts that someone holds now, ``above`` says which post a post reports to.  A request passes to the
    post above (a warning, naming it); where nobody is above either, it could never be agreed to (an error).
    """
    report = Report()
    for gate in compiled.draft.of(Gate):
        origin = compiled.origin[gate.id]
        for post in gate.approvers:
            if post == SUPERIOR or post in held:
                continue
            name = _name(vocabulary, post)
            answering = next((one for one in _chain(post, above) if one in held), None)
            place = _place(origin)
            if answering is None:
                report.error(
                    place, f"没有人任{name}，上面也没有人：这件事永远批不了",
                    f"nobody holds {name}, nor any post above: this could never be agreed to",
                    Message(f"先给{name}派人，或换一个审批人", f"fill {name}, or name another approver"),
                )  # fmt: skip
            else:
                other = _name(vocabulary, answering)
                report.warn(
                    place, f"现在没有人任{name}，会转由{other}审批", f"nobody holds {name} now: {other} will decide"
                )
    return [_placed(p, compiled) for p in report.errors], [_placed(p, compiled) for p in report.warnings]


def _chain(post: str, above: Mapping[str, str]) -> Iterator[str]:
    seen = {post}
    while (up := above.get(post)) and up not in seen:
        yield up
        seen.add(up)
        post = up


def _place(origin: Pairs) -> Place:
    found = next((node.place for key, node in origin.entries if key.value in ("审批人", "approvers", "approver")), None)
    return found or origin.place


def _placed(problem: Problem, compiled: Compiled) -> Problem:
    section = compiled.document.section_at(problem.line) if compiled.document else None
    return replace(problem, clause=section.id, heading=section.heading) if section else problem


def _name(vocabulary: Vocabulary, post: str) -> str:
    found = vocabulary.post(post)
    return found.zh if found else post
