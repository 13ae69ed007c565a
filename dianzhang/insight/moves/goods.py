"""The same change by article: pieces × money a piece, of the lines of orders that say what an article came to.

What the lines do not say (freight, discounts over the whole order, goods that nobody matched) is a line of its own.
"""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from dianzhang.kernel.causes import Chain, split
from dianzhang.kernel.money import yuan
from dianzhang.measure.catalogue import Slice
from dianzhang.trade.models import OrderLine

from .parts import CAUSES, Line, Share, Spans

MOST = 10  # articles shown; those that moved less are one line
FACTORS = ("pieces", "piece_price")
Sold = dict[int, tuple[Decimal, Decimal, str]]  # article -> pieces, money, title


def goods(spans: Spans, old: Decimal, new: Decimal, refunds: Share | None) -> tuple[Line, ...]:
    """Articles by how far they moved; the lines add up to ``new`` less ``old``.  Two statements."""
    before, after = _sold(spans.before), _sold(spans.after)
    if not before and not after:
        return ()
    lines = [_line(before.get(pk), after.get(pk)) for pk in before.keys() | after.keys()]
    lines.sort(key=lambda line: (-abs(line.change), line.name))
    shown, others = lines[:MOST], lines[MOST:]
    if others:
        shown.append(_together(others))
    had, has = (sum((getattr(line, side) for line in lines), Decimal(0)) for side in ("before", "after"))
    beside = Share("beside", new - old - (has - had) - (refunds.amount if refunds is not None else 0))
    rest = tuple(share for share in (beside, refunds) if share is not None and share.amount)
    if rest:
        shown.append(Line(CAUSES["beside"], old - had, new - has, rest))
    return tuple(shown)


def _sold(of: Slice) -> Sold:
    """Of each article the pieces and what the shop got for them, by the day of payment."""
    money = Coalesce(F("receives_cents"), F("unit_price_cents") * F("quantity"))
    paid = {"order__paid_day__gte": of.first, "order__paid_day__lte": of.last, "order__brushing": False}
    rows = (
        OrderLine.objects.filter(sku__isnull=False, **paid)
        .order_by()
        .values_list("sku_id", "sku__code", "sku__title")
        .annotate(pieces=Sum("quantity"), money=Sum(money))
    )
    return {
        pk: (Decimal(pieces), yuan(int(cents)), title or code)
        for pk, code, title, pieces, cents in rows
        if cents is not None
    }


def _line(before: tuple[Decimal, Decimal, str] | None, after: tuple[Decimal, Decimal, str] | None) -> Line:
    name = (after or before or (0, 0, ""))[2]
    done = split(_chain(before), _chain(after))
    if done.whole and done.change:
        shares: tuple[Share, ...] = (Share("pieces", done.change),)  # it was not sold before, or is not now
    else:
        shares = tuple(Share(c, a) for c, a in zip(FACTORS, done.shares, strict=True) if a is not None)
    return Line(name, before[1] if before else Decimal(0), after[1] if after else Decimal(0), shares)


def _chain(sold: tuple[Decimal, Decimal, str] | None) -> Chain | None:
    return sold[:2] if sold is not None else None


def _together(lines: list[Line]) -> Line:
    sums = {
        cause: sum((s.amount for one in lines for s in one.shares if s.cause == cause), Decimal(0)) for cause in FACTORS
    }
    return Line(
        CAUSES["rest"], sum((one.before for one in lines), Decimal(0)), sum((one.after for one in lines), Decimal(0)),
        tuple(Share(cause, amount) for cause, amount in sums.items()),
    )  # fmt: skip
