"""The rulebooks that ship with Dianzhang, and finding one by name or file.

A shipped rulebook goes by the short name of its source (``B2``), by its code (``process-first``) and by its other
aliases, in any case.  An edition in another language has the same code, clauses and rules: it is the same rulebook,
so its short name says the language (``B2-en``), and the code alone means the edition whose file is named like it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dianzhang.kernel.rulebook import front_matter
from dianzhang.kernel.rulebook import read as read_document
from dianzhang.kernel.rulebook.markers import sources_of
from dianzhang.kernel.rulebook.problems import Report
from dianzhang.kernel.vocabulary import nearest

HERE = Path(__file__).parent
LARGEST = 4_000_000  # bytes of a rulebook; no department writes more


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file of the library: what its front matter says.  ``names`` has the short name first.

    ``beside`` are the codes of those that take effect along with it, where a department begins.
    """

    file: Path
    title: str
    code: str
    version: str
    names: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def language(self) -> str:
        """``zh`` unless the file says another: ``process-first.en.md``."""
        return self.file.suffixes[-2].removeprefix(".") if len(self.file.suffixes) > 1 else "zh"


def library() -> list[Shipped]:
    """Every shipped rulebook, by its short name."""
    found = []
    for file in HERE.glob("*.md"):
        front = front_matter(file.read_bytes())
        names = dict.fromkeys((*front.aliases, front.code, file.stem))
        if file.stem != front.code:  # another edition: the code alone is not its name
            names.pop(front.code)
        found.append(Shipped(file, front.name, front.code, front.version, tuple(names), front.beside))
    return sorted(found, key=lambda shipped: shipped.name)


def statements(file: Path) -> dict[str, int]:
    """Which sources a rulebook draws on -> how many of their statements its clauses name; most first."""
    document = read_document(file.read_bytes())
    markers = [section.markers["sources"] for section in document.sections if "sources" in section.markers]
    named = {statement for marker in markers for statement in sources_of(marker, Report())}
    return dict(Counter(statement.partition("-")[0] for statement in sorted(named)).most_common())


def find(name: str) -> Path:
    """The file ``name``, or the shipped rulebook that goes by it.  LookupError says the nearest name."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = {face.lower(): one for one in library() for face in one.names}
    if found := shipped.get(name.strip().lower()):
        return found.file
    near = nearest(name.strip().lower(), shipped)
    meant = f"是不是 {_as_written(shipped[near], near)}？" if near else ""
    known = "、".join(face for one in library() for face in one.names)
    raise LookupError(
        f"没有文件 {name}，自带的制度里也没有。{meant}自带的有：{known}"  # in Chinese only
        " · no such file, and no such shipped rulebook; see `dianzhang rulebook library`"
    )


def _as_written(one: Shipped, face: str) -> str:
    return next(name for name in one.names if name.lower() == face)


def together(name: str) -> list[str]:
    """What a department that begins with this rulebook puts in force, it itself last.  LookupError as ``read``."""
    return [*front_matter(read_bytes(name)).beside, name]


def blank(keeper: str, day: date, language: str = "zh") -> str:
    """A sheet to write over, for whoever begins from nothing: two clauses that compile, kept by ``keeper`` from ``day``
    on; in ``zh`` or ``en``."""
    sheet = HERE / "sheets" / ("blank.en.md" if language == "en" else "blank.md")
    return sheet.read_text(encoding="utf-8").replace("{day}", day.isoformat()).replace("{keeper}", keeper)


def read_bytes(name: str) -> bytes:
    """The document as it lies there.  LookupError when there is none, or it cannot be a rulebook."""
    path = find(name)
    if path.stat().st_size > LARGEST:
        size = f"{path.stat().st_size:,}"
        raise LookupError(f"{name} 有 {size} 字节，制度不会这么大 · too large for a rulebook")  # in Chinese only
    try:
        return path.read_bytes()
    except OSError as error:
        raise LookupError(f"读不了 {name}：{error.strerror} · cannot be read") from error  # in Chinese only


def read(name: str) -> str:
    """The text of a rulebook.  LookupError as ``read_bytes``, or when it is not UTF-8."""
    try:
        return read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
        raise LookupError(f"{name} 不是 UTF-8 文本（第 {place} 字节） · save it as UTF-8") from error  # in Chinese only
