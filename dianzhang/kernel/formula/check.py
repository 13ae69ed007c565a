"""Checking a syntax tree: what every word means and what every part counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ..messages import Message
from ..units import Unit
from ..vocabulary import nearest
from .algebra import NUMERIC, ORDERED, advice, name_of, product, quotient
from .fitting import Fitter
from .holding import plainly
from .moments import moments
from .questions import as_written_now
from .tree import (
    Broken,
    Call,
    Chain,
    Choose,
    Compare,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Symbol,
    Tiers,
    Word,
)


class Checker(Fitter):
    """Checks one tree.  Whatever is wrong is reported once and becomes *broken*, which fits everywhere."""

    def check(self, node: Node, expect: Unit | None = None) -> Node:
        """The tree with units.  ``expect`` is the unit that the whole formula should have."""
        checked = self._visit(node)
        if expect is None or isinstance(checked, Broken) or checked.unit is expect:
            return checked
        if expect in NUMERIC and checked.unit is Unit.BARE:
            return replace(checked, unit=expect)
        if expect is Unit.BARE and checked.unit in NUMERIC:
            return checked
        if expect is Unit.MONEY and checked.unit is Unit.POINTS:
            return self._in_money(checked)
        want, have = name_of(expect), name_of(checked.unit)
        message = Message(f"这里要的是{want.zh}，公式算出的是{have.zh}", f"{want.en} is wanted, this is {have.en}")
        return self._broken(checked, message)

    def _visit(self, node: Node) -> Node:
        match node:
            case Word():
                return self._word(node)
            case Chain():
                return self._chain(node)
            case Compare():
                return self._compare(node)
            case Logic():
                operands = tuple(self._truth(self._visit(operand)) for operand in node.operands)
                return replace(node, operands=operands, unit=Unit.TRUTH)
            case Not():
                return replace(node, operand=self._truth(self._visit(node.operand)), unit=Unit.TRUTH)
            case Choose():
                return self._choose(node)
            case Tiers():
                return self._tiers(node)
            case Call():
                return self._call(node)
            case Negative():
                operand = self._number(self._visit(node.operand))
                return operand if isinstance(operand, Broken) else replace(node, operand=operand, unit=operand.unit)
            case _:
                return node

    # --- words -----------------------------------------------------------------------------------------------

    def _word(self, word: Word) -> Node:
        if len(word.meanings) == 1:
            return _meaning(word, word.meanings[0])
        if word.meanings:
            many = "、".join(symbol.name for symbol in word.meanings)
            return self._broken(
                word,
                Message(f"“{word.text}”有几个意思：{many}", f"“{word.text}” may be any of {many}"),
                Message("请写全名", "write the full name"),
            )
        zh, en = "、".join(s.zh for s in word.choices), ", ".join(s.en for s in word.choices)
        owner = word.choices[0]
        return self._broken(
            word,
            Message(f"“{word.text}”只能和 {zh} 比较", f"“{word.text}” can only be compared with {en}"),
            Message(f"写法：{owner.zh} = {word.text}", f"write {owner.en} = {word.text}"),
        )

    def _choice(self, node: Node, symbol: Symbol) -> Node:
        """``node`` as one of the choices of a symbol that it is compared with."""
        choices = symbol.choices or {}
        if isinstance(node, Word) and symbol not in node.choices:
            return self._visit(node)
        if isinstance(node, Word):
            text = node.text
        elif isinstance(node, Constant) and node.unit is Unit.TEXT:
            text = str(node.value)
        else:
            return self._visit(node)
        for code, zh in choices.items():
            if text in (code, zh):
                return Constant(start=node.start, end=node.end, value=code, unit=Unit.TEXT, zh=zh, en=code)
        near = nearest(text, [*choices.values(), *choices])
        return self._broken(
            node,
            Message(f"“{symbol.zh}”没有“{text}”这一项", f"{symbol.en} has no “{text}”"),
            Message(
                f"是不是“{near}”？" if near else f"可用：{' '.join(choices.values())}",
                f"did you mean “{near}”?" if near else f"there are: {' '.join(choices)}",
            ),
        )

    # --- arithmetic ------------------------------------------------------------------------------------------

    def _chain(self, chain: Chain) -> Node:
        parts = [(sign, self._visit(part)) for sign, part in (("", chain.first), *chain.rest)]
        if any(isinstance(part, Broken) for _, part in parts):
            return Broken(start=chain.start, end=chain.end)
        if chain.rest[0][0] in "*/":
            return self._product(chain, parts)
        if any(part.unit in (Unit.TIME, Unit.DATE) for _, part in parts):
            return self._moments(chain, parts)
        for _, part in parts:
            if part.unit not in NUMERIC:
                return self._number(part)
        joined = self._join([part for _, part in parts])
        if joined is None:
            return Broken(start=chain.start, end=chain.end)
        nodes, unit = joined
        rest = tuple((sign, node) for (sign, _), node in zip(parts[1:], nodes[1:], strict=True))
        return replace(chain, first=nodes[0], rest=rest, unit=unit)

    def _product(self, chain: Chain, parts: list[tuple[str, Node]]) -> Node:
        for _, part in parts:
            if part.unit not in NUMERIC:
                return self._number(part)
        unit = parts[0][1].unit
        for sign, part in parts[1:]:
            found = product(unit, part.unit) if sign == "*" else quotient(unit, part.unit)
            if found is None:
                left, right = name_of(unit), name_of(part.unit)
                face = "×" if sign == "*" else "÷"
                message = Message(
                    f"{left.zh} {face} {right.zh} 没有意义", f"{left.en} {face} {right.en} has no meaning"
                )
                return self._broken(part, message, advice(sign, unit, part.unit))
            unit = found
        return replace(chain, first=parts[0][1], rest=tuple(parts[1:]), unit=unit)

    def _moments(self, chain: Chain, parts: list[tuple[str, Node]]) -> Node:
        found = moments(chain, parts)
        if isinstance(found, Node):
            return found
        return self._broken(
            found.wrong,
            Message("时刻这样加减没有意义", "times do not add up like this"),
            Message("时刻减时刻是时长；时刻可以加减时长，如 2小时", "time − time is a duration; time ± 2 hours a time"),
        )

    # --- comparison and choice -------------------------------------------------------------------------------

    def _compare(self, compare: Compare) -> Node:
        raw = [compare.first, *(part for _, part in compare.rest)]
        signs = [sign for sign, _ in compare.rest]
        if len(signs) > 1 and not (set(signs) <= {"<", "<="} or set(signs) <= {">", ">="}):
            return self._broken(
                compare,
                Message("连写的比较要同一个方向", "comparisons in a row must point the same way"),
                Message("写法：30% <= 完成率 < 100%", "write 30% <= rate < 100%"),
            )
        joined = self._join(self._dates(self._compared(raw)))
        if joined is None:
            return Broken(start=compare.start, end=compare.end, unit=Unit.TRUTH)
        nodes, unit = joined
        if unit not in ORDERED and not set(signs) <= {"=", "<>"}:
            have = name_of(unit)
            message = Message(f"{have.zh}只能用 = 或 ≠ 比较", f"{have.en} can only be compared with = or ≠")
            return self._broken(compare, message)
        return replace(compare, first=nodes[0], rest=tuple(zip(signs, nodes[1:], strict=True)), unit=Unit.TRUTH)

    def _compared(self, raw: list[Node]) -> list[Node]:
        """Both sides, where a name with choices on one side gives the words of the other side their meaning."""
        if len(raw) == 2:
            for index in (0, 1):
                side = raw[index]
                if isinstance(side, Word) and len(side.meanings) == 1 and side.meanings[0].choices:
                    other = self._choice(raw[1 - index], side.meanings[0])
                    return [self._visit(side), other] if index == 0 else [other, self._visit(side)]
        return [self._visit(node) for node in raw]

    def _dates(self, nodes: list[Node]) -> list[Node]:
        """Texts beside dates read as dates."""
        if not any(node.unit is Unit.DATE for node in nodes):
            return nodes
        return [self._date(n) if isinstance(n, Constant) and n.unit is Unit.TEXT else n for n in nodes]

    def _date(self, node: Constant) -> Node:
        try:
            return replace(node, value=date.fromisoformat(node.value), unit=Unit.DATE)
        except ValueError:
            message = Message(f"“{node.value}”不是日期", f"“{node.value}” is not a date")
            return self._broken(node, message, Message("写法：“2026-02-01”", "write “2026-02-01”"))

    def _choose(self, node: Choose) -> Node:
        condition = self._truth(self._visit(node.condition))
        joined = self._join([self._visit(node.then), self._visit(node.otherwise)])
        if joined is None or isinstance(condition, Broken):
            return Broken(start=node.start, end=node.end)
        (then, otherwise), unit = joined
        return replace(node, condition=condition, then=then, otherwise=otherwise, unit=unit)

    def _tiers(self, node: Tiers) -> Node:
        subject = self._visit(node.subject)
        bounds = [self._visit(bound) for _, bound, _ in node.rows]
        values = [self._visit(value) for _, _, value in node.rows]
        if node.otherwise:
            values.append(self._visit(node.otherwise))
        compared = self._join([subject, *bounds])
        joined = self._join(values)
        if compared is None or joined is None:
            return Broken(start=node.start, end=node.end)
        (subject, *bounds), unit_compared = compared
        if unit_compared not in ORDERED:
            return self._broken(subject, Message("阶梯要按数来分档", "TIERS needs a number to grade by"))
        nodes, unit = joined
        signs = [sign for sign, _, _ in node.rows]
        self._unreachable(signs, bounds)
        rows = tuple(zip(signs, bounds, nodes, strict=False))
        return replace(node, subject=subject, rows=rows, otherwise=nodes[-1] if node.otherwise else None, unit=unit)

    def _unreachable(self, signs: list[str], bounds: list[Node]) -> None:
        """A row that rows above it leave nothing for."""
        for index in range(1, len(signs)):
            before, bound = bounds[index - 1], bounds[index]
            if not (isinstance(before, Constant) and isinstance(bound, Constant)):
                continue
            if signs[index][0] == signs[index - 1][0] and _covers(
                signs[index - 1], before.value, signs[index], bound.value
            ):
                message = Message("前面的档已经包括这一档", "the rows above leave nothing for this one")
                self._report.error(bound.start, bound.end, message)

    def _call(self, call: Call) -> Node:
        arguments = [self._visit(argument) for argument in call.arguments]
        if call.function == "contains":
            return self._contains(call, arguments)
        if call.function in ("abs", "round", "sum"):
            arguments = [self._number(argument) for argument in arguments]
        joined = self._join(arguments)
        if joined is None:
            return Broken(start=call.start, end=call.end)
        nodes, unit = joined
        if unit not in ORDERED:
            return self._number(nodes[0])
        return replace(call, arguments=tuple(nodes), unit=unit)

    def _contains(self, call: Call, arguments: list[Node]) -> Node:
        """A text and words that are written out; a name with choices is compared, not searched."""
        text, *words = arguments
        if any(isinstance(part, Broken) for part in arguments):
            return Broken(start=call.start, end=call.end, unit=Unit.TRUTH)
        if text.unit is not Unit.TEXT or (isinstance(text, Name) and text.symbol.choices):
            have = name_of(text.unit) if text.unit is not Unit.TEXT else Message("选项", "a choice")
            message = Message(f"“包含”要在文字里找，这里是{have.zh}", f"CONTAINS looks in a text, this is {have.en}")
            return self._broken(text, message, Message("选项用 = 比较", "compare choices with ="))
        for word in words:
            if not (isinstance(word, Constant) and word.unit is Unit.TEXT and plainly(word.value).strip()):
                message = Message("“包含”要找的词要写在引号里，不能空着", "CONTAINS needs words in quotation marks")
                return self._broken(
                    word, message, Message("写法：包含(评价内容, “漏水”)", "write CONTAINS(text, “leaks”)")
                )
        return replace(call, arguments=tuple(arguments), unit=Unit.TRUTH)


def _meaning(word: Word, symbol: Symbol) -> Node:
    span: dict[str, Any] = {"start": word.start, "end": word.end, "unit": symbol.unit}
    if symbol.constant is not None:
        return Constant(**span, value=symbol.constant, zh=symbol.zh, en=symbol.en)
    if symbol.looks is not None:
        return as_written_now(symbol, word.start, word.end)
    return Name(**span, symbol=symbol)


def _covers(sign: str, bound: Any, later_sign: str, later: Any) -> bool:
    """Whether ``sign bound`` holds wherever ``later_sign later`` does; both point the same way."""
    if sign == "=" or sign == "<>":
        return False
    if bound == later:
        return len(sign) >= len(later_sign)
    return bool(later < bound if sign[0] == "<" else later > bound)
