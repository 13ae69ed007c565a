"""A workbook of before 2007 (.xls): the smallest that is one.  Texts only, one sheet.

A compound file (MS-CFB: header, one sector of the allocation table, one of the directory, then the stream) that holds
a `Workbook` of BIFF8 records (MS-XLS: BOF, BOUNDSHEET, LABEL, EOF).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST = 4096  # a shorter stream would have to lie among the small ones


def old_workbook(rows: Sequence[Sequence[str]], sheet: str = "订单") -> bytes:
    stream = _book(rows, sheet).ljust(LEAST, b"\0")
    sectors = -(-len(stream) // SECTOR)
    assert sectors + 2 <= SECTOR // 4, "more than one sector of the allocation table"
    chain = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    directory = (
        _entry("Root Entry", 5, child=1, start=END, size=0)
        + _entry("Workbook", 2, child=FREE, start=2, size=len(stream))
        + _entry("", 0, child=FREE, start=0, size=0) * 2
    )
    return _header() + table + directory + stream.ljust(sectors * SECTOR, b"\0")


def _header() -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    shape = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST, END, 0, END, 0)
    return signature + shape + places + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    shown = name.encode("utf-16-le")
    length = len(shown) + 2 if name else 0
    return (
        shown.ljust(64, b"\0")
        + struct.pack("<HBBIII", length, kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _book(rows: Sequence[Sequence[str]], sheet: str) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = sheet.encode("utf-16-le")
    length = 4 + len(begin) + 4 + 8 + len(name) + 4
    globals_ = (
        _record(0x0809, begin)
        + _record(0x0085, struct.pack("<IHBB", length, 0, len(sheet), 1) + name)
        + _record(0x000A, b"")
    )
    assert len(globals_) == length
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + cell.encode("utf-16-le"))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell
    )
    return globals_ + _record(0x0809, begin.replace(b"\x05\0", b"\x10\0", 1)) + cells + _record(0x000A, b"")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
