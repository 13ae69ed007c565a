"""Whether checked parts fit: a truth, a number, several parts of one unit, points among money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..messages import Message
from ..units import Unit
from .algebra import NUMERIC, name_of
from .errors import Report
from .tree import Broken, InMoney, Name, Node, children


class Fitter:
    """Reports what does not fit, and puts a *broken* part in its place."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def _broken(self, node: Node, message: Message, hint: Message | None = None) -> Broken:
        self._report.error(node.start, node.end, message, hint)
        return Broken(start=node.start, end=node.end)

    def _truth(self, checked: Node) -> Node:
        if isinstance(checked, Broken) or checked.unit is Unit.TRUTH:
            return checked
        have = name_of(checked.unit)
        return self._broken(
            checked,
            Message(f"这里要一个条件，这是{have.zh}", f"a condition is wanted, this is {have.en}"),
            Message("条件写成比较，如 订单数 > 5；几个条件各自写全", "write a comparison; write out each of several"),
        )

    def _number(self, checked: Node) -> Node:
        if isinstance(checked, Broken) or checked.unit in NUMERIC:
            return checked
        have = name_of(checked.unit)
        return self._broken(checked, Message(f"这里要一个数，这是{have.zh}", f"a number is wanted, this is {have.en}"))

    def _join(self, nodes: Sequence[Node]) -> tuple[list[Node], Unit] | None:
        """The parts and the one unit that fits them all: points among money by their rate, bare numbers anywhere.

        None, after reporting, when there is none; also when a part is broken.
        """
        if any(isinstance(node, Broken) for node in nodes):
            return None
        units = {node.unit for node in nodes} - {Unit.BARE}
        if units == {Unit.MONEY, Unit.POINTS}:
            nodes = [self._in_money(node) if node.unit is Unit.POINTS else node for node in nodes]
            return None if any(isinstance(node, Broken) for node in nodes) else (list(nodes), Unit.MONEY)
        if not units:
            return list(nodes), Unit.BARE
        first = next(node for node in nodes if node.unit is not Unit.BARE)
        bare_fits = units <= NUMERIC
        for node in nodes:
            if node.unit is not first.unit and not (bare_fits and node.unit is Unit.BARE):
                self._mismatch(first, node)
                return None
        return list(nodes), first.unit

    def _mismatch(self, first: Node, other: Node) -> Broken:
        left, right = name_of(first.unit), name_of(other.unit)
        message = Message(
            f"单位不合：前面是{left.zh}，这里是{right.zh}", f"{left.en} and {right.en} do not fit together"
        )
        return self._broken(other, message)

    def _in_money(self, node: Node) -> Node:
        rates = _rates(node)
        if len(rates) == 1:
            return InMoney(start=node.start, end=node.end, unit=Unit.MONEY, operand=node, rate=rates.pop())
        if rates:
            message = Message("这些分折合的金额不同，不能合在一起", "these points are worth different amounts")
        else:
            message = Message("分和金额合在一起，要先定一分合多少元", "points among money need a declared rate")
        hint = Message(
            "写明一分合多少元，如 评分 ÷ 1分 × 10元", "say what a point is worth, like score ÷ 1 point × 10 yuan"
        )
        return self._broken(node, message, hint)


def _rates(node: Node) -> set[Decimal]:
    """The yuan per point of all names of points within a node whose unit is points."""
    found: set[Decimal] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Name) and part.unit is Unit.POINTS:
            rate = part.symbol.yuan_per_point
            if rate is None:
                return set()
            found.add(Decimal(rate))
        elif part.unit is Unit.POINTS or part is node:
            stack.extend(children(part))
    return found
