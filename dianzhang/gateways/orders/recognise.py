"""Which of the known layouts a file has, in which encoding, below which header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import DELIMITERS, top_rows
from dianzhang.gateways.tables.sniff import ENCODINGS, Survey, decodes, head_of, size_of, survey

from .currencies import ZONES
from .layout import Binding, Layout
from .layouts import LAYOUTS
from .other_kinds import other_kind

HEADER_WITHIN = 20  # rows; some platforms put a title and notes above the header


@dataclass(frozen=True)
class Recognised:
    binding: Binding
    encoding: str
    delimiter: str
    header_line: int
    survey: Survey
    total_bytes: int


def recognise(path: Path, layouts: Sequence[Layout] = LAYOUTS, *, name: str = "", currency: str = "") -> Recognised:
    """Look at the content, never at the name.  Raises FileError when no layout fits.

    ``name`` is what the person calls the file; ``currency`` that of the shop, for files that do not say theirs.
    """
    name = shown(name or path.name)
    head = head_of(path, name)
    for encoding in ENCODINGS:
        text = head.decode(encoding, "replace")
        for delimiter in DELIMITERS:
            top = top_rows(text, delimiter, HEADER_WITHIN)
            found = [
                (binding, line) for line, row in top for layout in layouts if (binding := layout.bind(row)) is not None
            ]
            if found:
                binding, line = max(found, key=lambda pair: len(pair[0].columns))
                binding = _with_currency(binding, currency, name)
                encoding = _encoding_of(path, encoding, binding)
                return Recognised(binding, encoding, delimiter, line, survey(path), size_of(path))
    raise _unknown(name, head, layouts)


def _with_currency(binding: Binding, shop: str, name: str) -> Binding:
    """The binding with the currency of its amounts, and a place for its times; FileError where neither can be told."""
    layout = binding.layout
    if not binding.currency and "currency" not in binding.columns:
        if not shop or (layout.local_times and shop == "CNY"):
            amount = binding.header_of("total")
            raise FileError(
                f"「{name}」是「{layout.title.zh}」，但没有写是哪种货币：请在金额的列名后面写上，如「{amount}(MYR)」，"
                "或先在店铺里设好币种",
                f"{name} is “{layout.title.en}” but does not say its currency: write it behind the header of an "
                f"amount, like “{amount}(MYR)”, or set the currency of the shop",
            )
        binding = replace(binding, currency=shop)
    if layout.local_times and binding.currency not in ZONES:
        raise FileError(
            f"「{name}」的时间没有写时区，{binding.currency} 的店铺跨几个时区：请按 docs/plain-orders.md 的格式整理，"
            "时间写成 2026-03-01T08:05:00-05:00",
            f"{name} has times without a time zone, and shops in {binding.currency} live in several: use the plain "
            "table (docs/plain-orders.md) with times like 2026-03-01T08:05:00-05:00",
        )
    return binding


def _encoding_of(path: Path, encoding: str, binding: Binding) -> str:
    """An English header fits every encoding: then the rest of the file decides."""
    if not "".join(binding.header).isascii():
        return encoding
    return next((known for known in ENCODINGS if decodes(path, known)), encoding)


def _unknown(name: str, head: bytes, layouts: Sequence[Layout]) -> FileError:
    """Say what the file begins with, what would be recognised, and which columns the nearest layout lacks."""
    texts = [head.decode(encoding, "replace") for encoding in ENCODINGS]
    top = [row for text in texts for row in top_rows(text, ",", HEADER_WITHIN)]
    tops = (top_rows(text, mark, HEADER_WITHIN) for text in texts for mark in DELIMITERS)
    if kind := other_kind(row for top_ in tops for _, row in top_):
        return FileError(
            f"「{name}」是{kind.zh}，不是订单表：请从平台后台的订单管理里导出订单",
            f"{name} is {kind.en}, not a table of orders: export the orders themselves from the platform",
        )
    begins = "、".join(shown(cell, 20) for cell in top[0][1][:8] if cell.strip()) if top else ""
    zh = f"「{name}」不是能认出来的订单表：前 {HEADER_WITHIN} 行里没有找到表头。第 1 行是：{begins or '（空）'}。"
    en = f"{name} is no order file that is recognised: no header in its first {HEADER_WITHIN} rows. "
    en += f"Line 1 is: {begins or '(empty)'}. "
    near = [
        (-len(lack), len(layout.required) - len(lack), line, layout, lack)
        for line, row in top
        for layout in layouts
        for lack in [layout.lacking(row)]
        if len(layout.required) - len(lack) >= 2
    ]
    if near:
        _, _, line, layout, lack = max(near, key=lambda found: found[:2])
        if lack:
            zh += f"最接近的是「{layout.title.zh}」（第 {line} 行），还缺：{'、'.join(lack)}。"
            en += f"Nearest is “{layout.title.en}” (line {line}), which lacks: {', '.join(lack)}. "
        else:
            zh += f"第 {line} 行像「{layout.title.zh}」，但有重复的列或这种表没有的列。"
            en += f"Line {line} looks like “{layout.title.en}” but has a column twice or one that it does not have. "
    zh += f"能认出的有：{'、'.join(layout.title.zh for layout in layouts)}（见 docs/order-files.md）。"
    zh += "别的表：在【导入订单】点【别的表：对列】，说一次哪一列是什么。"
    en += f"Recognised are: {', '.join(layout.title.en for layout in layouts)} (see docs/order-files.md). "
    en += "Of any other table say once which column is which: “Import orders”, then “Another table: match columns”."
    return FileError(zh, en)
