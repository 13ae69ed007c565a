"""A rule as its author wrote it, key by key, under the keys' own names: for reading beside another version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..rules import Kind
from .kinds import COMPILERS
from .nodes import Node, Pairs, Text

Written = Mapping[str, str]  # 时限 -> 10分钟; 构成 · GMV达成率 · 权重 -> 70%

_NAMES = ("title", "metric", "name", "after", "mark")  # what tells one entry of a list from the next


def written(pairs: Pairs, kind: Kind) -> dict[str, str]:
    """The rule's keys by their Chinese faces, nested ones joined by ·, each with what stands there."""
    compiler = COMPILERS[kind]
    faces = _faces(compiler.keys)
    found: dict[str, str] = {}
    for key, node in pairs.entries:
        name = faces.get(key.value, key.value)
        parts = next((keys for face, keys in compiler.parts.items() if faces.get(face) == name), None)
        for path, text in _leaves(node, _faces(parts) if parts else {}):
            found[" · ".join((name, *path))] = text
    return found


def _faces(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every way to write a key, and the one that is shown."""
    return {face: (faces[0] if faces else name) for name, faces in keys.items() for face in (*faces, name)}


def _leaves(node: Node, faces: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, Text):
        yield (), node.value
    elif isinstance(node, Pairs):
        yield from _of_pairs(node, faces)
    elif all(isinstance(one, Text) for one in node.nodes):
        yield (), "、".join(one.value for one in node.nodes if isinstance(one, Text))
    else:
        for number, one in enumerate(node.nodes, 1):
            own = _name_of(one, faces) or str(number)
            for path, text in _leaves(one, faces):
                yield (own, *path), text


def _of_pairs(node: Pairs, faces: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in node.entries:
        for path, text in _leaves(value, faces):
            yield (faces.get(key.value, key.value), *path), text


def _name_of(node: Node, faces: Mapping[str, str]) -> str:
    """An entry of a list by its name, so that one added before it does not make it another."""
    if not isinstance(node, Pairs):
        return ""
    naming = {faces[name] for name in _NAMES if name in faces}
    return next((v.value for k, v in node.entries if faces.get(k.value) in naming and isinstance(v, Text)), "")
