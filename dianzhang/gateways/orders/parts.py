"""Files that tell only the articles of orders which another file tells: 宝贝报表, 销售明细."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b

from dianzhang.gateways.tables.cells import identity

from .build import Builder, NumberedRow, line_of
from .records import OrderRecord

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # such a file says no time; nobody reads this one


class PartBuilder(Builder):
    """Builds records of which only the number and the articles are told."""

    def build(self, rows: Sequence[NumberedRow]) -> OrderRecord:
        for _, row in rows:
            row.append("")  # where absent columns point to
        said = [self._line_of(row) for _, row in rows]
        lines = tuple(line_of(cells) for cells in said if "".join(cells).strip())
        number = identity(self._order_of(rows[0][1])[0].strip())
        digest = blake2b("\x1e".join(["\x1f".join(cells) for cells in said]).encode(errors="replace"), digest_size=16)
        return OrderRecord(
            number=number, created_at=_NEVER, paid_at=None, total_cents=0, paid_cents=None, refund_cents=0,
            refunded_at=None, refund_day_basis="payment_day", currency="", buyer_id="", buyer_name="", receiver="",
            phone="", province="", city="", district="", address="", address_complete=None, missing=(),
            promised_ship_at=None, fulfilment=None, remark="", lines=lines, first_line=rows[0][0],
            last_line=rows[-1][0], digest=digest.hexdigest(),
        )  # fmt: skip
