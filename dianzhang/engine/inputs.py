"""The input of an action: validated once, its errors said as one would say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

from django.utils.translation import gettext as _
from pydantic import AfterValidator, ValidationError
from pydantic.fields import FieldInfo

from dianzhang.kernel.messages import Message

from .distrust import keepable
from .moment import HOME
from .outcome import Entry, Outcome
from .registry import Action

_DIGITS = 16  # yuan before the point: in cents still less than what a BIGINT column holds


def _at_home(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=HOME)


Moment = Annotated[datetime, AfterValidator(_at_home)]  # a time typed without a zone is the department's


@dataclass(frozen=True)
class Named:
    """Marks an input whose values are codes: what people call each of them."""

    names: Mapping[str, Message]

    @staticmethod
    def of(info: FieldInfo) -> Mapping[str, Message]:
        """Of one input; empty where its values are no codes."""
        return next((found.names for found in info.metadata if isinstance(found, Named)), {})


@dataclass(frozen=True)
class Chosen:
    """Marks an input whose values are chosen from a list that is known only when it is asked for: value -> name."""

    choices: Callable[[], Mapping[str, str]]

    @staticmethod
    def of(info: FieldInfo) -> Chosen | None:
        """Also of an input of several values, each chosen from the list."""
        within = get_args(get_args(info.annotation)[0])[1:] if get_origin(info.annotation) is list else ()
        return next((found for found in (*info.metadata, *within) if isinstance(found, Chosen)), None)


def read_input(action: Action, entry: Entry[Any, Any]) -> None:
    """Fill ``entry.data``; an input that does not fit refuses the item, field by field."""
    given = entry.item.data
    if not (given is None or isinstance(given, dict)):
        entry.data = given  # already an object that the verb reads
        return
    if action.input is None:
        return  # an action that asks for nothing is given nothing
    try:
        entry.data = action.input.model_validate(given or {})
        fields = {name: why for name in action.input.model_fields if (why := _unkept(getattr(entry.data, name)))}
    except ValidationError as error:
        fields = {".".join(map(str, e["loc"])): plainly(e) for e in error.errors(include_url=False)}
    if fields:
        why = "；".join(f"{name}：{text}" for name, text in fields.items())
        entry.outcome = Outcome("refused", entry.item.id, why, entry.record, field_errors=fields)


def _unkept(value: Any) -> str:
    """Why a value cannot be kept although its type allows it: a number too large for a column, a letter no text has."""
    match value:
        case Decimal() if not value.is_finite() or value.adjusted() > _DIGITS:
            return _("这个数太大。")
        case int() if abs(value) >= 10**_DIGITS:
            return _("这个数太大。")
        case str() if not keepable(value):
            return _("里面有不能保存的字符。")
        case list() | tuple():
            return next((why for one in value if (why := _unkept(one))), "")
    return ""


def plainly(error: Mapping[str, Any]) -> str:
    """A pydantic error as one would say it."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind in ("missing", "string_too_short") or (kind == "string_type" and error.get("input") is None):
        return _("请填写。")
    if kind == "greater_than":
        return _("须大于 %(n)s。") % {"n": context.get("gt")}
    if kind == "greater_than_equal":
        return _("不得小于 %(n)s。") % {"n": context.get("ge")}
    if kind in ("less_than_equal", "less_than"):
        return _("不得大于 %(n)s。") % {"n": context.get("le", context.get("lt"))}
    if kind == "string_too_long":
        return _("不得超过 %(n)s 个字。") % {"n": context.get("max_length")}
    if kind == "string_pattern_mismatch":
        return _("写法不对，请照填写说明写。")
    if kind in ("literal_error", "enum"):
        return _("不在可选之列：%(n)s") % {"n": context.get("expected")}
    if kind in ("decimal_max_digits", "decimal_whole_digits"):
        whole = context.get("whole_digits", context.get("max_digits"))
        return _("数太大，应是写错了：整个数最多 %(n)s 位。") % {"n": whole}
    if kind == "decimal_max_places":
        return _("最多 %(n)s 位小数。") % {"n": context.get("decimal_places")}
    if kind.startswith(("decimal", "int", "float")):
        return _("请填写一个数。")
    if kind.startswith("date"):
        return _("请填写日期，例如 2026-11-23。")
    if kind == "extra_forbidden":
        return _("没有这一项。")
    if kind in ("too_long", "too_short"):
        given = {"least": context.get("min_length", 0), "most": context.get("max_length", "…")}
        return _("要有 %(least)s 到 %(most)s 项。") % given
    if kind.endswith(("_type", "_parsing")):
        return _("写的类型不对。")
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    return str(error["msg"])
