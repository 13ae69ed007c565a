"""kuaidi100's interface: a waybill asked about (实时查询), a waybill that it tells about by itself (订阅推送).

Asked by a form of ``customer``, ``param`` (JSON) and ``sign``: MD5 of param, key and customer, in capitals.  Told by a
form of ``param`` and ``sign``: MD5 of param and a salt that went with the subscription.  Asking about one waybill more
than once in half an hour gets it locked.  Source: api.kuaidi100.com, 实时快递查询 and 快递信息推送, read in 2026.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

from dianzhang.engine.moment import HOME
from dianzhang.kernel.messages import MessageError

ASK, SUBSCRIBE = "https://poll.kuaidi100.com/poll/query.do", "https://poll.kuaidi100.com/poll"
LARGEST = 200_000  # bytes of an answer; a route of two hundred scans has fewer
MOST_SCANS = 500
AHEAD = timedelta(minutes=10)  # a carrier's watch may be so fast; what is later never happened yet
STATES = {
    0: "moving", 1: "collected", 2: "trouble", 3: "signed", 4: "returned", 5: "delivering", 6: "returning",
    7: "moving", 8: "customs", 10: "customs", 11: "customs", 12: "customs", 13: "customs", 14: "rejected",
    101: "ordered", 102: "ordered", 103: "collected", 401: "cancelled", 501: "delivering",
    **dict.fromkeys(range(201, 211), "trouble"), **dict.fromkeys(range(301, 305), "signed"),
    **dict.fromkeys((1001, 1002, 1003), "moving"),  # not by their first digit
}  # fmt: skip
NOT_SCANNED = frozenset({"ordered", "cancelled"})  # the waybill was made or called off: nobody had the parcel in hand
_LATER = {"500", "501", "502"}  # nothing known yet; out of order; busy
_ACCOUNT = {"503", "600", "601"}  # wrong sign; no customer; run out


class NotRead(MessageError):
    """What came cannot be used, and why.  ``later``: it is worth asking again.  ``code`` as kuaidi100 gave it."""

    def __init__(self, zh: str, en: str, *, later: bool = True, code: str = "") -> None:
        super().__init__(zh, en)
        self.later, self.code = later, code

    @property
    def nothing_yet(self) -> bool:
        """It answered: the carrier has not told it anything of this parcel."""
        return self.code == "500"

    @property
    def of_the_account(self) -> bool:
        """Key, customer or credit: no other question would fare better."""
        return self.code in _ACCOUNT


@dataclass(frozen=True, slots=True)
class Scan:
    """One line of a route.  ``state``: a value of ``STATES``, "" where the line says none that is known."""

    at: datetime
    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """What is known of a parcel, the oldest scan first.  ``carrier`` as ``names.NAMES`` has it, or another.  ``odd``:
    lines left out for their time cannot be."""

    waybill: str
    state: str
    scans: tuple[Scan, ...]
    odd: int = 0
    carrier: str = ""


def question(customer: str, key: str, carrier: str, waybill: str, phone: str = "") -> bytes:
    """The form that asks about one waybill; ``carrier`` as ``names.NAMES`` has it, ``phone`` four digits or more."""
    asked = {"com": carrier, "num": waybill, "phone": phone, "resultv2": "4", "show": "0", "order": "desc"}
    param = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return urlencode({"customer": customer, "sign": _md5(param + key + customer), "param": param}).encode()


def subscription(key: str, carrier: str, waybill: str, phone: str, back: str, salt: str) -> bytes:
    """The form that asks to be told about a waybill at ``back``, signed with ``salt``."""
    more = {"callbackurl": back, "salt": salt, "resultv2": "4", "phone": phone}
    asked = {"company": carrier, "number": waybill, "key": key, "parameters": more}
    param = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return urlencode({"schema": "json", "param": param}).encode()


def accepted(body: bytes) -> None:
    """The answer to a subscription.  NotRead where it was not taken; 501 says that it stands already."""
    said = _json(body)
    code = str(said.get("returnCode", ""))
    if code not in ("200", "501"):
        raise _refused(code, said.get("message"))


def read_answer(body: bytes, waybill: str, now: datetime) -> Route:
    """The answer to a question about ``waybill``.  NotRead where there is nothing to use."""
    said = _json(body)
    if said.get("result") is False or "data" not in said:
        raise _refused(str(said.get("returnCode", "")), said.get("message"))
    return _route(said, waybill, now)


def read_told(body: bytes, now: datetime) -> Route:
    """What came by itself.  NotRead where there is nothing to use."""
    said = _json(_field(body, "param").encode())
    last = said.get("lastResult")
    if not isinstance(last, dict):
        raise NotRead("推送里没有轨迹。", "What came has no route in it.", later=False)
    return _route(last, "", now)


def genuine(body: bytes, salt: str) -> bool:
    """Whether what came is signed with the salt that we gave."""
    param, sign = _field(body, "param"), _field(body, "sign")
    return bool(param and sign) and hmac.compare_digest(_md5(param + salt).encode(), sign.upper().encode())


def _field(body: bytes, name: str) -> str:
    try:
        found = parse_qs(body.decode("utf-8"), max_num_fields=20, keep_blank_values=True)
    except (UnicodeDecodeError, ValueError):
        return ""
    return found.get(name, [""])[0]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest().upper()  # the interface asks for this one


def _json(body: bytes) -> dict[str, Any]:
    if len(body) >= LARGEST:
        raise NotRead("答复太大，没有读。", "The answer is too large; it was not read.")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise NotRead("答复不是 JSON。", "The answer is not JSON.") from None
    if not isinstance(said, dict):
        raise NotRead("答复的样子和接口文档不一样。", "The answer does not look as the interface's description says.")
    return said


def _refused(code: str, said: object) -> NotRead:
    code, told = _clean(code, 10), _clean(said, 120)
    why = f"{code or '?'} {told}".strip()
    return NotRead(
        f"快递100 没有给轨迹（{why}）。", f"Kuaidi100 gave no route ({why}).", later=code in _LATER, code=code
    )


def _route(said: dict[str, Any], waybill: str, now: datetime) -> Route:
    number = _clean(said.get("nu"), 60).upper()
    if waybill and number != waybill.upper():
        raise NotRead("答的是另一个运单号。", "It answered about another waybill.")
    lines = said.get("data")
    if not isinstance(lines, list) or len(lines) > MOST_SCANS:
        raise NotRead("答复的样子和接口文档不一样。", "The answer does not look as the interface's description says.")
    read = [_scan(line, now) for line in lines]
    return Route(
        number, STATES.get(_code(said.get("state")), ""), _once(read), read.count(None), _clean(said.get("com"), 40)
    )


def _once(lines: Iterable[Scan | None]) -> tuple[Scan, ...]:
    """The oldest first, each instant and text once: of two with different codes the one that is a scan."""
    found: dict[tuple[datetime, str], Scan] = {}
    for scan in lines:
        if scan is None:
            continue
        same = found.setdefault((scan.at, scan.text), scan)
        if _weight(scan) > _weight(same):
            found[scan.at, scan.text] = scan
    return tuple(found[key] for key in sorted(found))


def _weight(scan: Scan) -> int:
    return 0 if scan.state in NOT_SCANNED else 2 if scan.state else 1


def _scan(line: object, now: datetime) -> Scan | None:
    """A line of the route; None where its time cannot be: no time, or one that has not come yet."""
    if not isinstance(line, dict):
        return None
    try:
        at = datetime.strptime(str(line.get("ftime") or line.get("time")), "%Y-%m-%d %H:%M:%S").replace(tzinfo=HOME)
    except ValueError:
        return None
    if not datetime(2000, 1, 1, tzinfo=HOME) < at <= now + AHEAD:
        return None
    return Scan(at, _clean(line.get("context"), 300), STATES.get(_code(line.get("statusCode")), ""))


def _code(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def _clean(value: object, most: int) -> str:
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return "".join(c for c in text[: most * 2] if c.isprintable()).strip()[:most]
