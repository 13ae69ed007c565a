"""A rule as its author wrote it, key by key, under the keys' own names: for reading beside another version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..messages import Message
from ..rules import Kind
from .kinds import COMPILERS
from .nodes import Node, Pairs, Text

Written = Mapping[Message, str]  # 时限, within -> 10分钟; 构成 · GMV达成率 · 权重 -> 70%

_NAMES = ("title", "metric", "name", "after", "mark")  # what tells one entry of a list from the next


def written(pairs: Pairs, kind: Kind) -> dict[Message, str]:
    """The rule's keys as both languages call them, nested ones joined by ·, each with what stands there."""
    compiler = COMPILERS[kind]
    faces = _faces(compiler.keys)
    found: dict[Message, str] = {}
    for key, node in pairs.entries:
        name = _face(key, faces)
        parts = next((keys for face, keys in compiler.parts.items() if faces.get(face) == name), None)
        for path, text in _leaves(node, _faces(parts) if parts else {}):
            whole = (name, *path)
            found[Message(" · ".join(one.zh for one in whole), " · ".join(one.en for one in whole))] = text
    return found


def _face(key: Text, faces: Mapping[str, Message]) -> Message:
    """What a key is called; one that is a name of the author's own stays as it is."""
    return faces.get(key.value) or Message(key.value, key.value)


def _faces(keys: Mapping[str, tuple[str, ...]]) -> dict[str, Message]:
    """Every way to write a key, and those that are shown."""
    return {face: Message(faces[0] if faces else name, name) for name, faces in keys.items() for face in (*faces, name)}


def _leaves(node: Node, faces: Mapping[str, Message]) -> Iterator[tuple[tuple[Message, ...], str]]:
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
                yield (Message(own, own), *path), text


def _of_pairs(node: Pairs, faces: Mapping[str, Message]) -> Iterator[tuple[tuple[Message, ...], str]]:
    for key, value in node.entries:
        for path, text in _leaves(value, faces):
            yield (_face(key, faces), *path), text


def _name_of(node: Node, faces: Mapping[str, Message]) -> str:
    """An entry of a list by its name, so that one added before it does not make it another."""
    if not isinstance(node, Pairs):
        return ""
    naming = {faces[name] for name in _NAMES if name in faces}
    return next((v.value for k, v in node.entries if faces.get(k.value) in naming and isinstance(v, Text)), "")
