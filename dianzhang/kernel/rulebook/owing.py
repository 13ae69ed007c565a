"""Whether what an example expects of duties, plans and consequences came true; if not, what was the case instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from ..calendar import SHANGHAI
from ..duties import Judged, judge, occurrences
from ..messages import Message
from ..proposals import propose
from ..recurrence import recurrence
from ..rules import Clause, Consequence, Duty
from .alarmed import judge_alarm
from .briefed import judge_briefing, judge_report
from .expectations import Expectation
from .gaps import judge_gaps
from .play import Play
from .reckon import Reckoning

Judge = Callable[[Expectation, Play, Clause, frozenset[str]], Message | None]
_SOON = timedelta(days=31)
_ZH = {"open": "未到期", "met": "按时", "late": "迟交", "missed": "逾期", "excused": "另作安排"}


def _duty(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    duties = [d for d in play.ruleset.rules_of(Duty) if d.name == expected.word and (not own or d.id in own)]
    if not duties:
        if expected.state == "none":
            return None
        return Message(f"没有“{expected.word}”这项例行", f"there is no duty “{expected.word}”")
    if expected.state == "remind":
        reminders = [at for duty in duties for at in _reminders(duty, play)]
        return None if expected.at in reminders else _reminded(reminders)
    judged = [one for duty in duties for one in _judged(duty, play)]
    if expected.posts:
        judged = [one for one in judged if one.post in expected.posts]
    elif expected.who:
        judged = [
            one for one in judged if one.person == expected.who or (one.proof and one.proof.person == expected.who)
        ]
    if _as_expected(expected, judged, _start(play)):
        return None
    return _instead(judged)


def _as_expected(expected: Expectation, judged: list[Judged], start: datetime) -> bool:
    if expected.state == "none":
        return not any(one.occurrence.due_at >= start for one in judged)
    if expected.state == "due":
        return any(one.occurrence.due_at == expected.at for one in judged)
    wanted = {"missed": ("missed", "late")}.get(expected.state, (expected.state,))
    return any(one.verdict in wanted for one in judged)


def _start(play: Play) -> datetime:
    return datetime.combine(play.example.first_day, time(), SHANGHAI)


def _judged(duty: Duty, play: Play) -> list[Judged]:
    """The occurrences that fall due from the first day of the example on and are open by its last moment."""
    start = _start(play)
    now = play.example.now or max((happening.at for happening in play.example.happens), default=start)
    last = recurrence(duty.recurrence).period(now.astimezone(SHANGHAI).date() + _SOON)[1]
    dates = occurrences(duty, start.date() - _SOON, last, play.calendar_of(duty.calendar))
    wanted = [one for one in dates if one.due_at >= start and one.opens_at <= now]
    proofs = [proof for rule, proof in play.proofs if rule is duty]
    named = play.example.given.holders
    if not any(post in named for post in duty.owners):  # nobody is said to hold the post: whoever acts does
        duty = replace(duty, anyone=True)
        named = {post: tuple({proof.person for proof in proofs}) or (post,) for post in duty.owners}
    return judge(duty, wanted, named, proofs, now)


def _reminders(duty: Duty, play: Play) -> list[datetime]:
    """When those who owe it are reminded: so long before it falls due, and not before it opens."""
    days = play.calendar_of(duty.calendar)
    dates = {one.occurrence for one in _judged(duty, play)}
    return sorted(max(days.add(one.due_at, -span), one.opens_at) for one in dates for span in duty.remind)


def _reminded(reminders: list[datetime]) -> Message:
    said = [f"{at.astimezone(SHANGHAI):%m-%d %H:%M}" for at in reminders]
    return Message(f"实际：{'、'.join(said) or '没有提醒'}", f"instead: {', '.join(said) or 'no reminder'}")


def _instead(judged: list[Judged]) -> Message:
    if not judged:
        return Message("实际：这段时间没有到期的", "instead: nothing is owed in this time")
    zh = "、".join(
        f"{one.occurrence.due_at:%m-%d %H:%M} {one.person or one.post} {_ZH[one.verdict]}" for one in judged[:6]
    )
    en = ", ".join(f"{one.occurrence.due_at:%m-%d %H:%M} {one.person or one.post} {one.verdict}" for one in judged[:6])
    return Message(f"实际：{zh}", f"instead: {en}")


def _step(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    dated = [d for plan, steps in play.laid_out.items() if not own or plan in own for d in steps.values()]
    named = [d for d in dated if d.step.name == expected.word]
    for one in named:
        post_fits = not expected.posts or one.step.accountable in expected.posts
        if one.day == expected.day and post_fits and (not expected.state or one.at_once):
            return None
    shown = named or dated
    if not shown:
        return Message("实际：没有排出步骤", "instead: no steps were laid out")
    posts = play.vocabulary.posts
    zh = "、".join(
        f"{d.step.name} {d.day}{' 已过' if d.at_once else ''} 负责 {posts[d.step.accountable].zh}" for d in shown
    )
    en = ", ".join(
        f"{d.step.name} {d.day}{' at once' if d.at_once else ''} accountable {d.step.accountable}" for d in shown
    )
    return Message(f"实际：{zh}", f"instead: {en}")


def _proposed(play: Play, clause: Clause, own: frozenset[str]) -> list[str]:
    post = play.example.given.post
    periods = Reckoning(play, clause).periods()
    rules = [rule for rule in play.ruleset.rules_of(Consequence) if not own or rule.id in own]
    return [rule.propose for rule in rules if (not post or post in rule.posts) and propose(rule, periods)]


def _proposal(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    found = _proposed(play, clause, own)
    if expected.kind == "no_proposal":
        fits = not [one for one in found if not expected.word or one == expected.word]
    else:
        fits = expected.word in found
    if fits:
        return None
    return Message(f"实际：{'、'.join(found) or '无提议'}", f"instead: {', '.join(found) or 'no proposal'}")


OWING: dict[str, Judge] = {
    "duty": _duty, "step": _step, "proposal": _proposal, "no_proposal": _proposal, "gap": judge_gaps,
    "no_gap": judge_gaps, "briefing": judge_briefing, "report": judge_report, "alarm": judge_alarm,
    "no_alarm": judge_alarm,
}  # fmt: skip
