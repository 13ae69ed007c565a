"""Sales by visitors × orders a visitor × money an order, shop by shop (``kernel.causes``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from dianzhang.engine.models import Shop
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.causes import Chain, split
from dianzhang.kernel.messages import Message
from dianzhang.measure import catalogue
from dianzhang.measure.by_shop import by_shop, untold
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition
from dianzhang.measure.series import address

from .goods import goods
from .parts import Line, Move, Share, Spans

FACTORS = ("visitors", "conversion", "order_value")
PAID, ORDERS, VISITORS, REFUNDED = "amount_paid", "orders_paid", "visitors", "amount_refunded"
_NO_VISITORS = Message("没有流量报表，拆不开", "no traffic reported: it cannot be split")
_HIDDEN = Message("流量的数超出了你的岗位看得到的", "traffic is beyond what your post may see")
_ROWS = {"visitors": VISITORS, "conversion": ORDERS, "order_value": PAID, "refunds": REFUNDED}
Figures = dict[int, Decimal | None]


@dataclass
class Span:
    """What the shops had in one span, each number read for all of them at once."""

    of: Slice
    paid: Figures = field(default_factory=dict)
    orders: Figures = field(default_factory=dict)
    visitors: Figures = field(default_factory=dict)
    refunded: Figures = field(default_factory=dict)
    why: dict[int, Message] = field(default_factory=dict)  # shop -> why its visitors are not known

    def chain(self, shop: Shop, length: int) -> Chain | None:
        """Visitors, orders, money; None where the shop was not there yet, or no more."""
        pk = shop.pk
        sold = pk in self.paid or pk in self.orders
        if not (sold or pk in self.visitors or self._open(shop)):
            return None
        return (self.visitors.get(pk), self.orders.get(pk, Decimal(0)), self.paid.get(pk, Decimal(0)))[:length]

    def _open(self, shop: Shop) -> bool:
        return shop.status == "open" and (self.of.last is None or day_of(shop.go_live) <= self.of.last)


def ways(definition: Definition) -> tuple[int, bool] | None:
    """(how many factors, whether refunds come off), if it is orders, money paid, or that less refunds."""
    names = {measure.name for measure in definition.measures()}
    if definition.measure is not None:
        return {ORDERS: (2, False), PAID: (3, False)}.get(definition.measure.name)
    return (3, True) if names == {PAID, REFUNDED} and _is_net(definition) else None


def _is_net(definition: Definition) -> bool:
    """Whether the formula is money paid less refunds, whatever it is called: tried, for it is one with no division."""
    metric = definition.metric
    formula = metric.formula if metric is not None else None
    tried = ((Decimal(7), Decimal(3)), (Decimal(0), Decimal(5)), (Decimal(11), Decimal(0)))
    words = {PAID, REFUNDED}
    if formula is None or set(formula.names) != words:
        return False
    return all(formula.value({PAID: paid, REFUNDED: back}) == paid - back for paid, back in tried)


def of_sales(definition: Definition, spans: Spans, *, factors: int, net: bool, traffic: bool) -> Move:
    """``traffic``: whether the reader may see visitors; where not, nothing is split by them."""
    before, after = (_read(of, net=net, traffic=traffic) for of in (spans.before, spans.after))
    shops = organisation().shops
    found = (_line(shop, before, after, factors=factors, net=net, traffic=traffic) for shop in shops.values())
    lines = sorted((line for line in found if line is not None), key=lambda line: (-abs(line.change), line.name))
    old, new = sum((line.before for line in lines), Decimal(0)), sum((line.after for line in lines), Decimal(0))
    shares = added(lines, spans.after)
    cuts: dict[str, tuple[Line, ...]] = {"shop": tuple(lines)}
    if len({shops[line.shop or 0].platform for line in lines}) > 1:
        cuts["platform"] = _by_platform(lines)
    if factors == len(FACTORS):
        cuts["goods"] = goods(spans, old, new, next((one for one in shares if one.cause == "refunds"), None))
    return Move(definition, spans, old, new, shares, {name: cut for name, cut in cuts.items() if cut})


def _read(of: Slice, *, net: bool, traffic: bool) -> Span:
    known = catalogue.measures
    span = Span(of, by_shop(known[PAID], of), by_shop(known[ORDERS], of))
    if net:
        span.refunded = by_shop(known[REFUNDED], of)
    if traffic:
        why = untold(known[VISITORS], of)
        for pk, visitors in by_shop(known[VISITORS], of).items():
            span.visitors[pk] = visitors
        for pk in organisation().shops:
            if (told := why(pk)) is not None:
                span.why[pk] = told
                span.visitors.pop(pk, None)
    return span


def _line(shop: Shop, before: Span, after: Span, *, factors: int, net: bool, traffic: bool) -> Line | None:
    """None for a shop of which neither span tells anything."""
    old, new = before.chain(shop, factors), after.chain(shop, factors)
    back = _back(after, shop.pk) - _back(before, shop.pk) if net else Decimal(0)
    amounts = [_amount(chain) - _back(span, shop.pk) for chain, span in ((old, before), (new, after))]
    if not any(amounts) and not back and not _known(old, new):
        return None
    done = split(old, new)
    reason: Message | None = None
    shares: list[Share] = []
    if done.whole and done.change:
        cause: str = done.whole if traffic or done.whole != "untold" else "hidden"
        if cause == "untold":
            reason = before.why.get(shop.pk) or after.why.get(shop.pk) or _NO_VISITORS
        shares.append(Share(cause, done.change, reason=reason or (_HIDDEN if cause == "hidden" else None)))
    for cause, amount in zip(FACTORS, done.shares, strict=False):
        if amount is not None:
            shares.append(Share(cause, amount, rows=rows(cause, after.of, shop.pk)))
    if back:
        shares.append(Share("refunds", -back, rows=rows("refunds", after.of, shop.pk)))
    listed = rows("order_value" if factors == 3 else "conversion", after.of, shop.pk)
    return Line(shop.name, amounts[0], amounts[1], tuple(shares), shop.pk, listed, reason)


def _known(*chains: Chain | None) -> bool:
    """Whether anything was told of it: orders that cost nothing, or visitors."""
    return any(link for chain in chains for link in chain or ())


def _amount(chain: Chain | None) -> Decimal:
    return Decimal(0) if chain is None else chain[-1] or Decimal(0)


def _back(span: Span, shop: int) -> Decimal:
    return span.refunded.get(shop) or Decimal(0)


def rows(cause: str, of: Slice, shop: int | None = None) -> catalogue.Address | None:
    """Where the rows behind a cause are listed."""
    return address(catalogue.measures[_ROWS[cause]], Slice(of.first, of.last, shop)) if cause in _ROWS else None


def added(lines: Iterable[Line], of: Slice | None = None) -> tuple[Share, ...]:
    """The shares of several lines by cause, in the order of the causes; those of nothing stay."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    reasons: dict[str, Message] = {}
    for line in lines:
        for share in line.shares:
            sums[share.cause] += share.amount
            if share.reason is not None:
                reasons.setdefault(share.cause, share.reason)
    order = [*FACTORS, "refunds", "begun", "gone", "untold", "unmatched", "hidden"]
    return tuple(
        Share(cause, sums[cause], rows=rows(cause, of) if of is not None else None, reason=reasons.get(cause))
        for cause in order
        if cause in sums
    )


def _by_platform(lines: Iterable[Line]) -> tuple[Line, ...]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[organisation().shops[line.shop or 0].platform].append(line)
    found = [
        Line(
            platform, sum((one.before for one in own), Decimal(0)), sum((one.after for one in own), Decimal(0)),
            added(own),
        )
        for platform, own in grouped.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: (-abs(line.change), line.name)))
