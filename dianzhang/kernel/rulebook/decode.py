"""Bytes to lines, refusing what no editor would have written: other encodings, control signs, endless lines."""

from __future__ import annotations

import re

from ..messages import Message
from .limits import MAX_CHARACTERS, MAX_LINE, MAX_LINES
from .problems import Place, Report, Unreadable

# Also what turns the direction of writing: a rule that is read otherwise than it acts.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SAVE_AS = Message("用编辑器另存为 UTF-8 编码", "save the file as UTF-8 in your editor")


def decode(text: str | bytes, report: Report) -> list[str]:
    """The lines of a rulebook.  Raises ``Unreadable`` after reporting why it cannot be read at all."""
    if isinstance(text, bytes):
        text = _utf8(text, report)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _bounded(len(text), MAX_CHARACTERS, "个字符", "characters", report)
    _bounded(text.count("\n") + 1, MAX_LINES, "行", "lines", report)
    lines = text.split("\n")
    wrong = False
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            zh, en = (
                f"这一行有 {len(line):,} 个字符，上限是 {MAX_LINE:,}",
                f"the line has {len(line):,} characters; the limit is {MAX_LINE:,}",
            )
            report.error(Place(number, 1), zh, en, Message("分成几行写", "divide it into several lines"))
            wrong = True
        elif control := _CONTROL.search(line):
            code = f"U+{ord(control[0]):04X}"
            place = Place(number, control.start() + 1)
            report.error(place, f"这里有不可见的控制字符 {code}", f"an invisible control character, {code}",
                         Message("删掉它", "delete it"))  # fmt: skip
            wrong = True
    if wrong:
        raise Unreadable
    return lines


def _bounded(size: int, limit: int, zh: str, en: str, report: Report) -> None:
    if size <= limit:
        return
    report.error(
        Place(1, 1),
        f"文件有 {size:,} {zh}，上限是 {limit:,}",
        f"the file has {size:,} {en}; the limit is {limit:,}",
        Message("这不像一份制度，请检查文件，或拆成几份", "this does not look like a rulebook; check it or divide it"),
    )
    raise Unreadable


def _utf8(data: bytes, report: Report) -> str:
    _bounded(len(data), 4 * MAX_CHARACTERS, "字节", "bytes", report)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        place = Place(line, len(before) - before.rfind("\n"))
        guess = _guess(data)
        report.error(
            place,
            "文件不是 UTF-8 编码" + (f"，像是 {guess}" if guess else ""),
            "the file is not UTF-8" + (f"; it looks like {guess}" if guess else ""),
            _SAVE_AS,
        )
        raise Unreadable from None


def _guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        data[:100_000].decode("gb18030", "strict" if len(data) <= 100_000 else "ignore")
    except UnicodeDecodeError:
        return ""
    return "GBK / GB18030"
