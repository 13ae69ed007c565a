"""Whether the gaps of an example are those that it expects."""

from __future__ import annotations

from ..calendar import SHANGHAI
from ..coverage import Gap, Present, gaps, span_on, windows
from ..messages import Message
from ..rules import Clause, Coverage
from .expectations import Expectation
from .play import Play
from .present import SPAN, padded


def judge_gaps(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    """``缺口 12:00-13:00`` on the example's day, ``缺口`` for any, ``无缺口``."""
    found = [_said(gap) for gap in _gaps(play, own)]
    if expected.kind == "no_gap":
        fits = not found
    else:
        span = SPAN.fullmatch(expected.word)
        wanted = f"{padded(span[1])}-{padded(span[2])}" if span else expected.word
        fits = wanted in found if wanted else bool(found)
    if fits:
        return None
    said = "、".join(found)
    return Message(f"实际：{f'缺口 {said}' if said else '无缺口'}", f"instead: {f'gap {said}' if said else 'no gap'}")


def _gaps(play: Play, own: frozenset[str]) -> list[Gap]:
    day, found = play.example.first_day, list[Gap]()
    for rule in play.ruleset.rules_of(Coverage):
        if own and rule.id not in own:
            continue
        present: list[Present] = [
            (*span_on(day, *span), (post, number))
            for post in rule.posts
            for number, span in enumerate(play.example.given.present.get(post, ()))
        ]
        for window in windows(rule, day, day, play.calendar_of(rule.calendar)):
            found += gaps(window.begin, window.end, present, rule.least)
    return found


def _said(gap: Gap) -> str:
    begin, end = (moment.astimezone(SHANGHAI) for moment in (gap.begin, gap.end))
    last = "24:00" if end.hour == end.minute == 0 and end.date() > begin.date() else f"{end:%H:%M}"
    return f"{begin:%H:%M}-{last}"
