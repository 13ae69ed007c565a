"""Whether anyone is there to do what a rulebook asks: approvers above all, for without them nothing is ever agreed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, NamedTuple

from ..messages import Message
from ..rules import OWNER, SUPERIOR, Coverage, Deadline, Duty, Gate, Plan
from ..rules import Report as ReportRule
from ..vocabulary import Vocabulary
from .compiler import Compiled
from .nodes import Node, Pairs, Text, texts_in
from .problems import Place, Problem, Report


class Keeper(NamedTuple):
    """Who must agree to the rulebook: the post that its front matter comes to, and whether it named that at all."""

    post: str | None
    named: bool


def unstaffed(
    compiled: Compiled,
    vocabulary: Vocabulary,
    held: Collection[str],
    answers: Callable[[str], str | None],
    keeper: Keeper | None = None,
) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings) about posts that a rulebook counts on and nobody holds.

    ``held`` are the posts that someone holds now; ``answers`` says which post answers for an empty one.  An approval
    that nobody would ever give is an error; everything else is a warning.
    """
    look = _Look(compiled, vocabulary, held, answers, Report())
    for rule in compiled.draft.rules:
        if isinstance(rule, Gate):
            look.approvers(rule)
        for counted in dict.fromkeys(counted_on(rule)):
            look.counted(rule, counted)
    if keeper is not None:
        look.keeper(keeper)
    errors, warnings = look.report.errors, look.report.warnings
    return [_placed(p, compiled) for p in errors], [_placed(p, compiled) for p in warnings]


def unknown_scope(compiled: Compiled, names: Mapping[str, str | None], *, everybody: bool) -> list[Problem]:
    """Warnings of names in 适用 that no unit and no post has; with each the nearest that there is.

    ``everybody``: no other name stands there, so that the rulebook applies to all.
    """
    report = Report()
    front = compiled.document.front if compiled.document else None
    written = list(_under(front, ("适用", "scope")))
    for name, near in names.items():
        text = next((text for text in written if name in text.value), None)
        if text is None:
            continue
        report.warn(
            text.at(text.value.find(name), len(name)),
            f"没有“{name}”这个部门或岗位，" + ("这部制度照全部门算" if everybody else "这个名称谁也不管"),
            f"there is no unit or post “{name}”: "
            + ("the rulebook applies to everybody" if everybody else "the name applies to nobody"),
            Message(f"是不是 {near}？", f"do you mean {near}?") if near else None,
        )
    return [_placed(problem, compiled) for problem in report.warnings]


def _under(front: Node | None, keys: tuple[str, ...]) -> Iterator[Text]:
    """The texts under some keys of the front matter."""
    for key, node in front.entries if isinstance(front, Pairs) else ():
        if key.value in keys:
            yield from texts_in(node)


class Counted(NamedTuple):
    """A post that a rule counts on, for what, and the keys under which it stands."""

    post: str
    role: str
    keys: tuple[str, ...]


_LATE = ("超时处理", "timeouts", "escalate")
# role: what is missing where nobody holds the post; {name} and, where another answers for it, {other}
_SAID: dict[str, Message] = {
    "notify": Message("现在没有人任{name}，这条通知没有人收到", "nobody holds {name} now: nobody gets this notice"),
    "deadline": Message("现在没有人任{name}，这个期限没有人负责", "nobody holds {name} now: nobody owes this deadline"),
    "duty": Message("现在没有人任{name}，这项例行没有人做", "nobody holds {name} now: nobody owes this duty"),
    "coverage": Message("现在没有人任{name}，缺口没有人补", "nobody holds {name} now: nobody fills the gaps"),
    "step": Message("现在没有人任{name}，这一步没有人负责", "nobody holds {name} now: nobody answers for this step"),
    "hand_over": Message("没有人任{name}，也没有人能替：超时转交没有人接",
                         "nobody holds {name}, and nobody could answer for it: nobody takes this over"),
    "hand_over_to": Message("现在没有人任{name}，超时会转到{other}",
                            "nobody holds {name} now: it would be handed over to {other}"),
}  # fmt: skip


@singledispatch
def counted_on(rule: Any) -> Iterator[Counted]:
    """The posts that somebody has to hold for the rule to do what it says; approvers are looked at by themselves."""
    yield from ()


@counted_on.register
def _(rule: Gate) -> Iterator[Counted]:
    for timeout in rule.timeouts:
        if timeout.to:
            yield Counted(timeout.to, "hand_over", _LATE)


@counted_on.register
def _(rule: Deadline) -> Iterator[Counted]:
    yield Counted(rule.owner, "deadline", ("责任", "owner"))
    yield from _notified(rule)


@counted_on.register
def _(rule: Duty) -> Iterator[Counted]:
    yield from (Counted(post, "duty", ("责任", "owner")) for post in rule.owners)
    yield from _notified(rule)


@counted_on.register
def _(rule: ReportRule) -> Iterator[Counted]:
    yield from (Counted(post, "duty", ("责任", "owner")) for post in rule.owners)


@counted_on.register
def _(rule: Coverage) -> Iterator[Counted]:
    yield Counted(rule.owner, "coverage", ("责任", "owner"))


@counted_on.register
def _(rule: Plan) -> Iterator[Counted]:
    yield from (Counted(step.accountable, "step", ("步骤", "steps")) for step in rule.steps)


def _notified(rule: Deadline | Duty) -> Iterator[Counted]:
    for escalation in rule.escalations:
        yield from (Counted(post, "notify", _LATE) for post in escalation.notify)


@dataclass(frozen=True, slots=True)
class _Look:
    compiled: Compiled
    vocabulary: Vocabulary
    held: Collection[str]
    answers: Callable[[str], str | None]
    report: Report

    def approvers(self, gate: Gate) -> None:
        for post in gate.approvers:
            if post == SUPERIOR or post in self.held:
                continue
            place = self._place(gate, post, ("审批人", "approvers", "approver"))
            name, answering = self._name(post), self.answers(post)
            if answering is None:
                self.report.error(
                    place, f"没有人任{name}，也没有人能替：这件事永远批不了",
                    f"nobody holds {name}, and nobody could answer for it: this could never be agreed to",
                    Message(f"先给{name}派人，或换一个审批人", f"fill {name}, or name another approver"),
                )  # fmt: skip
            else:
                other = self._name(answering)
                self.report.warn(
                    place, f"现在没有人任{name}，会转由{other}审批", f"nobody holds {name} now: {other} will decide"
                )

    def counted(self, rule: Any, counted: Counted) -> None:
        post, role, keys = counted
        if post in ("", OWNER, SUPERIOR) or post in self.held:
            return
        place = self._written(rule, post, keys)
        if place is None and isinstance(rule, Duty):
            return  # 全员: whoever holds any post
        other = self.answers(post) if role == "hand_over" else None
        said = _SAID["hand_over_to" if other else role]
        named = {"name": self._name(post), "other": self._name(other) if other else ""}
        self.report.warn(place or self.compiled.origin[rule.id].place, said.zh.format(**named), said.en.format(**named))

    def keeper(self, keeper: Keeper) -> None:
        """Versions of it take effect when its keeper agrees."""
        front = self.compiled.document.front if self.compiled.document else None
        written = next(_under(front, ("归口部门", "owner")), None)
        if written is None or not written.value:
            return
        if not keeper.named:
            name = self._name(keeper.post) if keeper.post else "—"
            self.report.warn(
                written.place, f"这里没有“{written.value}”这个部门或岗位，新版生效要由{name}同意",
                f"there is no unit or post “{written.value}” here: {name} would have to agree to new versions",
            )  # fmt: skip
        elif keeper.post and keeper.post not in self.held:
            name, other = self._name(keeper.post), self.answers(keeper.post)
            who = self._name(other) if other else ""
            self.report.warn(
                written.place,
                f"现在没有人任{name}，新版生效" + (f"会转由{who}同意" if who else "没有人能同意"),
                f"nobody holds {name} now: " + (f"{who} will agree to" if who else "nobody could agree to")
                + " new versions",
            )  # fmt: skip

    def _place(self, rule: Any, post: str, keys: tuple[str, ...]) -> Place:
        return self._written(rule, post, keys) or self.compiled.origin[rule.id].place

    def _written(self, rule: Any, post: str, keys: tuple[str, ...]) -> Place | None:
        """Where a post is named under one of these keys; None where it is not named itself."""
        for key, node in self.compiled.origin[rule.id].entries:
            if key.value in keys:
                for text in texts_in(node):
                    word = text.value.split()[-1] if text.value else ""  # 转交 电商总监
                    found = self.vocabulary.post(word) or self.vocabulary.post(text.value)
                    if found is not None and found.code == post:
                        return text.place
        return None

    def _name(self, post: str) -> str:
        found = self.vocabulary.post(post)
        return found.zh if found else post


def _placed(problem: Problem, compiled: Compiled) -> Problem:
    section = compiled.document.section_at(problem.line) if compiled.document else None
    return replace(problem, clause=section.id, heading=section.heading) if section else problem
