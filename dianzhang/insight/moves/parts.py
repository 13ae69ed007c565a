"""What a move is made of: shares of the whole change, and of each shop's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Slice
from dianzhang.measure.metrics import Definition

# A share's cause, as pages say it.  The first three are factors; the rest could not be split.
CAUSES = {
    "visitors": _("访客"),
    "conversion": _("转化"),
    "order_value": _("客单价"),
    "pieces": _("件数"),
    "piece_price": _("单件金额"),
    "refunds": _("退款"),
    "begun": _("新开的店"),
    "gone": _("停了的店"),
    "untold": _("没有流量数据，拆不开"),
    "unmatched": _("有成交没有访客，拆不开"),
    "hidden": _("流量你看不到，不拆"),
    "beside": _("不在商品上的"),
    "rest": _("其余商品"),
}


@dataclass(frozen=True)
class Spans:
    """Two spans of days, both ends included: what is explained, and what it is compared with."""

    first: date
    last: date
    before_first: date
    before_last: date

    @property
    def after(self) -> Slice:
        return Slice(self.first, self.last)

    @property
    def before(self) -> Slice:
        return Slice(self.before_first, self.before_last)


def spans(last: date, days: int = 1, apart: int = 0) -> Spans:
    """The ``days`` that end with ``last``, beside as many that end ``apart`` days earlier (0: right before them)."""
    first, back = last - timedelta(days - 1), timedelta(apart or days)
    return Spans(first, last, first - back, last - back)


@dataclass(frozen=True)
class Share:
    """What of a change one cause made.  ``amount`` is exact, in the unit of the number; ``rows``: where they stand.

    ``name`` is said in place of the cause, where the cause is a measure, a shop or an article.
    """

    cause: str
    amount: Decimal
    name: str = ""
    rows: Address | None = None
    reason: Message | None = None


@dataclass(frozen=True)
class Line:
    """The move of one shop (``shop``) or article (``name``): its shares add up to ``change``."""

    name: str
    before: Decimal
    after: Decimal
    shares: tuple[Share, ...]
    shop: int | None = None
    rows: Address | None = None
    reason: Message | None = None

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Move:
    """A number before and after, and why.  Without a value on either side, or where it cannot be split, ``reason``.

    ``shares`` add up to ``change``, and so does every one of ``cuts`` by its lines ("shop", "platform", "goods").
    """

    definition: Definition
    spans: Spans
    before: Decimal | None
    after: Decimal | None
    shares: tuple[Share, ...] = ()
    cuts: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    reason: Message | None = None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


def step_of(unit: Unit) -> Decimal:
    """In what steps shares of such a number are whole: cents, hundredths of a per cent, hundredths."""
    return Decimal("0.0001") if unit is Unit.RATIO else Decimal("0.01")
