"""What rulebooks that are in force side by side must not say differently.

Checks, gates, deadlines and rights add up: two of them are never a contradiction.  The id of a clause with rules, the
definition of a number, the morning report, a post's scorecard and an item of its pay can each stand in one of them
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..formula.meaning import meaning
from ..messages import Message
from ..rules import Briefing, Clause, Metric, Pay, Report, Rulebook, Scorecard


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two clauses of two rulebooks that cannot both hold."""

    clause: Clause
    other: Clause
    message: Message


Claim = tuple[str, str, str]  # what kind of thing, its name, and the post it is for
Stand = tuple[Clause, str]  # where it stands, and what it says: the same said twice is no contradiction

_PERIOD_ZH = {"week": "周", "month": "月", "quarter": "季", "year": "年"}
_SAID: dict[str, tuple[str, str]] = {
    "clause": ("都有编号为 {name} 的条款", "both have a clause of the id {name}"),
    "metric": ("都定义了指标“{name}”，算法不同", "both define the metric “{name}”, differently"),
    "briefing": ("都定了早报，不一样", "both have a morning report, differently"),
    "report": ("都定了岗位 {post} 每{zh}的报告，不一样", "both have a report of each {name} for {post}, differently"),
    "scorecard": ("都考核岗位 {post}（按{zh}）", "both have a scorecard for the post {post} ({name})"),
    "pay": ("都给岗位 {post} 定了工资项“{name}”", "both have the pay item “{name}” for the post {post}"),
}


def contradictions(
    book: Rulebook, others: Iterable[Rulebook], posts: Mapping[str, str] | None = None
) -> list[Contradiction]:
    """What in ``book`` cannot be in force beside ``others``, clause by clause.  ``posts``: code -> name."""
    found: list[Contradiction] = []
    for other in others:
        theirs = dict(_claims(other))
        for claim, (clause, said) in _claims(book):
            there = theirs.get(claim)
            if there is not None and not (said and said == there[1]):
                message = _say(claim, _place(book, clause), _place(other, there[0]), posts or {})
                found.append(Contradiction(clause, there[0], message))
    return found


def _claims(book: Rulebook) -> Iterator[tuple[Claim, Stand]]:
    """What only one rulebook can say, and where this one says it."""
    for clause in book.clauses:
        yield ("clause", clause.id, ""), (clause, "" if clause.rules else "prose")
        for rule in clause.rules:
            for claim, said in _claims_of(rule):
                yield claim, (clause, said)


def _claims_of(rule: Any) -> Iterator[tuple[Claim, str]]:
    if isinstance(rule, Metric):
        formula: Any = rule.formula
        formula = meaning(formula.tree) if formula else ""
        yield ("metric", rule.name, ""), f"{formula}|{rule.unit}|{rule.better}"
    elif isinstance(rule, Briefing):
        yield ("briefing", "", ""), f"{rule.at}|{rule.numbers}|{rule.posts}|{rule.grouped}"
    elif isinstance(rule, Report):
        for post in rule.owners:
            yield ("report", rule.span, post), f"{rule.at}|{rule.numbers}|{rule.to}|{rule.grouped}"
    elif isinstance(rule, Scorecard):
        for post in rule.posts:
            yield ("scorecard", rule.period, post), ""
    elif isinstance(rule, Pay):
        for post in rule.posts:
            for item in rule.items:
                yield ("pay", item.name, post), ""


def _say(claim: Claim, here: Message, there: Message, posts: Mapping[str, str]) -> Message:
    kind, name, post = claim
    words = {"name": name, "zh": _PERIOD_ZH.get(name, name), "post": posts.get(post, post)}
    zh, en = (text.format(**words) for text in _SAID[kind])
    return Message(f"{here.zh}和{there.zh}{zh}", f"{here.en} and {there.en} {en}")


def _place(book: Rulebook, clause: Clause) -> Message:
    heading = f"{clause.number} {clause.title}".strip()
    return Message(f"《{book.name}》（{book.code}）{heading}", f"“{book.name}” ({book.code}) {heading}")
