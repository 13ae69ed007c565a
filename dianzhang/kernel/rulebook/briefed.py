"""Whether the briefing of an example's clause is the one that it expects."""

from __future__ import annotations

import re

from ..messages import Message
from ..rules import Briefing, Clause
from .expectations import Expectation
from .play import Play

_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def judge_briefing(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    """``早报 08:45 电商总监 退款率``: at that time, to that post, with that number; ``群里 退款率``: in groups too."""
    rules = [rule for rule in play.ruleset.rules_of(Briefing) if not own or rule.id in own]
    if any(_fits(rule, expected.word.split(), play) for rule in rules):
        return None
    return Message(
        f"实际：{'；'.join(_said(rule, play) for rule in rules) or '没有早报'}",
        f"instead: {'; '.join(_said(rule, play) for rule in rules) or 'no briefing'}",
    )


def _fits(rule: Briefing, words: list[str], play: Play) -> bool:
    grouped = False
    for word in words:
        if word in ("群里", "groups"):
            grouped = True
        elif _TIME.fullmatch(word):
            if word.rjust(5, "0") != rule.at:
                return False
        elif (post := play.vocabulary.post(word)) is not None:
            if post.code not in rule.posts:
                return False
        elif _name(word, play) not in (rule.grouped if grouped else rule.numbers):
            return False
    return True


def _name(word: str, play: Play) -> str:
    """A measure by its code is what rulebooks call it."""
    measure = play.vocabulary.measures.get(word)
    return measure.zh if measure is not None else word


def _said(rule: Briefing, play: Play) -> str:
    posts = [post.zh for code in rule.posts if (post := play.vocabulary.posts.get(code)) is not None]
    grouped = ["群里", *rule.grouped] if rule.grouped else []
    return " ".join([rule.at, *posts, *rule.numbers, *grouped])
