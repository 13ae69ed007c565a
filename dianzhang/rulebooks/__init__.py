"""The rulebooks that ship with Dianzhang, and reading one by name, alias or file."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
LARGEST = 4_000_000  # bytes of a rulebook; no department writes more


def library() -> dict[str, Path]:
    """Name and alias of every shipped rulebook -> its file."""
    found: dict[str, Path] = {}
    for file in sorted(HERE.glob("*.md")):
        found[file.stem] = file
        for line in file.read_text(encoding="utf-8").splitlines()[:20]:
            key, _, value = line.partition(":")
            if key.strip() in ("别名", "alias"):
                found.update(dict.fromkeys((v.strip() for v in value.replace("、", ",").split(",")), file))
    return found


def read(name: str) -> str:
    """The text of a rulebook named ``name`` (a shipped one, or a file).  LookupError says what there is."""
    shipped = library()
    file = shipped.get(name) or shipped.get(name.upper()) or Path(name)
    if not file.is_file():
        raise LookupError(f"There is no rulebook {name!r}: neither a file nor one of {', '.join(sorted(shipped))}.")
    if file.stat().st_size > LARGEST:
        raise LookupError(f"{name} has {file.stat().st_size:,} bytes; a rulebook has at most {LARGEST:,}.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LookupError(f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from error
