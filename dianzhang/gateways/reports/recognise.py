"""Which of the known reports a file is, in which encoding, below which header; else what it is instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dianzhang.gateways.orders.layouts import LAYOUTS as ORDERS
from dianzhang.gateways.settlements.layouts import LAYOUTS as PAYOUTS
from dianzhang.gateways.tables.errors import FileError, shown
from dianzhang.gateways.tables.headers import DELIMITERS, top_rows
from dianzhang.gateways.tables.sniff import ENCODINGS, decodes, head_of
from dianzhang.gateways.tables.unpack import TextTable

from .layout import Binding, Layout

HEADER_WITHIN = 20  # rows; some platforms put a title, days and notes above the header
Top = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Recognised:
    """``above``: what stands above the header, row by row."""

    binding: Binding
    encoding: str
    delimiter: str
    header_line: int
    above: tuple[str, ...]


def recognise(table: TextTable, name: str, layouts: Sequence[Layout]) -> Recognised:
    """Look at the content, never at the name.  FileError where it is none of them."""
    head = head_of(table.path, name)
    for encoding in ENCODINGS:
        text = head.decode(encoding, "replace")
        for delimiter in DELIMITERS:
            top = top_rows(text, delimiter, HEADER_WITHIN)
            found = [(b, line) for line, row in top for layout in layouts if (b := layout.bind(row)) is not None]
            if found:
                binding, line = max(found, key=lambda pair: (len(pair[0].layout.required), len(pair[0].places)))
                above = tuple(" ".join(row) for number, row in top if number < line)
                return Recognised(binding, _encoding_of(table, encoding, binding), delimiter, line, above)
    tops = [top_rows(head.decode(e, "replace"), mark, HEADER_WITHIN) for e in ENCODINGS for mark in DELIMITERS]
    raise _unknown(name, tops, layouts)


def _encoding_of(table: TextTable, encoding: str, binding: Binding) -> str:
    """An English header fits every encoding: then the rest of the file decides."""
    if not "".join(binding.header).isascii():
        return encoding
    return next((known for known in ENCODINGS if decodes(table.path, known)), encoding)


def _unknown(name: str, tops: Sequence[Top], layouts: Sequence[Layout]) -> FileError:
    """Say that it is an order or payout file, what the nearest report lacks, or what would be recognised."""
    for line, row in ((line, row) for top in tops for line, row in top):
        for others, where in ((ORDERS, ("送订单文件", "order files")), (PAYOUTS, ("送结算文件", "payout files"))):
            for one in others:
                if one.bind(row) is not None:
                    return FileError(
                        f"「{name}」第 {line} 行是「{one.title.zh}」的表头，不是经营报表：请在【{where[0]}】里送",
                        f"line {line} of {name} is the header of “{one.title.en}”, no report: send it under {where[1]}",
                    )
    near = [
        (len(lack), line, layout, lack)
        for top in tops
        for line, row in top
        for layout in layouts
        if (lack := layout.lacking(row)) and len(layout.required) - len(lack) >= 2
    ]
    zh, en = f"「{name}」不是能认出来的报表：", f"{name} is no report that is recognised: "
    if near:
        _lack, line, layout, lack = min(near, key=lambda found: found[:2])
        missing = "、".join(lack)
        zh += f"第 {line} 行最像「{layout.title.zh}」，还缺列：{missing}。请在平台导出时勾上这些列。"
        en += f"line {line} is nearest to “{layout.title.en}”, but lacks: {missing}. Choose these columns when "
        en += "exporting. "
    else:
        begins = next((row for top in tops for _, row in top if any(cell.strip() for cell in row)), [])
        first = "、".join(shown(cell, 20) for cell in begins[:8] if cell.strip()) or "（空）"
        zh += f"前 {HEADER_WITHIN} 行里没有表头，开头是：{first}。"
        en += f"no header in its first {HEADER_WITHIN} rows, it begins with: {first}. "
    zh += f"能认出的有：{'、'.join(dict.fromkeys(layout.title.zh for layout in layouts))}。"
    en += f"Recognised are: {', '.join(dict.fromkeys(layout.title.en for layout in layouts))}."
    return FileError(zh, en)
