"""How each movement changes what lies in a warehouse: the one table by which stock is the sum of its movements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .models import Stock

COLUMNS = ("on_hand", "reserved", "set_aside", "coming", "drawn")

# action -> column -> input -> how many pieces of the column one piece of the input is
EFFECTS: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "stock.expect": {"coming": {"pieces": 1}},
    "stock.receive": {"on_hand": {"pieces": 1}, "coming": {"pieces": -1, "missing": -1}},
    "stock.book_in": {"on_hand": {"pieces": 1}},
    "stock.adjust": {"on_hand": {"change": 1}},
    "stock.put_aside": {"set_aside": {"pieces": 1}},
    "stock.put_back": {"set_aside": {"pieces": -1}},
    "stock.draw": {"on_hand": {"pieces": -1}, "drawn": {"pieces": 1}},
    "stock.bring_back": {"on_hand": {"pieces": 1}, "drawn": {"pieces": -1, "lost": -1}},
    "stock.move_out": {"on_hand": {"pieces": -1}},
    "stock.move_way": {"coming": {"pieces": 1}},
    "stock.move_in": {"on_hand": {"pieces": 1}, "coming": {"pieces": -1}},
    "stock.move_lost": {"coming": {"pieces": -1}},
    "stock.move_back": {"on_hand": {"pieces": 1}},
    "stock.count": {"on_hand": {"change": 1}},
    "stock.reserve": {"reserved": {"pieces": 1}},
    "stock.free": {"reserved": {"pieces": -1}},
    "stock.ship": {"on_hand": {"pieces": -1}, "reserved": {"held": -1}},
    "stock.come_back": {"on_hand": {"pieces": 1}},
}


def effect(action: str, given: Mapping[str, Any]) -> dict[str, int]:
    """By how many pieces an action with this input changes each column."""
    return {
        column: sum(sign * int(given.get(name) or 0) for name, sign in inputs.items())
        for column, inputs in EFFECTS.get(action, {}).items()
    }


def summed(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, int]:
    """What the movements of one stock add up to: kind and data of its events, in the order they were journaled.

    The opening number is the first movement; correcting it moves the difference.
    """
    total, opening = dict.fromkeys(COLUMNS, 0), 0
    for kind, data in events:
        told = data.get("set", {}).get("opening")
        if told is not None and kind in ("stock.open", "stock.restate"):
            total["on_hand"] += told - opening
            opening = told
        for column, pieces in effect(kind, data.get("in", {})).items():
            total[column] += pieces
    return total


def after(stock: Stock, changes: Mapping[str, int]) -> dict[str, int]:
    """The columns that would change, as they would be."""
    return {column: getattr(stock, column) + pieces for column, pieces in changes.items()}


def bears(stock: Stock, changes: Mapping[str, int]) -> bool:
    """Whether nothing would be less than nothing, and all that is promised would still lie there."""
    then = {column: getattr(stock, column) for column in COLUMNS} | after(stock, changes)
    return min(then.values()) >= 0 and bool(then["on_hand"] >= then["reserved"] + then["set_aside"])


def move(stock: Stock, changes: Mapping[str, int]) -> None:
    for column, pieces in after(stock, changes).items():
        setattr(stock, column, pieces)
