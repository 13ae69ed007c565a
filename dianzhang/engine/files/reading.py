"""The words of a file, for searching: of plain texts and of Word documents; of others none."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

from dianzhang.kernel.filekinds import TEXTS

from .keeping import Kept, path_of

MOST = 2_000_000  # bytes read of a text
UNPACKED = 20_000_000  # bytes of a Word document's part, however small it is packed
_PARAGRAPH = re.compile(r"<w:p[ >/]")
_RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def text_of(kept: Kept) -> str:
    """Its words; empty where there are none to be had.  Nothing in it is run, and no entity is resolved."""
    path = path_of(kept.sha256)
    if kept.kind in TEXTS:
        return _decoded(path)
    return _of_word(path) if kept.kind == "docx" else ""


def _decoded(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # cut in the middle of a character
            return data[: error.start].decode("utf-8-sig")
        return data.decode("gb18030", "replace")


def _of_word(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
            xml = part.read(UNPACKED).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return ""
    found = ("".join(_RUN.findall(paragraph)) for paragraph in _PARAGRAPH.split(xml))
    return unescape("\n".join(words for words in found if words))[:MOST]
