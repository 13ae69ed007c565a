"""An order as every later step knows it, whatever the platform wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from dianzhang.kernel.messages import Message

RefundDay = Literal["payment_day", "refund_day"]

# Facts about an order that a layout may carry besides the fields that have their own names.
PAYMENT = "payment"  # whether and when it was paid, and how much
REFUND = "refund"  # how much was given back
REFUND_DAY = "refund_day"  # and when
FULFILMENT = "fulfilment"  # how far the shipment is
LINES = "lines"  # what was ordered
PART = "part"  # and nothing else: the order itself stands in another file

# What became of a line of a ledger in which sales, cancellations and corrections stand together; each line is one.
TAKEN = "taken"  # a line of an order
NOBODY = "no_customer"  # the same, but nobody is named who bought it
MERGED = "merged"  # says the same as a line before
GIVEN_BACK = "given_back"  # takes back a line of a sale that is here
RETURNED = "returned"  # money given back for a sale that is not here
WRITTEN_OFF = "written_off"  # pieces taken off the shelf without money: no sale and no return
REFUSED = "refused"
ACCOUNTED = (TAKEN, NOBODY, MERGED, GIVEN_BACK, RETURNED, WRITTEN_OFF, REFUSED)


class OrderLine(NamedTuple):
    """One article of an order.  Amounts in cents; None where the file does not say."""

    sku: str
    title: str
    spec: str
    quantity: int
    unit_price_cents: int | None
    seller_receives_cents: int | None


@dataclass(slots=True)
class OrderRecord:
    """One order as a platform tells it.

    Amounts are cents of ``currency``, times aware in UTC.  A text that is empty was empty or is not carried: the
    file's ``carries`` tells which.  ``digest`` covers everything the file says about the order: equal digests mean
    that nothing has changed; unequal ones only that it must be compared.
    """

    number: str
    created_at: datetime
    paid_at: datetime | None
    total_cents: int
    paid_cents: int | None  # what the buyer paid, refunds not subtracted; None when payment is not carried
    refund_cents: int
    refunded_at: datetime | None
    refund_day_basis: RefundDay
    currency: str
    buyer_id: str
    buyer_name: str
    receiver: str
    phone: str
    province: str
    city: str
    district: str
    address: str
    address_complete: bool | None  # None: the file does not carry addresses
    missing: tuple[str, ...]  # carried fields that an order needs and that are empty
    promised_ship_at: datetime | None
    fulfilment: str | None  # unshipped, shipped, delivered, completed (the buyer has it), closed (over, and no more)
    remark: str
    lines: tuple[OrderLine, ...]
    first_line: int
    last_line: int
    digest: str
    carried_at: datetime | None = None  # handed to the carrier
    arrived_at: datetime | None = None  # at the buyer's
    deliver_by: datetime | None = None  # what the buyer was promised
    encrypted: bool = False  # the platform keeps the receiver to itself: masked or ciphered, nobody's to compare
    refunds: tuple[tuple[datetime, int], ...] = ()  # each with its instant, where the source tells them one by one


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that was not taken, as it stood, and why.  ``line`` is where it begins in the file."""

    line: int
    cells: tuple[str, ...]
    reason: Message


@dataclass(frozen=True, slots=True)
class Chunk:
    """A handful of orders and rejected rows, and how far into the file they reach.

    ``rows``: those of each order, where the file tells only its articles and the order may turn out to be unknown.
    """

    orders: list[OrderRecord]
    rejects: list[Reject]
    bytes_read: int
    rows: list[list[tuple[int, list[str]]]] = field(default_factory=list)
