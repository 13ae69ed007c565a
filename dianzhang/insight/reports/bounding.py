"""A draft is its owner's to sign, so it holds only what the owner's post may see."""

from __future__ import annotations

from .figures import Content
from .reading import BY_VISITORS, Sight


def within(kept: Content, sight: Sight) -> Content:
    """The content (``figures.content``) without what ``sight`` does not show; ``barred`` names the numbers left out.

    A number that the rulebook does not define has no value that could be hidden, so it stays.
    """
    barred = [
        one["name"]
        for one in kept["numbers"]
        if sight.definition(one["name"]) is not None and not sight.number(one["name"])
    ]
    numbers = [_number(one, sight) for one in kept["numbers"] if one["name"] not in barred]
    return kept | {
        "numbers": numbers, "barred": barred,
        "channels": kept["channels"] if sight.traffic else [],
        "scenes": kept["scenes"] if sight.advertising else [],
        "grouped": [name for name in kept["grouped"] if name not in barred],
    }  # fmt: skip


def _number(one: Content, sight: Sight) -> Content:
    """A split by visitors is left out whole: what is left of it would not add up."""
    split = any(part["cause"] in BY_VISITORS for part in one.get("why", ()))
    return one | {"why": []} if split and not sight.visitors else one
