"""The arithmetic of voices: when a request is decided, for each manner of asking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.voices import needed, verdict

MANNERS = st.sampled_from(["in_order", "together", "any", "share"])
SHARES = st.decimals("0.01", "1", places=2).map(float)


@pytest.mark.parametrize(
    ("manner", "share", "seats", "agreed", "refused", "decided"),
    [
        ("in_order", None, 3, 2, 0, None),
        ("in_order", None, 3, 3, 0, "agreed"),
        ("in_order", None, 3, 1, 1, "refused"),
        ("together", None, 3, 2, 0, None),
        ("together", None, 3, 2, 1, "refused"),
        ("together", None, 3, 0, 1, "refused"),
        ("together", None, 1, 1, 0, "agreed"),
        ("any", None, 3, 0, 2, None),
        ("any", None, 3, 1, 2, "agreed"),
        ("any", None, 3, 0, 3, "refused"),
        ("share", 0.6, 5, 2, 2, None),
        ("share", 0.6, 5, 3, 2, "agreed"),
        ("share", 0.6, 5, 2, 3, "refused"),
        ("share", 0.5, 3, 1, 1, None),  # half of three are two
        ("share", 0.28, 25, 7, 0, "agreed"),  # as written, not as a float has it
        ("share", 0.28, 25, 6, 18, None),
        ("share", 0.28, 25, 6, 19, "refused"),
        ("share", 0.01, 4, 0, 3, None),  # at least one
        ("together", None, 0, 0, 0, "agreed"),  # nobody is left to ask
        ("any", None, 0, 0, 0, "agreed"),
    ],
)
def test_table(manner, share, seats, agreed, refused, decided):
    assert verdict(manner, share, seats, agreed, refused) == decided


@given(MANNERS, SHARES, st.lists(st.booleans(), min_size=1, max_size=12))
def test_it_is_decided_exactly_when_the_rest_can_no_longer_change_it(manner, share, voices):
    """Against every way in which the rest could still answer."""
    for heard in range(len(voices) + 1):
        agreed, refused = voices[:heard].count(True), voices[:heard].count(False)
        enough = needed(manner, share, len(voices))
        possible = {agreed + more >= enough for more in range(len(voices) - heard + 1)}
        found = verdict(manner, share, len(voices), agreed, refused)
        assert found == (None if len(possible) == 2 else "agreed" if possible == {True} else "refused")


@given(MANNERS, SHARES, st.integers(1, 40))
def test_all_agreeing_is_always_enough_and_nobody_never(manner, share, seats):
    assert 1 <= needed(manner, share, seats) <= seats
    assert verdict(manner, share, seats, seats, 0) == "agreed"
    assert verdict(manner, share, seats, 0, seats) == "refused"
