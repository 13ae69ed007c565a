"""From the rows of one order to the order.  Runs once per order of an import: the straight path is kept short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import cast

from dianzhang.gateways.tables.cells import amount, amount_if_any, identity, phone, pieces, readable
from dianzhang.gateways.tables.errors import CellError, shown
from dianzhang.gateways.tables.headers import header_key
from dianzhang.kernel.messages import Message, MessageError
from dianzhang.kernel.money import yuan

from .currencies import CURRENCIES, YUAN
from .layout import LINE_ROLES, ORDER_ROLES, Binding
from .problems import BAD_BYTES, LONGEST, MOST_CHARACTERS, REMARK, SHORTEST, TOO_MUCH_TEXT, too_much_text
from .records import FULFILMENT, LINES, PAYMENT, OrderLine, OrderRecord
from .withheld import withheld

NumberedRow = tuple[int, list[str]]

_PLACE = frozenset({"province", "city", "address"})


_new = tuple.__new__  # half the price of calling the class, for every line of every order


class OrderError(MessageError):
    """The cells can each be read, but together they cannot be true."""


class Builder:
    """Builds the orders of one file.  ``latest`` is the last instant that something in it can have happened."""

    def __init__(self, binding: Binding, latest: datetime) -> None:
        layout = binding.layout
        self._binding, self._layout, self._latest = binding, layout, latest
        self._moment = binding.clock
        self._withheld = layout.withheld
        self._order_of = _picker(binding, ORDER_ROLES)
        self._line_of = _picker(binding, LINE_ROLES)
        self._pays = PAYMENT in binding.carries
        self._has_lines = LINES in binding.carries
        self._needed = tuple(role for role in layout.needs if role in binding.columns)
        self._needed_of = itemgetter(*(ORDER_ROLES.index(role) for role in self._needed), 0, 0)
        self._names_buyer = not binding.columns.keys().isdisjoint(("buyer_id", "buyer_name"))
        # when no order column stands among those of the articles, equal beginnings mean that two rows agree
        of_orders = [place for role, place in binding.columns.items() if role in ORDER_ROLES]
        self._compared = max(of_orders) + 1
        self._seed = "\x1e".join((layout.name, *sorted(binding.columns))) + "\x1d"

    def build(self, rows: Sequence[NumberedRow]) -> OrderRecord:
        """The order that ``rows`` tell.  Raises CellError or OrderError; :meth:`explain` then says where."""
        order_of, cells_of = self._order_of, self._line_of
        first_line, first_row = rows[0]
        first_row.append("")  # where absent columns point to
        said = order_of(first_row)
        if len(rows) > 1:
            repeated = first_row[: self._compared]
            for line, row in rows[1:]:
                row.append("")
                if row[: self._compared] != repeated and (other := order_of(row)) != said:
                    said = self._agreed(line, said, other)
        (
            number, created, paid, total, net, refund, refunded, currency, buyer_id, buyer_name,
            receiver, telephone, province, city, district, address, promised, fulfilment, remark, *steps,
        ) = values = [cell.strip() for cell in said]  # fmt: skip

        moment = self._moment
        created_at = moment(created)
        paid_at = moment(paid) if paid else None
        total_cents = amount(total)
        refund_cents = amount(refund) if refund else 0
        refunded_at = moment(refunded) if refunded else None
        paid_cents = self._paid(paid_at, total_cents, amount_if_any(net), refund_cents)
        if refund_cents and paid_cents is not None and refund_cents > paid_cents:
            raise self._too_much_back(refund, paid_cents)
        if created_at > self._latest or refunded_at or (paid_at and (paid_at < created_at or paid_at > self._latest)):
            self._check_times(created_at, paid_at, refunded_at)
        if telephone and not telephone.isdigit():
            telephone = phone(telephone)

        digest = self._seed + "\x1f".join(values if any(steps) else values[: -len(steps)])
        if max(map(len, values)) > SHORTEST:
            _check_lengths(values)
        lines: tuple[OrderLine, ...] = ()
        if self._has_lines:
            of_lines = [cells_of(row) for _, row in rows]
            lines = tuple([line_of(said_line) for said_line in of_lines if "".join(said_line).strip()])
            digest += "\x1e" + "\x1e".join(["\x1f".join(said_line) for said_line in of_lines])

        missing: tuple[str, ...] = ()
        if "" in self._needed_of(values) or (self._names_buyer and not (buyer_id or buyer_name)) or not lines:
            missing = self._missing(values, buyer_id or buyer_name, lines)
        try:
            fingerprint = blake2b(digest.encode(), digest_size=16).hexdigest()
        except UnicodeEncodeError as error:
            raise OrderError(BAD_BYTES.zh, BAD_BYTES.en) from error
        record = OrderRecord(
            identity(number),
            created_at,
            paid_at,
            total_cents,
            paid_cents,
            refund_cents,
            refunded_at,
            "refund_day" if refunded_at else "payment_day",
            self._currency(currency) if currency else self._binding.currency,
            identity(buyer_id) if buyer_id else buyer_id,
            buyer_name,
            receiver,
            telephone,
            province,
            city,
            district,
            address,
            _PLACE.isdisjoint(missing) if "address" in self._needed else None,
            missing,
            moment(promised) if promised else None,
            self._fulfilment(fulfilment) if fulfilment else None,
            remark[:REMARK],
            lines,
            first_line,
            rows[-1][0],
            fingerprint,
        )
        if any(steps):
            record.carried_at, record.arrived_at, record.deliver_by = self._steps(steps)
        return withheld(record) if self._withheld else record

    def _agreed(self, line: int, said: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        """What two rows of an order say together: an empty cell leaves it to the other row."""
        agreed = []
        for role, here, there in zip(ORDER_ROLES, said, other, strict=True):
            if here.strip() and there.strip() and here.strip() != there.strip() and role != "number":
                name = self._header_of(role)
                raise OrderError(
                    f"第 {line} 行的「{name}」写着「{shown(there)}」，同一订单上面写着「{shown(here)}」：请改成一致",
                    f"line {line}: “{name}” says “{shown(there)}”, but “{shown(here)}” above in the same order: "
                    "make them agree",
                )
            agreed.append(here if here.strip() else there)
        return tuple(agreed)

    def _paid(self, paid_at: datetime | None, total: int, said: int | None, refund: int) -> int | None:
        if not self._pays:
            return None
        if paid_at is None:
            if said or refund:
                raise OrderError(
                    "没有付款时间，却有实付或退款金额：请补上付款时间，或去掉金额",
                    "an amount was paid or refunded but there is no time of payment: add the time or drop the amount",
                )
            return 0
        if said is None:
            return total
        return said + refund if self._layout.paid_is_net else said

    def _too_much_back(self, refund: str, paid: int) -> OrderError:
        name = self._header_of("refund")
        return OrderError(
            f"「{name}」写着「{shown(refund)}」，比实付 {yuan(paid)} 元还多：请核对退款和实付",
            f"“{name}” says “{shown(refund)}”, more than the {yuan(paid)} that was paid: check both",
        )

    def _check_times(
        self, created: datetime, paid: datetime | None, refunded: datetime | None, first: str = "created_at"
    ) -> None:
        for role, when in ((first, created), ("paid_at", paid), ("refunded_at", refunded)):
            if when and when > self._latest:
                name = self._header_of(role)
                raise OrderError(
                    f"「{name}」在将来：请核对日期和时区",
                    f"“{name}” is in the future: check the date and the time zone",
                )
        if paid and paid < created:
            raise OrderError("付款早于下单：请核对这两个时间", "paid before it was created: check the two times")
        if refunded and refunded < (paid or created):
            raise OrderError("退款早于付款：请核对这两个时间", "refunded before it was paid: check the two times")

    def _missing(self, values: list[str], buyer: str, lines: tuple[OrderLine, ...]) -> tuple[str, ...]:
        missing = tuple([role for role in self._needed if not values[ORDER_ROLES.index(role)]])
        if self._names_buyer and not buyer:
            missing = ("buyer", *missing)
        if self._has_lines and not lines:
            missing = (*missing, LINES)
        return missing

    def _steps(self, steps: Sequence[str]) -> tuple[datetime | None, ...]:
        """When it was handed over and when it arrived, neither in the future; and by when it was promised."""
        carried, arrived, by = (self._moment(cell) if cell else None for cell in steps)
        for role, when in (("carried_at", carried), ("arrived_at", arrived)):
            if when and when > self._latest:
                self._check_times(when, None, None, role)
        return carried, arrived, by

    def _currency(self, said: str) -> str:
        code = said.upper()
        if code in CURRENCIES:
            return code
        if code in YUAN:
            return "CNY"
        known = "、".join(sorted(CURRENCIES))
        raise CellError(
            f"不认识的币种：能读的有 {known}", f"unknown currency: known are {', '.join(sorted(CURRENCIES))}"
        )

    def _fulfilment(self, said: str) -> str:
        words = self._layout.fulfilment_words
        if state := words.get(said) or self._layout.states.get(header_key(said)):
            return state
        raise CellError(f"不认识的状态：应为 {'、'.join(words)}", f"unknown state: one of {', '.join(words)}")

    def _header_of(self, role: str) -> str:
        return self._binding.header_of(role)

    def explain(self, rows: Sequence[NumberedRow], error: MessageError) -> dict[int, Message]:
        """Why :meth:`build` refused these rows: for each line that is to blame, every cell that cannot be read."""
        found: dict[int, list[Message]] = {}
        for position, (line, row) in enumerate(rows):
            roles = (*ORDER_ROLES, *LINE_ROLES) if position == 0 else LINE_ROLES
            found[line] = [
                Message(f"「{name}」写着「{shown(cell)}」，{why.zh}", f"“{name}” says “{shown(cell)}”, {why.en}")
                for name, cell, why in self._bad_cells(row, roles)
            ]
        if not any(found.values()):
            found[rows[0][0]] = [error.message]
        return {
            line: Message("；".join(m.zh for m in why), "; ".join(m.en for m in why))
            for line, why in found.items()
            if why
        }

    def _bad_cells(self, row: list[str], roles: tuple[str, ...]) -> Iterator[tuple[str, str, Message]]:
        readers: dict[str, Callable[[str], object]] = {
            "number": identity, "buyer_id": identity, "phone": phone, "sku": identity,
            "created_at": self._moment, "paid_at": self._moment, "refunded_at": self._moment,
            "promised_ship_at": self._moment, "carried_at": self._moment, "arrived_at": self._moment,
            "deliver_by": self._moment, "total": amount, "paid": amount, "refund": amount,
            "unit_price": amount, "seller_receives": amount, "quantity": pieces,
            "currency": self._currency, FULFILMENT: self._fulfilment,
        }  # fmt: skip
        for role in roles:
            place = self._binding.columns.get(role)
            if place is None:
                continue
            cell = row[place].strip()
            if not readable(cell):
                yield self._header_of(role), cell, BAD_BYTES
            elif len(cell) > (most := LONGEST.get(role, MOST_CHARACTERS)):
                yield self._header_of(role), cell, too_much_text(most)
            elif role in readers and (cell or role in ("created_at", "total")):
                try:
                    readers[role](cell)
                except CellError as error:
                    yield self._header_of(role), cell, error.message


def _check_lengths(values: Sequence[str]) -> None:
    """Raise OrderError for the first cell of an order that is longer than what is kept of it."""
    for role, cell in zip(ORDER_ROLES, values, strict=False):
        if len(cell) > (most := LONGEST.get(role, MOST_CHARACTERS)):
            wrong = too_much_text(most)
            raise OrderError(wrong.zh, wrong.en)


def _picker(binding: Binding, roles: tuple[str, ...]) -> itemgetter[tuple[str, ...]]:
    """Picks the cells of ``roles`` in their order; an absent column points at the empty cell put at the end."""
    return cast("itemgetter[tuple[str, ...]]", itemgetter(*(binding.columns.get(role, -1) for role in roles)))


SHOWN = 200  # characters of what an article is called: more is advertisement, and nobody finds goods by it


def line_of(said: tuple[str, ...]) -> OrderLine:
    sku, title, spec, quantity, price, receives = said
    sku, title, spec = sku.strip(), title.strip(), spec.strip()
    if len(title) > MOST_CHARACTERS or len(spec) > MOST_CHARACTERS:
        raise OrderError(TOO_MUCH_TEXT.zh, TOO_MUCH_TEXT.en)
    if not sku and not title:
        raise OrderError("商品行没有编码也没有名称：请补上", "an article without code and name: add one of them")
    return _new(
        OrderLine,
        (
            identity(sku) if sku else sku,
            title[:SHOWN],
            spec[:SHOWN],
            pieces(quantity),
            amount(price) if price and not price.isspace() else None,
            amount(receives) if receives and not receives.isspace() else None,
        ),
    )
