"""A change split among its factors adds up to the cent, turns round with the spans, and never makes a value up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.causes import Chain, Split, of_product, rounded, shapley, split

pytestmark = pytest.mark.requirement("I2.1")

D = Decimal
COUNTS = st.integers(min_value=0, max_value=10**7).map(Decimal)
CENTS = st.integers(min_value=0, max_value=10**12).map(lambda n: Decimal(n) / 100)
CHAINS = st.tuples(COUNTS | st.none(), COUNTS, CENTS) | st.none()
FACTORS = st.fractions(min_value=-100, max_value=100, max_denominator=1000)


@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [
        # 100 visitors, one in ten buys for 50; then 120, one in eight, for 40.  Of the visitors by hand:
        # 20 × (0.1×50 ÷ 3 + (0.125×50 + 0.1×40) ÷ 6 + 0.125×40 ÷ 3) = 100.8333…; all three are a third of a cent less
        ((100, 10, 500), (120, 15, 600), ("100.84", "123.33", "-124.17")),
        ((100, 10, 500), (200, 20, 1000), ("500", "0", "0")),
        ((100, 10, 500), (100, 10, 400), ("0", "0", "-100")),
        ((100, 10, 500), (100, 10, 500), ("0", "0", "0")),
        # nobody bought: what an order would have been worth has no value, so visitors and conversion share it
        ((100, 10, 500), (100, 0, 0), ("0", "-500", None)),
        ((100, 0, 0), (50, 5, 250), ("-125", "375", None)),
        # nobody came: neither conversion nor order value has one
        ((0, 0, 0), (50, 5, 250), ("250", None, None)),
        ((0, 0, 0), (0, 0, 0), ("0", None, None)),
    ],
)
def test_shares_worked_out_by_hand(
    before: tuple[int, int, int], after: tuple[int, int, int], shares: tuple[str | None, ...]
) -> None:
    found = split(tuple(map(D, before)), tuple(map(D, after)))
    assert found.shares == tuple(None if share is None else D(share) for share in shares)
    assert sum(share for share in found.shares if share is not None) == found.change


@pytest.mark.parametrize(
    ("before", "after", "change", "whole"),
    [
        (None, (50, 5, 250), "250", "begun"),
        ((50, 5, 250), None, "-250", "gone"),
        (None, None, "0", "begun"),
        ((None, 10, 500), (120, 15, 600), "100", "untold"),
        ((100, 10, 500), (None, 15, 600), "100", "untold"),
        ((0, 2, 80), (10, 2, 90), "10", "unmatched"),
        ((10, 0, 5), (10, 2, 90), "85", "unmatched"),
        ((10, 2, None), (10, 2, 90), None, "unknown"),
        ((10, 2, 90), (10, 2, None), None, "unknown"),
        (None, (1, 1, None), None, "unknown"),
    ],
)
def test_what_cannot_be_split_says_so_and_is_never_nought(
    before: Chain | None, after: Chain | None, change: str | None, whole: str
) -> None:
    def told(chain: Chain | None) -> Chain | None:
        return None if chain is None else tuple(None if link is None else D(link) for link in chain)

    found = split(told(before), told(after))
    assert found.change == (None if change is None else D(change))
    assert found.whole == whole
    assert set(found.shares) <= {None}


@given(CHAINS, CHAINS)
def test_shares_add_up_to_the_cent(before: Chain | None, after: Chain | None) -> None:
    found = split(before, after)
    if not found.whole:
        known = [share for share in found.shares if share is not None]
        assert sum(known) == found.change
        assert all(share == share.quantize(D("0.01")) for share in known)


@given(CHAINS, CHAINS)
def test_it_turns_round_with_the_spans(before: Chain | None, after: Chain | None) -> None:
    there, back = split(before, after), split(after, before)
    assert back.shares == tuple(None if share is None else -share for share in there.shares)
    if before is not None or after is not None:
        assert back.change == (None if there.change is None else -there.change)


@given(st.lists(st.tuples(FACTORS, FACTORS), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_factors_does_not_matter(pairs: list[tuple[Fraction, Fraction]], chance: object) -> None:
    mixed = list(range(len(pairs)))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    plain = of_product([a for a, _b in pairs], [b for _a, b in pairs])
    other = of_product([pairs[n][0] for n in mixed], [pairs[n][1] for n in mixed])
    assert other == [plain[n] for n in mixed]
    assert sum(plain) == _product([b for _a, b in pairs]) - _product([a for a, _b in pairs])


@given(FACTORS, FACTORS, FACTORS)
def test_what_did_not_move_has_no_share(old: Fraction, new: Fraction, still: Fraction) -> None:
    assert of_product([still, old], [still, new])[0] == 0


def test_of_anything_that_two_have_changed_together() -> None:
    assert shapley(2, lambda changed: Fraction(len(changed) == 2)) == [Fraction(1, 2), Fraction(1, 2)]


@pytest.mark.parametrize(
    ("shares", "total", "whole"),
    [
        (("1/3", "1/3", "1/3"), "0.01", ("0.01", "0", "0")),
        (("1/3", "1/3", "1/3"), "1.00", ("0.34", "0.33", "0.33")),
        (("-1/3", "-1/3", "-1/3"), "-1.00", ("-0.34", "-0.33", "-0.33")),
        (("2/3", "2/3", "-1/3"), "1.00", ("0.66", "0.67", "-0.33")),
    ],
)
def test_a_cent_over_goes_to_whom_it_was_taken_from(
    shares: tuple[str, ...], total: str, whole: tuple[str, ...]
) -> None:
    exact = [Fraction(share) * (Fraction(total) / sum(map(Fraction, shares))) for share in shares]
    assert rounded(exact, D(total)) == [D(one) for one in whole]


def test_what_is_no_whole_step_is_refused() -> None:
    with pytest.raises(ValueError, match="whole steps"):
        rounded([Fraction(1, 3)], D("0.005"))
    with pytest.raises(ValueError, match="different length"):
        split((D(1), D(2)), (D(1), D(2), D(3)))
    assert split((D(1), D(2)), (D(1), D(3)), D(1)) == Split(D(1), (D(0), D(1)))


def _product(factors: list[Fraction]) -> Fraction:
    found = Fraction(1)
    for one in factors:
        found *= one
    return found
