"""The front matter: what the rulebook is called, from when it holds, whom it binds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..messages import Message
from .document import Document, read
from .forms import Form, Keys
from .limits import EARLIEST, LATEST
from .nodes import Pairs, Text
from .problems import Place, Report

_KEYS: Keys = {
    "name": ("制度",),
    "code": ("代号",),
    "alias": ("别名",),
    "version": ("版本",),
    "effective": ("生效",),
    "owner": ("归口部门",),
    "scope": ("适用",),
    "interpreted-by": ("解释",),
    "beside": ("连同",),
}
YEARS = Message(f"年份要在 {EARLIEST} 到 {LATEST} 之间", f"years lie between {EARLIEST} and {LATEST}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


@dataclass(frozen=True, slots=True)
class Front:
    """Empty where it is missing or wrong; that is reported.  ``beside``: codes of those it is to stand beside."""

    name: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    version: str = ""
    effective: date = date.min
    owner: str = ""
    scope: str = ""
    interpreted_by: str = ""
    beside: tuple[str, ...] = ()


def front_of(document: Document) -> Front:
    report = document.report
    if not isinstance(document.front, Pairs):
        if document.front is not None or not document.errors:
            report.error(Place(1, 1), "开头的说明应写成键和值", "the front matter must be keys and values")
        return Front()
    form = Form(document.front, _KEYS, report, ("开头的说明", "front matter"))
    code = form.text("code", need=True)
    aliases, beside = form.texts("alias"), form.texts("beside")
    for text in [*([code] if code else []), *aliases, *beside]:
        if not _CODE.fullmatch(text.value):
            report.error(
                text.place, f"代号“{text.value}”只能用字母、数字、点、横线",
                f"the code “{text.value}” may hold letters, digits, dots and dashes only",
            )  # fmt: skip
    for text in beside:
        if code is not None and text.value == code.value:
            report.error(text.place, "制度不能连同自己", "a rulebook cannot stand beside itself")
    name, version = form.text("name", need=True), form.text("version", need=True)
    return Front(
        name=name.value if name else "",
        code=code.value if code else "",
        aliases=tuple(text.value for text in aliases),
        version=version.value if version else "",
        effective=_date(form.text("effective", need=True), report),
        owner=form.value("owner"),
        scope=form.value("scope"),
        interpreted_by=form.value("interpreted-by"),
        beside=tuple(text.value for text in beside),
    )


def front_matter(text: str | bytes) -> Front:
    """The front matter alone of a rulebook: what it is called, without compiling it."""
    return front_of(read(_head(text)))


def _head(text: str | bytes) -> str | bytes:
    """Up to the line that closes the front matter: what follows need not be read."""
    end = text.find(b"\n---", 3) if isinstance(text, bytes) else text.find("\n---", 3)
    return text if end < 0 else text[: end + len("\n---")]


def _date(text: Text | None, report: Report) -> date:
    if text is None:
        return date.min
    day = date_of(text, report)
    return day or date.min


def date_of(text: Text, report: Report) -> date | None:
    """A day that exists: 2026-01-01 or 2026年1月1日."""
    found = _DATE.fullmatch(text.value.strip())
    try:
        if found:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            if not EARLIEST <= day.year <= LATEST:
                report.error(text.place, f"“{text.value}”太早或太晚", f"“{text.value}” is too early or too late", YEARS)
                return None
            return day
    except ValueError:
        report.error(text.place, f"没有“{text.value}”这一天", f"there is no day “{text.value}”")
        return None
    report.error(
        text.place, f"读不懂日期“{text.value}”", f"cannot read the date “{text.value}”",
        Message("写成 2026-01-01", "write it like 2026-01-01"),
    )  # fmt: skip
    return None
