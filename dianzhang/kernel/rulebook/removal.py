"""Taking one rule out of a rulebook's text, exactly."""

from __future__ import annotations

import re

from ..vocabulary import Vocabulary
from .compiler import Compiled, compile  # noqa: A004 - the word of the trade
from .document import Section
from .nodes import Items, Node, Pairs, Text

Spot = tuple[int, int]  # line and column, from 1


def without(text: str | bytes, rule_id: str) -> str:
    """The text without one rule.  Raises KeyError when it has no such rule."""
    return cut(compile(text, Vocabulary()), rule_id)  # where a rule stands does not depend on its words


def cut(compiled: Compiled, rule_id: str) -> str:
    """As :func:`without`, for a text that is compiled already."""
    target = compiled.origin[rule_id]
    assert compiled.document is not None
    section = next(s for s in compiled.document.sections if s.id == rule_id.rpartition("/")[0])
    chain = _chain(section, target)
    while len(chain) > 1 and _alone(*chain[-1]):
        chain.pop()
    container, index = chain[-1]
    lines = list(compiled.document.lines)
    if container.flow:
        _cut_flow(lines, container, index)
    else:
        _cut_block(lines, container, index)
    return "\n".join(lines)


def _chain(section: Section, target: Node) -> list[tuple[Items | Pairs, int]]:
    """From the block's root to the target: each container, and which of its children is on the way."""

    def search(node: Node) -> list[tuple[Items | Pairs, int]] | None:
        if node is target:
            return []
        if isinstance(node, Text):
            return None
        for index, child in enumerate(_children(node)):
            below = search(child)
            if below is not None:
                return [(node, index), *below]
        return None

    for block in section.blocks:
        if block.node is not None and (found := search(block.node)):
            return found
    raise KeyError(section.id)


def _children(node: Items | Pairs) -> list[Node]:
    return [value for _, value in node.entries] if isinstance(node, Pairs) else list(node.nodes)


def _alone(container: Items | Pairs, index: int) -> bool:
    """Whether the container says nothing without this child: the only one of a list, the items of a check."""
    if isinstance(container, Items):
        return len(container.nodes) == 1
    return container.entries[index][0].value in ("项", "items")


def _begin(container: Items | Pairs, index: int) -> Spot:
    """Where a child begins, with its key or its opening quote."""
    node: Node = container.entries[index][0] if isinstance(container, Pairs) else container.nodes[index]
    return node.place.line, node.place.column - (isinstance(node, Text) and node.quoted)


def _cut_flow(lines: list[str], container: Items | Pairs, index: int) -> None:
    """Out of brackets, with the comma that parts it from its neighbour."""
    children = _children(container)
    if index + 1 < len(children):
        begin, end = _begin(container, index), _begin(container, index + 1)
    elif index:
        begin, end = children[index - 1].end, children[index].end
    else:
        begin, end = _begin(container, index), children[index].end
    head, tail = lines[begin[0] - 1][: begin[1] - 1], lines[end[0] - 1][end[1] - 1 :]
    lines[begin[0] - 1 : end[0]] = [head + tail]


def _cut_block(lines: list[str], container: Items | Pairs, index: int) -> None:
    """Whole lines; the dash of a list may stand on a line of its own before."""
    first = _begin(container, index)[0]
    last = _children(container)[index].end[0]
    if isinstance(container, Items):
        while not re.match(r"\s*-(\s|$)", lines[first - 1]) and first > 1:
            first -= 1
    del lines[first - 1 : last]
