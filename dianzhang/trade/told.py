"""What somebody tells us of an order: a platform's file, its API, a person, in one shape for all."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.organisation import organisation
from dianzhang.engine.personal import Kept, Personal
from dianzhang.gateways.orders import FULFILMENT, LINES, PAYMENT, OrderLine, OrderRecord
from dianzhang.gateways.orders.withheld import masked, withheld
from dianzhang.kernel.money import cents

SEEN = "seen"  # carried by what is told as it happens: nothing of the order is unknown then
_PLACE = ("buyer_id", "buyer_name", "receiver", "phone", "province", "city", "district", "address")


class Told(NamedTuple):
    """An order as it was told, and what of it was told at all (the names of ``gateways.orders``)."""

    shop_id: int
    order: OrderRecord
    carries: frozenset[str]
    file: bool = False  # from a file whose numbers were looked up before


class LineInput(BaseModel):
    sku: str = Field("", max_length=100)
    title: str = Field("", max_length=200)
    spec: str = Field("", max_length=200)
    quantity: int = Field(1, ge=1)
    unit_price: Decimal | None = Field(None, ge=0)
    receives: Decimal | None = Field(None, ge=0)

    def line(self) -> OrderLine:
        price = cents(self.unit_price) if self.unit_price is not None else None
        receives = cents(self.receives) if self.receives is not None else None
        return OrderLine(self.sku, self.title, self.spec, self.quantity, price, receives)


class EnterOrder(BaseModel):
    """A new order, told as it happens."""

    shop: str = Kept(description="店铺代号")
    number: str = Kept(min_length=1, max_length=64)
    total: Decimal = Kept(ge=0, max_digits=15, decimal_places=2)
    placed_at: datetime | None = Kept(None)
    promised_at: datetime | None = Kept(None)
    currency: str = Kept("CNY", min_length=3, max_length=3)
    fulfilment: Literal["unshipped", "shipped", "delivered", "completed", "closed"] = Kept("unshipped")
    buyer_id: str = Personal("", max_length=100)
    buyer_name: str = Personal("", max_length=100)
    receiver: str = Personal("", max_length=100)
    phone: str = Personal("", max_length=60)
    province: str = Kept("", max_length=60)
    city: str = Personal("", max_length=60)
    district: str = Personal("", max_length=60)
    address: str = Personal("", max_length=400)
    remark: str = Personal("", max_length=500)
    address_complete: bool | None = Kept(None)
    lines: list[LineInput] = Kept(default_factory=list)

    def told(self, now: datetime) -> Told:
        """ValueError, in words, when there is no such shop."""
        complete = self.address_complete
        if complete is None and (self.receiver or self.phone or self.address):
            complete = bool(self.receiver and self.phone and self.province and self.city and self.address)
        record = blank(
            number=self.number, created_at=self.placed_at or now, total_cents=cents(self.total), currency=self.currency,
            promised_ship_at=self.promised_at, fulfilment=self.fulfilment, remark=self.remark,
            address_complete=complete, lines=tuple(line.line() for line in self.lines),
            **{name: masked(getattr(self, name)) for name in _PLACE},
        )  # fmt: skip
        record = withheld(record)  # a platform masks for programs too
        return Told(shop_id(self.shop), record, frozenset({PAYMENT, FULFILMENT, LINES, SEEN, *_PLACE}))


class UpdateOrder(BaseModel):
    """What the platform now says of a known order; what is left out is as before."""

    total: Decimal | None = Kept(None, ge=0, max_digits=15, decimal_places=2)
    promised_at: datetime | None = Kept(None)
    address_complete: bool | None = Kept(None)


def blank(**given: object) -> OrderRecord:
    """An order record with nothing in it but what is given."""
    values: dict[str, object] = {
        "paid_at": None, "paid_cents": 0, "refund_cents": 0, "refunded_at": None, "refund_day_basis": "refund_day",
        "currency": "CNY", "promised_ship_at": None, "fulfilment": None, "remark": "", "lines": (), "missing": (),
        "address_complete": None, "first_line": 0, "last_line": 0, "digest": "", **dict.fromkeys(_PLACE, ""), **given,
    }  # fmt: skip
    return OrderRecord(**values)  # type: ignore[arg-type]


def shop_id(code: str) -> int:
    found = next((shop.pk for shop in organisation().shops.values() if shop.code == code), None)
    if found is None:
        raise ValueError(_("没有代号为 %(code)s 的店铺。") % {"code": code})
    return int(found)
