"""The rulebooks that ship with Dianzhang, and finding one by code, alias or file."""

from __future__ import annotations

from pathlib import Path

from dianzhang.kernel.rulebook import front_matter

HERE = Path(__file__).parent
LARGEST = 4_000_000  # bytes of a rulebook; no department writes more


def library() -> dict[str, Path]:
    """Code and aliases of every shipped rulebook -> its file."""
    found: dict[str, Path] = {}
    for file in sorted(HERE.glob("*.md")):
        front = front_matter(file.read_bytes())
        found |= dict.fromkeys((file.stem, front.code, *front.aliases), file)
    return found


def find(name: str) -> Path:
    """The file ``name``, or the shipped rulebook of that code or alias.  LookupError says what there is."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = library()
    if file := shipped.get(name) or shipped.get(name.upper()):
        return file
    known = "、".join(sorted(shipped))
    raise LookupError(
        f"没有文件 {name}；自带的制度有：{known} · no such file, and no such shipped rulebook"  # in Chinese only
    )


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
