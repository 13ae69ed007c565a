"""The body of a call, read with distrust: how large, how deep, what characters, what numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from dianzhang.engine.distrust import keepable

from .problems import Problem

LARGEST = 2_000_000  # bytes
DEEPEST = 12
LARGEST_NUMBER = Decimal(10) ** 18  # what a BIGINT column holds, with room for cents


def body_of(request: HttpRequest) -> Any:
    """The JSON of a request, its numbers with fractions as Decimal.  Problem for anything else."""
    if request.content_type != "application/json":
        advice = gettext("写上 Content-Type: application/json。")
        raise Problem("wrong-media-type", where="header/Content-Type", advice=advice)
    declared = request.headers.get("Content-Length") or "0"
    if declared.isdecimal() and (len(declared) > 9 or int(declared) > LARGEST):
        raise _too_large()
    raw = request.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _too_large()
    try:
        found = json.loads(
            raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
        )
    except (ValueError, RecursionError, ArithmeticError) as error:
        detail = str(error) if isinstance(error, _Said) else gettext("第 %(line)s 行第 %(column)s 列读不下去。") % {
            "line": getattr(error, "lineno", 1), "column": getattr(error, "colno", 1),
        }  # fmt: skip
        raise Problem("bad-json", detail, where="body", advice=gettext("正文要是 UTF-8 的 JSON。")) from error
    _look_through(found, "body", 0)
    return found


class _Said(ValueError):
    """An error in our own words."""


def _too_large() -> Problem:
    return Problem("too-large", advice=gettext("正文最多 %(n)s 字节；分几次发。") % {"n": LARGEST}, where="body")


def _no_number(name: str) -> Any:
    raise _Said(gettext("%(name)s 不是数。") % {"name": name})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Said(gettext("“%(name)s”写了两次。") % {"name": twice[:80]})
    return found


def _look_through(value: Any, where: str, depth: int) -> None:
    """Nothing too deep, no text that cannot be kept, no number that no column holds."""
    if depth > DEEPEST:
        raise Problem("bad-input", gettext("套得太深。"), where=where)
    match value:
        case str():
            if not keepable(value):
                raise Problem("bad-input", gettext("有不能保存的字符。"), where=where)
        case bool() | None:
            pass
        case int() | Decimal():
            if not -LARGEST_NUMBER < value < LARGEST_NUMBER:
                raise Problem("bad-input", gettext("这个数太大。"), where=where)
        case list():
            for number, one in enumerate(value):
                _look_through(one, f"{where}/{number}", depth + 1)
        case dict():
            for name, one in value.items():
                _look_through(name, where, depth + 1)
                _look_through(one, f"{where}/{name}"[:200], depth + 1)
