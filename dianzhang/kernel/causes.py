"""Why an amount moved: its change split among the factors whose product it is, exactly.

Sales of a shop are visitors × orders a visitor × money an order.  What a change of sales owes to each of the three is
its Shapley value: the mean, over every order in which the factors could have changed one after the other, of what
changing that one did.  The shares add up to the change without a remainder, do not depend on the order in which the
factors are written, turn round with the spans, and bear noughts, which the logarithmic mean Divisia index does not.

Sources: J. Albrecht, D. François, K. Schoors, "A Shapley decomposition of carbon emissions without residuals", Energy
Policy 30 (2002) 727–736; B.W. Ang, H.C. Huang, A.R. Mu, "Properties and linkages of some index decomposition analysis
methods", Energy Policy 37 (2009) 4624–4632 (Shapley/Sun); R. Wood, M. Lenzen, "Zero-value problems of the logarithmic
mean Divisia index decomposition method", Energy Policy 34 (2006) 1326–1331.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial
from typing import Literal

CENT = Decimal("0.01")

# "": split; begun, gone: there was nothing to compare with; untold: a factor is not reported; unmatched: something came
# of nothing (orders without a visitor), so there is no factor; unknown: the amount itself is not known
Whole = Literal["", "begun", "gone", "untold", "unmatched", "unknown"]
Chain = Sequence[Decimal | None]  # visitors, orders, money: each is a factor times the one before


@dataclass(frozen=True)
class Split:
    """What a change comes to, and its shares in the order of the factors; both in the unit of the last link.

    Of a factor that has no value on either side the share is None, which is not 0.  Where the change could not be split
    at all, ``whole`` says why, and every share is None.
    """

    change: Decimal | None
    shares: tuple[Decimal | None, ...]
    whole: Whole = ""


def split(before: Chain | None, after: Chain | None, step: Decimal = CENT) -> Split:
    """The change from ``before`` to ``after`` among the factors; None: it was not there in that span.

    ``before`` and ``after`` are as long as each other.  Shares are whole steps (cents) that add up to the change.
    """
    length = len(before if before is not None else after or ())
    nothing: tuple[None, ...] = (None,) * length
    if before is None or after is None:
        there = after if before is None else before
        amount = there[-1] if there is not None else Decimal(0)
        if amount is None:
            return Split(None, nothing, "unknown")
        return Split(amount, nothing, "begun") if before is None else Split(-amount, nothing, "gone")
    if len(after) != length:
        raise ValueError(f"two chains of a different length: {length} and {len(after)}")
    if before[-1] is None or after[-1] is None:
        return Split(None, nothing, "unknown")
    change = after[-1] - before[-1]
    if None in before or None in after:
        return Split(change, nothing, "untold")
    old, new = _factors(before), _factors(after)
    if old is None or new is None:
        return Split(change, nothing, "unmatched")
    filled = [_beside(a, b) for a, b in zip(old, new, strict=True)]
    shares = rounded(of_product([a for a, _b in filled], [b for _a, b in filled]), change, step)
    known = [a is not None and b is not None for a, b in zip(old, new, strict=True)]
    return Split(change, tuple(share if there else None for share, there in zip(shares, known, strict=True)))


def _factors(chain: Chain) -> list[Fraction | None] | None:
    """The first link, then each by the one before: None for nothing by nothing; no factors where 0 led to more."""
    links = [Fraction(link) for link in chain if link is not None]
    found: list[Fraction | None] = [links[0]]
    for had, link in pairwise(links):
        if had == 0 and link != 0:
            return None
        found.append(link / had if had else None)
    return found


def _beside(old: Fraction | None, new: Fraction | None) -> tuple[Fraction, Fraction]:
    """A factor that has a value on one side only did not move: nobody knows what it would have been."""
    return (old if old is not None else new or Fraction(0)), (new if new is not None else old or Fraction(0))


def of_product(before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """The Shapley value of each factor in the change of their product; the sum is exactly that change."""

    def product(changed: frozenset[int]) -> Fraction:
        found = Fraction(1)
        for n, (old, new) in enumerate(zip(before, after, strict=True)):
            found *= new if n in changed else old
        return found

    return shapley(len(before), product)


def shapley(n: int, worth: Callable[[frozenset[int]], Fraction]) -> list[Fraction]:
    """The Shapley value of each of ``n``: ``worth`` is asked for every set of those that have changed, 2ⁿ in all."""
    known = {frozenset(c): worth(frozenset(c)) for size in range(n + 1) for c in combinations(range(n), size)}
    shares = [Fraction(0)] * n
    for changed, value in known.items():
        size = len(changed)
        for player in range(n):
            if player not in changed:
                weight = Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
                shares[player] += weight * (known[changed | {player}] - value)
    return shares


def rounded(shares: Sequence[Fraction], total: Decimal, step: Decimal = CENT) -> list[Decimal]:
    """Shares in whole steps that add up to ``total``, itself whole steps.

    Each is rounded to the nearest step (a half to the even one); what is then too much or too little goes, a step each,
    to those that were rounded the furthest the other way, the earlier one first.  So what turns round with its sign
    stays the same amounts.
    """
    unit = Fraction(step)
    exact = [share / unit for share in shares]
    whole = [round(one) for one in exact]
    over = Fraction(total) / unit - sum(whole)
    if over.denominator != 1:
        raise ValueError(f"{total} is not whole steps of {step}")
    towards = 1 if over > 0 else -1
    for n in sorted(range(len(whole)), key=lambda n: (towards * (whole[n] - exact[n]), n))[: abs(int(over))]:
        whole[n] += towards
    return [one * step for one in whole]
