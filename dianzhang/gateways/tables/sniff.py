"""What the bytes of a file are, whatever its name says."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .errors import FileError, shown

ENCODINGS = ("utf-8-sig", "gb18030")
HEAD = 1 << 16
_BLOCK = 1 << 20

_SAVE_AS = (
    "请在 Excel 或 WPS 中打开，另存为「CSV UTF-8（逗号分隔）」再送来",
    "open it in a spreadsheet program, save it as “CSV UTF-8 (comma delimited)” and send that",
)
_EXPORT = ("请从平台重新导出 CSV 文件", "export it again as CSV")
_UNPACK = ("请先解压，送里面的 CSV 文件", "unpack it and send the CSV file inside")

# The first bytes of what is often sent by mistake.  Archives are only named, never opened: no bomb can go off.
_KINDS: tuple[tuple[bytes, tuple[str, str], tuple[str, str]], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("旧版 Excel 工作簿（.xls）", "an old Excel workbook (.xls)"), _SAVE_AS),
    (b"PK\x03\x04", ("压缩包（zip）", "a zip archive"), _UNPACK),
    (b"PK\x05\x06", ("空的压缩包（zip）", "an empty zip archive"), _EXPORT),
    (b"\x1f\x8b", ("压缩文件（gzip）", "a gzip file"), _UNPACK),
    (b"BZh", ("压缩文件（bzip2）", "a bzip2 file"), _UNPACK),
    (b"\xfd7zXZ\x00", ("压缩文件（xz）", "an xz file"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", ("压缩包（7z）", "a 7z archive"), _UNPACK),
    (b"Rar!", ("压缩包（rar）", "a rar archive"), _UNPACK),
    (b"PAR1", ("Parquet 文件", "a Parquet file"), _EXPORT),
    (b"%PDF", ("PDF 文件", "a PDF file"), _EXPORT),
    (b"SQLite format 3\x00", ("SQLite 数据库", "an SQLite database"), _EXPORT),
    (b"\xff\xfe", ("UTF-16 编码的文本", "text in UTF-16"), _SAVE_AS),
    (b"\xfe\xff", ("UTF-16 编码的文本", "text in UTF-16"), _SAVE_AS),
)
_WORKBOOK = ("Excel 工作簿（.xlsx），但打不开", "an Excel workbook (.xlsx) that cannot be opened")
_WEB_PAGE = ("网页（平台常把网页叫作 .xls）", "a web page (platforms like to call one .xls)")


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes of the whole file found."""

    nul: bool
    wrapped: bool  # cells like ="123"
    lines: int
    line_end: bytes  # b"\\n", or b"\\r" where nothing else ends a line
    unended: bytes  # the last line, if nothing ends it


def head_of(path: Path, name: str = "") -> bytes:
    """The first bytes of a file that may be a text table, whole lines if there is one; FileError for anything else.

    ``name`` is what the person calls it, if it lies under another.
    """
    name = name or shown(path.name)
    try:
        if not path.is_file():
            raise FileError(*_not_a_file(path))
        with path.open("rb") as file:
            head = file.read(HEAD)
    except PermissionError as error:
        raise FileError(f"「{name}」没有读取的权限", f"{name}: no permission to read it") from error
    except OSError as error:
        raise FileError(f"「{name}」读不出来：{error.strerror}", f"{name} cannot be read: {error.strerror}") from error
    if not head:
        raise FileError(
            f"「{name}」是空的（0 字节）：可能没有下载完，请重新导出",
            f"{name} is empty (0 bytes): the download may not have finished, export it again",
        )
    _refuse_other_kinds(name, head)
    return head[: head.rfind(b"\n") + 1] or head


def _not_a_file(path: Path) -> tuple[str, str]:
    name = shown(str(path), 200)
    if path.exists():
        return f"「{name}」不是文件：请指明其中的一个文件", f"{name} is not a file: name a file in it"
    return f"没有「{name}」这个文件：请检查路径", f"there is no file {name}: check the path"


def _refuse_other_kinds(name: str, head: bytes) -> None:
    for magic, what, remedy in _KINDS:
        if head.startswith(magic):
            if magic == b"PK\x03\x04" and (b"[Content_Types].xml" in head or b"xl/" in head):
                what, remedy = _WORKBOOK, _SAVE_AS
            raise _refusal(name, what, remedy)
    if head.lstrip()[:1] == b"<":
        raise _refusal(name, _WEB_PAGE, _SAVE_AS)
    control = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\v\f\r\x1a")
    if control * 50 > len(head):
        raise _refusal(name, ("二进制数据，不是文字表格", "binary data, not a text table"), _EXPORT)


def _refusal(name: str, what: tuple[str, str], remedy: tuple[str, str]) -> FileError:
    return FileError(f"「{name}」是{what[0]}：{remedy[0]}", f"{name} is {what[1]}: {remedy[1]}")


def survey(path: Path) -> Survey:
    """Read the file once, in blocks, to learn what a reader by lines has to be ready for."""
    nul, wrapped = False, False
    newlines, returns, last, unended = 0, 0, b"", b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
                raise FileError(
                    f"「{shown(path.name)}」里有一行超过 1 MB，不像是表格：{_EXPORT[0]}",
                    f"{shown(path.name)} has a line longer than 1 MB, which no table has: {_EXPORT[1]}",
                )
            nul = nul or b"\0" in block
            wrapped = wrapped or b'="' in block or b"'" in block or (last == b"=" and block[:1] == b'"')
            newlines += block.count(b"\n")
            returns += block.count(b"\r")
            last = block[-1:]
            end = max(block.rfind(b"\n"), block.rfind(b"\r"))
            unended = block[end + 1 :] if end >= 0 else unended + block
    line_end = b"\n" if newlines or not returns else b"\r"
    return Survey(nul, wrapped, (newlines or returns) + bool(unended), line_end, unended)


def decodes(path: Path, encoding: str) -> bool:
    """Whether every byte of the file decodes; a character cut off at its very end does not count against it."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True


def lines_of(file: BinaryIO, line_end: bytes) -> Iterator[bytes]:
    """The lines of a file.  Only ``line_end`` ends one: a lone return within a cell does not, unless all are such."""
    return iter(file) if line_end == b"\n" else _lines_ended_by(file, line_end)


def _lines_ended_by(file: BinaryIO, line_end: bytes) -> Iterator[bytes]:
    rest = b""
    while block := file.read(HEAD):
        *lines, rest = (rest + block).split(line_end)
        yield from lines
    if rest:
        yield rest


def size_of(path: Path) -> int:
    return os.stat(path).st_size
