"""The words of Word documents, workbooks and slides: the text elements of their parts, which are XML in a zip.

No entity is resolved and nothing outside the file is asked for; what declares an entity of its own is broken.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from . import UNPACKED, Reading, Unreadable

BLOCK = 1 << 16
# The parts that hold what people wrote, in the order in which they are read.
PARTS = {
    "docx": re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "xlsx": re.compile(r"xl/(workbook|sharedStrings|worksheets/sheet\d+)\.xml"),
    "pptx": re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"),
}
ENDS = {"p", "si", "c", "row", "tr"}  # elements after which a new word begins
_NUMBER = re.compile(r"\d+")


class _Enough(Exception):
    """There is no room for more."""


def read(path: Path, into: Reading, kind: str) -> None:
    """Its text as far as the bounds go.  Unreadable where it opens by a password only, or not at all."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if PARTS[kind].fullmatch(part.filename)]
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("locked")
            _read_parts(archive, sorted(parts, key=_place), into)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        if not into.letters:
            raise Unreadable("broken") from error
        into.cut = True


def _place(part: zipfile.ZipInfo) -> tuple[int, str]:
    """Slides and sheets by their number: what stands first is not what is left out."""
    number = _NUMBER.search(part.filename)
    return (int(number[0]) if number else 0, part.filename)


def _read_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], into: Reading) -> None:
    room = UNPACKED
    for part in parts:
        try:
            for size in _read_part(archive, part, into):
                room -= size
                if room < 0 or into.full:
                    raise _Enough
        except _Enough:
            into.cut = True
            if not into.letters:
                raise Unreadable("large") from None
            return
        except expat.ExpatError as error:
            into.cut = True
            if len(parts) == 1 and not into.letters:
                raise Unreadable("broken") from error


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, into: Reading) -> Iterator[int]:
    """Bytes unpacked, block by block; the words are in ``into``."""
    parser = expat.ParserCreate()
    words = _Words(into.add)
    parser.StartElementHandler, parser.EndElementHandler = words.start, words.end
    parser.CharacterDataHandler = words.said
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    with archive.open(part) as file:
        while block := file.read(BLOCK):
            parser.Parse(block, False)
            yield len(block)
        parser.Parse(b"", True)


def _refuse(*_declared: object) -> None:
    raise Unreadable("broken")


class _Words:
    """Takes from a part what stands in its text elements: ``t``, and of cells ``v`` that names no shared text."""

    def __init__(self, add: Callable[[str], None]) -> None:
        self.add = add
        self.inside = self.shared = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.shared = attributes.get("t") == "s"
        elif name == "sheet":
            self.add(attributes.get("name", "") + "\n")
        self.inside = name == "t" or (name == "v" and not self.shared)

    def end(self, name: str) -> None:
        self.inside = False
        if name.rpartition(":")[2] in ENDS:
            self.add("\n")

    def said(self, text: str) -> None:
        if self.inside:
            self.add(text)
