"""The road of a state axis follows from what actions lead along."""

from __future__ import annotations

import pytest

from dianzhang.engine import registry
from dianzhang.web.road import road_of


@pytest.mark.parametrize(
    ("subject", "axis", "road"),
    [
        ("order", "fulfilment", ["waiting", "approved", "shipped", "delivered", "closed"]),
        ("complaint", "status", ["open", "escalated", "planned", "resolved"]),
        ("leave", "status", ["draft", "granted", "ended"]),
        ("order", "hold", ["clear", "held"]),
    ],
)
def test_the_longest_way_forward(subject: str, axis: str, road: list[str]) -> None:
    known = registry.subjects[subject]
    assert road_of(known, known.words.axes[axis]) == road
