"""Whether an expectation came true; if not, what was the case instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..calendar import SHANGHAI
from ..clocks import Clock
from ..messages import Message
from ..rules import OWNER, REACHES, SUPERIOR, Clause
from ..vocabulary import Vocabulary
from .expectations import Expectation
from .owing import OWING
from .play import Play
from .reckon import Reckoning

Judge = Callable[[Expectation, Play, frozenset[str]], Message | None]


def judge(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    """None when the expectation came true.  ``own`` are the ids of the clause's rules; empty: look at all."""
    if expected.kind in ("metric", "score", "pay"):
        return _number(expected, Reckoning(play, clause))
    if expected.kind in OWING:
        return OWING[expected.kind](expected, play, clause, own)
    return _JUDGES[expected.kind](expected, play, own)


def _clocks(expected: Expectation, play: Play, own: frozenset[str]) -> list[Clock]:
    """The clocks that an expectation speaks of."""
    clocks = [clock for state in play.states for clock in state.clocks]
    found = [c for c in clocks if not own or c.rule.id in own]
    if expected.word:
        found = [c for c in found if expected.word in c.rule.title]
    if expected.posts:
        found = [c for c in found if c.rule.owner in expected.posts]
    if expected.who:
        found = [c for c in found if c.rule.owner == OWNER and play.owner_name(c) == expected.who]
    return found


_STATE_ZH = {"running": "计时中", "resting": "暂停中", "met": "按时", "missed": "逾期", "stopped": "已停"}


def _clock(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    wanted = {"missed": ("missed",), "met": ("met",), "running": ("running", "resting")}[expected.kind]
    clocks = _clocks(expected, play, own)
    if any(clock.state in wanted for clock in clocks):
        return None
    return _instead_of_clock(clocks, play, own)


def _no_clock(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    clocks = _clocks(expected, play, own)
    return _instead_of_clock(clocks, play, own) if clocks else None


def _due(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    clocks = _clocks(expected, play, own)
    due = [play.missed_at.get(id(clock), clock.due_at) for clock in clocks]
    if expected.at in due:
        return None
    return _found([f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}" for moment in due if moment])


def _instead_of_clock(clocks: list[Clock], play: Play, own: frozenset[str]) -> Message:
    if not clocks:
        others = [c for c in (c for state in play.states for c in state.clocks) if not own or c.rule.id in own]
        if not others:
            return Message("没有这样的期限在计时", "no such deadline was running")
        clocks = others
    zh = "、".join(f"{clock.rule.title} {_STATE_ZH[clock.state]}" for clock in clocks)
    en = ", ".join(f"{clock.rule.title} {clock.state}" for clock in clocks)
    return Message(f"实际：{zh}", f"instead: {en}")


def _told(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    told = [t for t in play.told if t.what == expected.kind and (not own or t.rule in own)]
    if any(set(expected.posts) <= set(t.posts) and expected.at in (None, t.at) for t in told):
        return None
    if expected.at is None:
        return _found(sorted({_post(play.vocabulary, post) for t in told for post in t.posts}))
    by_time = sorted(told, key=lambda t: t.at)
    return _found(
        f"{t.at.astimezone(SHANGHAI):%m-%d %H:%M} {_post(play.vocabulary, post)}" for t in by_time for post in t.posts
    )


def _flag(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    marks = [check.mark for check in play.flags if not own or check.id in own]
    return None if expected.word in marks else _found(marks)


def _no_flag(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    marks = [check.mark for check in play.flags if not own or check.id in own]
    marks = [mark for mark in marks if not expected.word or mark == expected.word]
    return _found(marks) if marks else None


def _refused(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    marks = [check.mark for check in play.refused]
    return None if marks and (not expected.word or expected.word in marks) else _instead(play, marks)


def _gate(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    if any(set(expected.posts) <= set(gate.approvers) for gate in play.gates):
        return None
    return _instead(play, [_post(play.vocabulary, post) for gate in play.gates for post in gate.approvers])


def _direct(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    if play.refused:
        return _refusal([check.mark for check in play.refused])
    return _approval(play) if play.gates else None


def _refusal(marks: list[str]) -> Message:
    return Message(f"实际：拒绝 {'、'.join(marks)}", f"instead: refused: {', '.join(marks)}")


def _may(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    least = REACHES.index(expected.state) if expected.state else 0
    granted = any(
        set(expected.posts) & set(r.posts) and expected.word in r.actions and REACHES.index(r.reach) >= least
        for r in play.ruleset.access
    )
    if granted == (expected.kind == "may"):
        return None
    return Message("实际：允许", "instead: allowed") if granted else Message("实际：不许", "instead: not allowed")


def _sees(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    seen = any(set(expected.posts) & set(r.posts) and expected.word in r.fields for r in play.ruleset.access)
    if seen == (expected.kind == "sees"):
        return None
    return Message("实际：可见", "instead: seen") if seen else Message("实际：不可见", "instead: not seen")


def _fact(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    done = [fact for fact in play.consequences if fact.kind == expected.word and (not own or fact.rule in own)]
    if any(expected.at is None or fact.at == expected.at for fact in done):
        return None
    acts = [fact for fact in play.consequences if fact.kind.partition(".")[2] not in ("overdue", "flag")]
    return _instead(play, [f"{fact.at.astimezone(SHANGHAI):%m-%d %H:%M} {_action(play, fact.kind)}" for fact in acts])


def _state(expected: Expectation, play: Play, own: frozenset[str]) -> Message | None:
    if play.state is None:
        return _found([])
    now = play.state.axes[expected.word]
    axis = play.state.subject.axes[expected.word]
    return None if now == expected.state else _found([axis.states.get(now, now)])


_JUDGES: dict[str, Judge] = {
    "missed": _clock, "met": _clock, "running": _clock, "no_clock": _no_clock, "due": _due,
    "notify": _told, "remind": _told, "hand_over": _told, "agree": _told, "refuse": _told,
    "flag": _flag, "no_flag": _no_flag, "refused": _refused,
    "gate": _gate, "direct": _direct, "may": _may, "may_not": _may, "sees": _sees, "sees_not": _sees,
    "fact": _fact, "state": _state,
}  # fmt: skip


def _number(expected: Expectation, reckoning: Reckoning) -> Message | None:
    value, missing = reckoning.value(expected)
    if missing:
        return missing
    if expected.number is None or value is None:
        same = expected.number is None and value is None
    else:
        same = value.quantize(Decimal(1).scaleb(-expected.decimals), rounding=ROUND_HALF_UP) == expected.number
    if same:
        return None
    shown = "无" if value is None else f"{value.normalize():f}"
    return Message(f"实际：{shown}", f"instead: {'no value' if value is None else shown}")


def _found(words: Iterable[str]) -> Message:
    found = list(dict.fromkeys(words))
    if not found:
        return Message("实际：没有", "instead: nothing")
    return Message(f"实际：{'、'.join(found)}", f"instead: {', '.join(found)}")


def _instead(play: Play, words: Iterable[str]) -> Message:
    """What there was of the kind that was expected; where there was nothing, what became of it instead: another
    condition held it up."""
    found = list(words)
    if found or not (play.refused or play.gates or play.flags):
        return _found(found)
    if play.refused:
        return _refusal([check.mark for check in play.refused])
    if play.gates:
        return _approval(play)
    marks = list(dict.fromkeys(check.mark for check in play.flags))
    return Message(f"实际：标记 {'、'.join(marks)}", f"instead: flagged: {', '.join(marks)}")


def _approval(play: Play) -> Message:
    posts = "、".join(_post(play.vocabulary, post) for gate in play.gates for post in gate.approvers)
    return Message(f"实际：需审批 {posts}", f"instead: needs approval by {posts}")


def _post(vocabulary: Vocabulary, code: str) -> str:
    if code == OWNER:
        return "经办人"
    if code == SUPERIOR:
        return "直属上级"
    return vocabulary.posts[code].zh if code in vocabulary.posts else code


def _action(play: Play, kind: str) -> str:
    action = play.vocabulary.action(kind)
    return action.zh if action else kind
