"""What a message says, read with distrust: its size, depth, numbers and texts are bounded before anything else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from dianzhang.gateways.tables.cells import MOST_CENTS, MOST_PIECES, amount, identity, moment
from dianzhang.gateways.tables.errors import CellError, shown
from dianzhang.kernel.messages import Message, MessageError

from ..build import SHOWN
from ..currencies import CURRENCIES
from ..problems import LONGEST, MOST_CHARACTERS, MOST_ROWS
from ..records import OrderLine, OrderRecord

DEEPEST = 24
# Characters of what is kept.  What would be another thing if it were cut (whose order, where to, which article) is
# refused where it is longer; of what is only read, the beginning does.
NAME, PHONE, PROVINCE, PLACE, ADDRESS = (LONGEST[role] for role in ("receiver", "phone", "province", "city", "address"))
SKU, KEY = 100, 40
Fields = Mapping[str, Any]


class NotRead(MessageError):
    """The message cannot be taken: in which field, why, and what to do."""


@dataclass(frozen=True)
class Pushed:
    """An order as it is at ``updated_at``; ``key`` is the platform's own id of it."""

    key: str
    updated_at: datetime
    order: OrderRecord
    refunds: Mapping[str, tuple[datetime, int]]  # the platform's id of each -> when and how many cents


@dataclass(frozen=True)
class Refunded:
    """Money given back of an order that is named by the platform's own id."""

    key: str
    refunds: Mapping[str, tuple[datetime, int]]


@dataclass(frozen=True)
class Deleted:
    """The platform has thrown the order away: we keep ours."""

    key: str


@dataclass(frozen=True)
class Ping:
    """Somebody tries whether we are there."""


def read(platform: str, topic: str, body: bytes) -> Pushed | Refunded | Deleted | Ping:
    """Raises NotRead."""
    from . import shopify, woocommerce

    told = _fields(body)
    reader = {"shopify": shopify.read, "woocommerce": woocommerce.read}[platform]
    return reader(topic, told)


def _fields(body: bytes) -> Fields:
    try:
        told = json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise NotRead(
            "正文不是 UTF-8 的 JSON：请在平台后台确认推送的格式是 JSON",
            "the body is no JSON in UTF-8: set the format of the webhook to JSON on the platform",
        ) from error
    _look_through(told, 0)
    if not isinstance(told, dict):
        raise NotRead("正文不是一张订单：应是一个 JSON 对象", "the body is no order: it must be one JSON object")
    return told


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _look_through(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise NotRead("正文套得太深，不像订单", "the body is nested too deeply for an order")
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= one <= "\udfff" for one in value)):
        raise NotRead("正文里有不能保存的字符", "the body has characters that cannot be kept")
    if isinstance(value, dict):
        for name, one in value.items():
            _look_through(name, depth + 1)
            _look_through(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            _look_through(one, depth + 1)


def within(told: Fields, name: str) -> Fields:
    """An object in a field; an empty one where the field says nothing."""
    found = told.get(name)
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise wrong(name, found, Message("不是一组字段", "no group of fields"))
    return found


def rows(told: Fields, name: str) -> list[Fields]:
    found = told.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise wrong(name, found, Message("不是一列", "no list"))
    if len(found) > MOST_ROWS:
        raise wrong(name, f"{len(found)}", Message(f"最多 {MOST_ROWS} 行", f"at most {MOST_ROWS} rows"))
    return found


def text(told: Fields, *names: str) -> str:
    """The first of these fields that says anything, as text."""
    for name in names:
        value = told.get(name)
        if value is None or isinstance(value, bool) or value == "":
            continue
        if not isinstance(value, str | int):
            raise wrong(name, value, Message("不是文字", "no text"))
        said = str(value).strip()
        if said:
            return bounded(said, MOST_CHARACTERS, name)
    return ""


def short(told: Fields, most: int, *names: str) -> str:
    """As ``text``, refused where it is longer than ``most`` characters: not told what it says, it may be personal."""
    return bounded(text(told, *names), most, names[0])


def bounded(said: str, most: int, name: str) -> str:
    """What was put together of several fields, refused as a whole; ``name`` is the first of them."""
    if len(said) > most:
        why = Message(f"有 {len(said)} 个字，最多 {most} 个", f"has {len(said)} characters, at most {most} are kept")
        raise _at_fault(name, why)
    return said


def identified(told: Fields, *names: str) -> str:
    """An id of an order or a buyer: never cut, since another's may begin alike."""
    said = text(told, *names)
    try:
        return identity(said) if said else ""
    except CellError as error:
        raise _at_fault(names[0], error.message) from error


def _at_fault(name: str, why: Message) -> NotRead:
    return NotRead(
        f"字段「{name}」{why.zh}：请在平台后台核对这一单", f"field “{name}” {why.en}: check the order on the platform"
    )


_LONGEST = 20  # digits before or after the point: 1e999999999 written out would fill the memory


def key_of(told: Fields, name: str = "id") -> str:
    """The platform's own id of something."""
    said = identified(told, name)
    if not said:
        raise wrong(name, said, Message("没有编号", "there is no id"))
    return bounded(said, KEY, name)


def cents(told: Fields, name: str, *, signed: bool = False) -> int:
    """An exact amount; ``signed``: written below zero, because it is taken off."""
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise wrong(name, value, Message("不是金额", "no amount"))
    plain = isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _LONGEST
    said = format(value, "f") if plain else str(value)
    try:
        return amount(said.removeprefix("-") if signed else said)
    except CellError as error:
        raise wrong(name, said, error.message) from error


def at(told: Fields, name: str, *, utc: bool = False) -> datetime | None:
    """An instant.  ``utc``: it is written without an offset and is UTC; else it must have one."""
    said = text(told, name)
    if not said:
        return None
    zoned = said.endswith("Z") or "+" in said[10:] or "-" in said[10:]
    if not zoned and not utc:
        raise wrong(name, said, Message("没有写时区", "it has no time zone"))
    try:
        return moment(said if zoned else f"{said}Z")
    except CellError as error:
        raise wrong(name, said, error.message) from error


def needed(told: Fields, name: str, *, utc: bool = False) -> datetime:
    found = at(told, name, utc=utc)
    if found is None:
        raise wrong(name, "", Message("没有时间", "there is no time"))
    return found


def pieces(told: Fields, name: str) -> int:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PIECES:
        raise wrong(name, value, Message(f"应是 0 到 {MOST_PIECES} 的整数", f"a whole number up to {MOST_PIECES}"))
    return value


def currency(told: Fields) -> str:
    said = text(told, "currency").upper()
    if said not in CURRENCIES:
        known = "、".join(sorted(CURRENCIES))
        raise wrong("currency", said, Message(f"能读的有 {known}", f"known are {known}"))
    return said


def line(sku: str, title: str, spec: str, count: int, price: int, receives: int) -> OrderLine:
    if not sku and not title:
        raise NotRead("有一行商品没有编码也没有名称", "an article has neither code nor name")
    if receives > MOST_CENTS:
        raise NotRead(
            f"有一行商品 {count} 件共 {receives // 100} 元，超过一千亿元：请在平台后台核对这一单",
            f"{count} pieces of an article come to {receives // 100}, more than 100,000,000,000: check the order on "
            "the platform",
        )
    return OrderLine(bounded(sku, SKU, "sku"), title[:SHOWN], spec[:SHOWN], count, price, receives)


def refunds_within(refunds: Iterable[int]) -> None:
    """Refused where what was given back of an order (cents) is more than anything costs."""
    if sum(refunds) > MOST_CENTS:
        raise NotRead(
            "退款合计超过一千亿元：请在平台后台核对这一单",
            "the refunds come to more than 100,000,000,000: check the order on the platform",
        )


def wrong(name: str, said: object, why: Message) -> NotRead:
    cell = shown(str(said))
    return NotRead(
        f"字段「{name}」写着「{cell}」，{why.zh}：请在平台后台核对这一单",
        f"field “{name}” says “{cell}”, {why.en}: check the order on the platform",
    )


def order(**said: Any) -> OrderRecord:
    """The record of what was said, with its digest and with what an order needs and this one lacks."""
    if said["buyer_id"]:
        said["buyer_name"] = said["buyer_name"][:NAME]
    else:  # then they are known by it
        bounded(said["buyer_name"], NAME, "customer")
    names = ("buyer_id", "receiver", "city", "address")
    missing = tuple({"buyer_id": "buyer"}.get(name, name) for name in names if not said[name])
    told = {**said, "missing": missing if said["lines"] else (*missing, "lines")}
    digest = blake2b(repr(sorted(told.items())).encode(), digest_size=16).hexdigest()
    refunded = said["refunds"]
    if (count := sum(one.quantity for one in said["lines"])) > MOST_PIECES:
        raise NotRead(
            f"一共 {count} 件商品，最多 {MOST_PIECES} 件：请在平台后台核对这一单",
            f"it has {count} pieces of articles, at most {MOST_PIECES}: check the order on the platform",
        )
    return OrderRecord(
        refund_cents=sum(part for _at, part in refunded), refunded_at=refunded[-1][0] if refunded else None,
        refund_day_basis="refund_day", district="", promised_ship_at=None, first_line=0, last_line=0, digest=digest,
        address_complete=not {"receiver", "city", "address"} & set(missing), **told,
    )  # fmt: skip


def not_ahead(when: datetime, name: str) -> datetime:
    """An instant that has been, give or take the platform's clock."""
    if when.timestamp() > datetime.now(UTC).timestamp() + 600:
        raise wrong(name, when.isoformat(), Message("在将来", "it lies in the future"))
    return when
