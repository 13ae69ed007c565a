"""What a changed pay rule comes to: one of the rulebook's own examples, reckoned before and after."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Message
from ..rules import Pay, Rulebook
from ..ruleset import Ruleset
from ..vocabulary import Vocabulary
from .compiler import Compiled
from .difference import Change
from .examples import Example
from .expectations import Expectation
from .play import Play
from .reckon import Reckoning
from .run import office

_SHOWN = 2  # examples


def in_yuan(change: Change, old: Compiled, new: Compiled, vocabulary: Vocabulary) -> tuple[Message, ...]:
    """Sentences about the same person with the same figures under both versions; none where no example shows it.

    Examples whose amount changes come first.  The whole rulebooks are reckoned with: their metrics and scorecards too.
    """
    if not isinstance(change.rule, Pay) or change.what != "changed":
        return ()
    rules = [(compiled.draft, Ruleset(compiled.draft)) for compiled in (old, new)]
    differ: list[Message] = []
    same: list[Message] = []
    seen: set[tuple[str, str]] = set()
    for example, wanted in _examples(change, new.draft, old.draft):
        if (example.name, wanted.word) in seen:
            continue
        seen.add((example.name, wanted.word))
        amounts = []
        for book, ruleset in rules:
            clause = book.clause.get(change.clause)
            reckoning = Reckoning(Play(example, ruleset, vocabulary, office), clause) if clause else None
            amounts.append(reckoning.value(wanted)[0] if reckoning else None)
        before, after = amounts
        if before is None or after is None:
            continue
        if before != after:
            differ.append(
                Message(
                    f"如“{example.name}”：{wanted.word} {before:,.2f} 元 → {after:,.2f} 元（{after - before:+,.2f}）",
                    f"“{example.name}”: {wanted.word} {before:,.2f} → {after:,.2f} yuan ({after - before:+,.2f})",
                )
            )
        else:
            same.append(
                Message(
                    f"如“{example.name}”：{wanted.word}还是 {after:,.2f} 元",
                    f"“{example.name}”: {wanted.word} stays {after:,.2f} yuan",
                )
            )
    return tuple((differ or same)[:_SHOWN])


def _examples(change: Change, *books: Rulebook) -> Iterator[tuple[Example, Expectation]]:
    """The clause's examples that say what an item of the rule comes to, the new version's before the old one's."""
    items = {item.name for item in change.rule.items}
    for book in books:
        clause = book.clause.get(change.clause)
        for example in clause.examples if clause else ():
            for expected in example.expect:
                if expected.kind == "pay" and expected.word in items:
                    yield example, expected
