"""What a file is, by what stands in it; its name only has to agree.

A file that says one thing and is another is refused, and so is whatever a browser or an office program would run:
pages, scripts, drawings with scripts (SVG), programs, documents with macros.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from .messages import MessageError

BEGINNING = 4096  # bytes looked at to tell a kind
PARTS = 20_000  # of a zip: more names than any document has


@dataclass(frozen=True)
class FileKind:
    """``code`` is kept with the file; ``endings`` are the names it may have, the first where a name has none."""

    code: str
    media: str
    endings: tuple[str, ...]
    picture: bool = False  # every browser draws it, and it can hold nothing that runs


_ALL = (
    FileKind("pdf", "application/pdf", ("pdf",)),
    FileKind("png", "image/png", ("png",), picture=True),
    FileKind("jpg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), picture=True),
    FileKind("gif", "image/gif", ("gif",), picture=True),
    FileKind("webp", "image/webp", ("webp",), picture=True),
    FileKind("heic", "image/heic", ("heic", "heif")),
    FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    FileKind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
    FileKind("office", "application/x-ole-storage", ("xls", "doc", "ppt", "et", "wps", "dps")),
    FileKind("zip", "application/zip", ("zip",)),
    FileKind("mp4", "video/mp4", ("mp4", "m4v", "mov")),
    FileKind("csv", "text/csv", ("csv",)),
    FileKind("md", "text/markdown", ("md", "markdown")),
    FileKind("txt", "text/plain", ("txt", "log", "text")),
)
KINDS = {kind.code: kind for kind in _ALL}
TEXTS = ("csv", "md", "txt")
_OF_ENDING = {ending: kind.code for kind in _ALL for ending in kind.endings}
_OFFICE = {"xl/": "xlsx", "word/": "docx", "ppt/": "pptx"}
_MAGIC = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
)  # fmt: skip
_BRANDS = {b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"msf1": "heic", b"heim": "heic", b"hevc": "heic"}
_RUN = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|style|link|meta|form)\b|<\?(xml|php)|^#!", re.I
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


class FileKindError(MessageError):
    """It is not taken: why, and what to do."""


def kind_of(path: Path, name: str) -> FileKind:
    """The kind of the file at ``path`` that is called ``name``.  FileKindError where it is refused."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    with path.open("rb") as file:
        head = file.read(BEGINNING)
        if not head:
            raise FileKindError(zh="这个文件是空的。", en="This file is empty.")
        found = _binary(head)
        if found == "zip":
            found = _zipped(file)
        elif found == "office":
            _without_macros(file)
        elif not found:
            found = _text(file, head, ending)
    if ending and _OF_ENDING.get(ending) != found:
        raise _lies(ending, found)
    return KINDS[found]


def accepted() -> str:
    """What can be sent, for a form: ``.pdf,.png,…``."""
    return ",".join(f".{ending}" for ending in _OF_ENDING)


def _binary(head: bytes) -> str:
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return code
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    return ""


def _zipped(file: IO[bytes]) -> str:
    """An office document by its parts, else a zip.  What holds macros is refused, whatever it is called."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileKindError(
            zh="这个压缩文件是坏的，打不开。", en="This archive is broken and cannot be opened."
        ) from None
    if len(names) > PARTS:
        raise FileKindError(zh="压缩文件里的文件太多。", en="The archive holds too many files.")
    if any(name.endswith(_MACROS) for name in names):
        raise _macros()
    if "[content_types].xml" in names:
        for folder, code in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return code
    return "zip"


def _without_macros(file: IO[bytes]) -> None:
    file.seek(0)
    kept = b""
    while part := file.read(1 << 20):
        if _OLE_MACROS in kept + part:
            raise _macros()
        kept = part[-len(_OLE_MACROS) :]


def _macros() -> FileKindError:
    return FileKindError(
        zh="文件里有宏，不收。另存为不带宏的格式（如 .xlsx）再传。",
        en="The file holds macros and is not taken. Save it in a form without them (such as .xlsx).",
    )


def _text(file: IO[bytes], head: bytes, ending: str) -> str:
    """Text in UTF-8 or GB 18030.  What a browser would run is refused; of Markdown, its drawing leaves out what it may
    not hold."""
    if b"\0" in head or not _readable(head):
        raise FileKindError(
            zh="认不出这是什么文件。可以传图片、PDF、Excel、Word、PPT、CSV、文本、Markdown、ZIP 和 MP4。",
            en="It is not clear what this file is. Pictures, PDF, Excel, Word, PowerPoint, CSV, text, Markdown, ZIP "
            "and MP4 can be sent.",
        )
    if _RUN.search(head if ending not in TEXTS else head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]):
        raise FileKindError(
            zh="这是网页、脚本或 SVG，浏览器会运行它，不收。要给人看可以另存为 PDF 或图片。",
            en="This is a page, a script or SVG, which a browser would run, and is not taken. "
            "Save it as PDF or a picture.",
        )
    file.seek(0)
    return ending if ending in TEXTS else "txt"


def _readable(head: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the last character may be cut in two
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _lies(ending: str, found: str) -> FileKindError:
    return FileKindError(
        zh=f"名字说是 .{ending}，里面其实是 {found}。改对名字，或另存一份再传。",
        en=f"It is called .{ending}, but what is in it is {found}. Name it rightly or save it anew, then send it.",
    )
