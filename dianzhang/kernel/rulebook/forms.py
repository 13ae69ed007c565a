"""One mapping of a rule block, read key by key: unknown keys, missing ones and wrong shapes are reported here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..messages import Message
from ..vocabulary import nearest
from .nodes import Items, Node, Pairs, Text
from .problems import Place, Report

Keys = Mapping[str, tuple[str, ...]]  # English key -> its faces, Chinese first

_PIECE: Final = re.compile(r"[^、]+")


class Form:
    """The keys of one mapping by their English names.  ``what`` names the mapping in messages (审批, gate)."""

    def __init__(self, pairs: Pairs, keys: Keys, report: Report, what: tuple[str, str]) -> None:
        self.pairs, self.keys, self.report, self.what = pairs, keys, report, what
        self.nodes: dict[str, Node] = {}
        faces = {face: name for name, found in keys.items() for face in (*found, name)}
        unknown: list[tuple[Text, Node]] = []
        for key, node in pairs.entries:
            name = faces.get(key.value)
            if name is None:
                unknown.append((key, node))
            elif name in self.nodes:
                report.error(key.place, f"“{key.value}”写了两次", f"“{key.value}” is given twice")
            else:
                self.nodes[name] = node
        for key, node in unknown:
            near = self._unknown(key, faces)
            if near is not None:  # read on as if it were written right: what follows from one mistake is no other
                self.nodes.setdefault(faces[near], node)

    @property
    def place(self) -> Place:
        return self.pairs.place

    def face(self, name: str) -> str:
        """How messages call a key."""
        return self.keys[name][0] if self.keys[name] else name

    def has(self, name: str) -> bool:
        return name in self.nodes

    def node(self, name: str, *, need: bool = False) -> Node | None:
        node = self.nodes.get(name)
        if node is None and need:
            zh, en = self.what
            face = self.face(name)
            self.report.error(self.place, f"{zh}缺少“{face}”", f"the {en} lacks “{name}”")
        if isinstance(node, Text) and not node.value:
            self.report.error(node.place, f"“{self.face(name)}”后面没有内容", f"“{name}” is empty")
            return None
        return node

    def text(self, name: str, *, need: bool = False) -> Text | None:
        node = self.node(name, need=need)
        if node is None or isinstance(node, Text):
            return node
        self.report.error(node.place, f"“{self.face(name)}”应是一段文字", f"“{name}” must be one text")
        return None

    def value(self, name: str, default: str = "") -> str:
        """The text of a key that may be absent."""
        text = self.text(name)
        return text.value if text else default

    def texts(self, name: str, *, need: bool = False) -> list[Text]:
        """One text, several parted by 、, or a list of them."""
        return self.texts_of(self.node(name, need=need), self.face(name), name)

    def texts_of(self, node: Node | None, zh: str, en: str) -> list[Text]:
        found: list[Text] = []
        for one in node.nodes if isinstance(node, Items) else [node] if node else []:
            if not isinstance(one, Text):
                self.report.error(one.place, f"“{zh}”里应是文字", f"“{en}” must hold texts")
            elif one.quoted or "、" not in one.value:
                found.append(one)
            else:
                for piece in _PIECE.finditer(one.value):
                    word = piece[0].strip()
                    if word:
                        at = piece.start() + piece[0].index(word)
                        found.append(Text(word, one.at(at, len(word))))
        return found

    def pairs_of(self, name: str, *, need: bool = False) -> Pairs | None:
        node = self.node(name, need=need)
        if node is None or isinstance(node, Pairs):
            return node
        self.report.error(node.place, f"“{self.face(name)}”应是键和值", f"“{name}” must be keys and values")
        return None

    def forms(self, name: str, keys: Keys, what: tuple[str, str], *, need: bool = False) -> list[Form]:
        """A mapping or a list of them."""
        node = self.node(name, need=need)
        return forms_of(node, keys, self.report, what) if node else []

    def _unknown(self, key: Text, faces: Mapping[str, str]) -> str | None:
        """Report a key that is not known; the known one that was probably meant."""
        zh = "、".join(found[0] for found in self.keys.values() if found)
        en = ", ".join(self.keys)
        near = nearest(key.value, faces)
        self.report.error(
            key.place,
            f"{self.what[0]}没有“{key.value}”这个键",
            f"the {self.what[1]} has no key “{key.value}”",
            Message(
                (f"是不是 {near}？" if near else "") + f"（可用：{zh}）",
                (f"do you mean {near}? " if near else "") + f"(available: {en})",
            ),
        )
        return near


def forms_of(node: Node, keys: Keys, report: Report, what: tuple[str, str]) -> list[Form]:
    """The mappings of a node that is one or a list of them."""
    found = []
    for one in node.nodes if isinstance(node, Items) else (node,):
        if isinstance(one, Pairs):
            found.append(Form(one, keys, report, what))
        elif isinstance(one, Text) and re.match(r"[^\s:]{1,20}:\S", one.value):
            place = one.at(one.value.index(":"))
            report.error(place, "冒号后面要有一个空格", "a colon needs a space after it")
        else:
            report.error(one.place, f"{what[0]}应写成键和值", f"the {what[1]} must be keys and values")
    return found
