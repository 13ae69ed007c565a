"""What a kind of payout file looks like: which column is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dianzhang.gateways.tables.headers import header_key, lacking, places_of
from dianzhang.kernel.messages import Message

# What a column may say.  ``amount`` carries its sign or has ``direction`` beside it; else there are ``income`` and
# ``expense``.  ``words`` says what the money is.
ROLES = ("number", "at", "amount", "income", "expense", "direction", "words", "transaction", "state")


@dataclass(frozen=True)
class Layout:
    """``columns``: role -> headers it may have.  ``more_words``: further columns that say what the money is.

    ``parts``: header -> kind, where one row is several kinds of money at once; what they leave of ``amount`` is by the
    words.  ``settled``: what ``state`` must say for the money to have moved (empty: every row has).
    ``prefix`` stands before the order's number in this kind of file (a regular expression).
    ``in_words``: an order's number within the words, where the column is empty (a regular expression, one group).
    """

    name: str
    title: Message
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    more_words: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    prefix: str = ""
    in_words: str = ""

    def bind(self, header: Sequence[str]) -> Binding | None:
        """Where each role stands below this header; None where it is another table."""
        places: dict[str, int] = {}
        for at, cell in enumerate(header):
            places.setdefault(header_key(cell), at)
        found = places_of(self.columns, places)
        if not self.required <= found.keys():
            return None
        words = [places[key] for face in self.more_words if (key := header_key(face)) in places]
        parts = {places[key]: (face, kind) for face, kind in self.parts.items() if (key := header_key(face)) in places}
        return Binding(self, found, tuple(words), parts)

    def lacking(self, header: Sequence[str]) -> list[str]:
        """The headers of required columns that this one does not have."""
        keys = {header_key(cell) for cell in header}
        return lacking(self.columns, self.required, keys)


@dataclass(frozen=True)
class Binding:
    """A layout on one header: role -> place, the further words, and the columns that are a kind each."""

    layout: Layout
    places: Mapping[str, int]
    words: tuple[int, ...]
    parts: Mapping[int, tuple[str, str]]  # place -> header and kind


def own_layout(name: str, columns: Mapping[str, str]) -> Layout:
    """The layout in which a person said that each role stands under this header."""
    return Layout("own", Message(name, name), {r: (h,) for r, h in columns.items()}, frozenset(columns))
