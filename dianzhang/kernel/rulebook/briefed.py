"""Whether the briefing or report of an example's clause is the one that it expects."""

from __future__ import annotations

import re

from ..messages import Message
from ..rules import Briefing, Clause, Report
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


SPANS = {"周": "week", "月": "month", "week": "week", "month": "month"}


def judge_report(expected: Expectation, play: Play, clause: Clause, own: frozenset[str]) -> Message | None:
    """``报告 周 08:00 运营组长 退款率 交给 电商总监 群里 退款率``: for that span, drafted then, owed by that post, with
    that number; submitted to whoever stands after 交给, and what stands after 群里 in groups too."""
    rules = [rule for rule in play.ruleset.rules_of(Report) if not own or rule.id in own]
    if any(_reports(rule, expected.word.split(), play) for rule in rules):
        return None
    return Message(
        f"实际：{'；'.join(_report_said(rule, play) for rule in rules) or '没有报告'}",
        f"instead: {'; '.join(_report_said(rule, play) for rule in rules) or 'no report'}",
    )


def _reports(rule: Report, words: list[str], play: Play) -> bool:
    posts, numbers = rule.owners, rule.numbers
    for word in words:
        if word in SPANS:
            fits = SPANS[word] == rule.span
        elif word in ("交给", "to"):
            posts, fits = rule.to, True
        elif word in ("群里", "groups"):
            numbers, fits = rule.grouped, True
        elif _TIME.fullmatch(word):
            fits = word.rjust(5, "0") == rule.at
        elif (post := play.vocabulary.post(word)) is not None:
            fits = post.code in posts
        else:
            fits = _name(word, play) in numbers
        if not fits:
            return False
    return True


def _report_said(rule: Report, play: Play) -> str:
    span = "周" if rule.span == "week" else "月"
    grouped = ["群里", *rule.grouped] if rule.grouped else []
    return " ".join(
        [span, rule.at, *_posts(rule.owners, play), *rule.numbers, "交给", *_posts(rule.to, play), *grouped]
    )


def _posts(codes: tuple[str, ...], play: Play) -> list[str]:
    return [post.zh for code in codes if (post := play.vocabulary.posts.get(code)) is not None]


def _name(word: str, play: Play) -> str:
    """A measure by its code is what rulebooks call it."""
    measure = play.vocabulary.measures.get(word)
    return measure.zh if measure is not None else word


def _said(rule: Briefing, play: Play) -> str:
    grouped = ["群里", *rule.grouped] if rule.grouped else []
    return " ".join([rule.at, *_posts(rule.posts, play), *rule.numbers, *grouped])
