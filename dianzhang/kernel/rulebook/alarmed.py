"""Whether the alarms of an example's clause go off where it expects it."""

from __future__ import annotations

import re
from decimal import Decimal

from ..alarming import figure_out
from ..formula import plain_number
from ..messages import Message, MessageError
from ..rules import Alarm, Clause
from ..spans import parse_span
from .expectations import Expectation
from .play import Play
from .values import number_of

BEHIND = ("落后", "behind")
EACH = {"小时": "hour", "每小时": "hour", "hourly": "hour", "每天": "day", "daily": "day"}
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_LENGTH = re.compile(r"[天日时分秒hdm]")  # of a length of time: no figure of a number is written with it


def judge_alarm(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    """``报警 退款率 6%``: at 6% it goes off; ``报警 支付金额 落后 20%``: so far behind its target it does;
    ``报警 支付金额 运营专员 09:00 4工作小时``: it goes to that post, is looked at then, with so much time."""
    rules = [rule for rule in play.ruleset.rules_of(Alarm) if not own or rule.id in own]
    name, *more = expected.word.split()
    of_number = [rule for rule in rules if rule.number in (name, _name(name, play))]
    fitting = [rule for rule in of_number if _fits(rule, more, play)]
    if bool(fitting) == (expected.kind == "alarm"):
        return None
    zh = "；".join(_said(rule, play) for rule in of_number) or f"“{name}”没有报警"
    en = "; ".join(_said(rule, play) for rule in of_number) or f"there is no alarm on {name}"
    return Message(f"实际：{zh}", f"instead: {en}")


def _name(word: str, play: Play) -> str:
    """A measure by its code is what rulebooks call it."""
    measure = play.vocabulary.measures.get(word)
    return measure.zh if measure is not None else word


def _fits(rule: Alarm, words: list[str], play: Play) -> bool:
    behind = False
    for word in words:
        if word in BEHIND:
            behind = True
        elif not _one(rule, word, play, behind=behind):
            return False
    return True


def _one(rule: Alarm, word: str, play: Play, *, behind: bool) -> bool:
    """A post that is told, a time of day, the time there is, how often, a value at which it goes off."""
    if (post := play.vocabulary.post(word)) is not None:
        return post.code in (rule.owner, *rule.notify)
    if word in EACH:
        return EACH[word] == rule.each
    if _TIME.fullmatch(word):
        return word.rjust(5, "0") == rule.at
    value = number_of(word)
    if value is not None and behind:
        return rule.behind is not None and value > rule.behind
    if value is not None and not _LENGTH.search(word):
        return bool(figure_out(rule, value))
    try:
        return parse_span(word.replace("_", " ")) == rule.within
    except MessageError:
        return False


def _said(rule: Alarm, play: Play) -> str:
    posts = [post.zh for code in (rule.owner, *rule.notify) if (post := play.vocabulary.posts.get(code)) is not None]
    bounds: list[tuple[str, Decimal | None]] = [("<", rule.below), (">", rule.above), ("落后 >", rule.behind)]
    figures = [f"{sign} {plain_number(figure)}" for sign, figure in bounds if figure is not None]
    return " ".join([rule.number, *figures, rule.at, *posts])
