"""What ends with a version of a rulebook: for whoever is about to repeal it."""

from __future__ import annotations

from dataclasses import dataclass

from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import Duty

from . import rulebooks
from .models import ClockRow, RulebookVersion


@dataclass(frozen=True, slots=True)
class Ending:
    """``clauses`` with rules, and their ``rules``, judge no longer; ``duties`` fall due no more; ``clocks`` that run
    keep running under it."""

    clauses: int
    rules: int
    clocks: int
    duties: tuple[str, ...]


def ending(version: RulebookVersion) -> Ending:
    book = rulebooks.ruleset(version.pk).rulebook
    clauses = [clause for clause in book.clauses if clause.rules]
    rules = [rule for clause in clauses for rule in clause.rules]
    return Ending(
        len(clauses), len(rules), ClockRow.objects.filter(version_id=version.pk, live=True).count(),
        tuple(dict.fromkeys(rule.name for rule in rules if isinstance(rule, Duty))),
    )  # fmt: skip


def in_words(version: RulebookVersion, found: Ending) -> list[Message]:
    """What ends with it in words, one after the other: the same for whoever repeals it and for whoever is asked."""
    lines = [
        Message(
            f"{version} 结束以后：{found.clauses} 条、{found.rules} 条规则不再执行。",
            f"When {version} ends: {found.clauses} clauses with {found.rules} rules no longer act.",
        )
    ]
    if found.duties:
        lines.append(
            Message(
                f"不再到期的例行：{'、'.join(found.duties)}。", f"Duties no longer owed: {', '.join(found.duties)}."
            )
        )
    if found.clocks:
        lines.append(
            Message(
                f"在走的 {found.clocks} 个时限按它走完，不再开新的。",
                f"{found.clocks} deadlines that run end under it; no new ones begin.",
            )
        )
    return lines
