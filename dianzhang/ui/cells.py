"""The cells of a list's row, as ``ui/table.html`` shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .marks import NOTHING, flag, no_value, tag, time_left_mark

Column = Mapping[str, Any]
CLASSES = (("right", "r"), ("grow", "grow"), ("lead", "lead"), ("stay", "stay"))


def cells(row: Mapping[str, Any], columns: Sequence[Column]) -> SafeString:
    """All cells of ``row``; the first is its title, with its flags, and opens it."""
    values = row["cells"]
    shown = []
    for place, column in enumerate(columns):
        value = values.get(column["key"])
        classes = [name for key, name in CLASSES if column.get(key)]
        if place == 0:
            classes.insert(0, "title")
            shown.append((" ".join(classes), column["label"], title(row)))
        else:
            if value is None:
                classes.append("emptycell")
            shown.append((" ".join(classes), column["label"], cell(value)))
    return format_html_join("", '<td class="{}" data-label="{}">{}</td>', shown)


def title(row: Mapping[str, Any]) -> SafeString:
    flags = format_html_join("", " {}", ((flag(one),) for one in row.get("flags") or ()))
    return format_html('<a class="open" href="{}">{}</a>{}', row["url"], row["title"], flags or NOTHING)


def cell(value: Any) -> Any:
    """Ready text, None, or a mapping: ``clock``; ``tag`` and ``level``; ``reason`` (why there is no value)."""
    if value is None:
        return no_value()
    if not isinstance(value, Mapping):
        return value
    if "clock" in value:
        return time_left_mark(value["clock"])
    if "tag" in value:
        return tag(value["tag"], value.get("level", ""))
    return no_value(value.get("reason", ""))
