"""A compiled formula, and how to get one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..messages import Message
from ..units import Unit
from .check import Checker
from .closures import closure
from .cursor import StopReading
from .english import in_english
from .errors import FormulaErrors, Report
from .explain import Explanation, explain
from .lexer import Lexer
from .parser import Parser
from .questions import Question, questions_of
from .scope import Scope
from .tree import Name, Node, children

if TYPE_CHECKING:
    import polars as pl

    from .bulk import BulkColumn, Table

LONGEST = 10_000  # characters


class Formula:
    """A checked formula.  ``names`` are the canonical names that its value depends on.

    ``questions`` are what it asks about texts (包含); ``reads`` are the names, and the keys under which the answers are
    found where a text itself is gone.  ``former`` are words of before that it still says.

    ``values`` of `value` and `explain` map canonical names to Decimal (or int), bool, str, aware datetime or date;
    a name that is absent or None has no value.
    """

    __slots__ = ("_numeric", "_run", "former", "names", "questions", "reads", "text", "tree", "unit")

    def __init__(self, text: str, tree: Node) -> None:
        self.text = text
        self.tree = tree
        self.unit = tree.unit
        self.names = _names(tree)
        asked = questions_of(tree)
        self.questions = tuple(Question(key, _names(node), closure(node)) for key, node in asked.items())
        self.former = tuple(node.former for node in asked.values() if node.former is not None)
        self.reads = self.names | asked.keys() | {symbol.name for symbol in self.former}
        self._run = closure(tree)
        self._numeric = tree.unit not in (Unit.TRUTH, Unit.TEXT, Unit.TIME, Unit.DATE)

    def value(self, values: Mapping[str, Any]) -> Any:
        """The value, or None for *no value*; `explain` says why."""
        try:
            value = self._run(values)
        except ArithmeticError:  # out of range
            return None
        return _finite(value) if self._numeric else value

    def explain(self, values: Mapping[str, Any]) -> Explanation:
        """The same value with its steps, and the reason where there is none."""
        found = explain(self.tree, values)
        if not self._numeric or found.value is None:
            return found
        value = _finite(found.value)
        reason = None if value is not None else Message("输入里有不是数的值", "an input is not a number")
        return Explanation(value, reason, found.steps)

    @property
    def english(self) -> str:
        """The text as people read it in English: names, words and signs; what has no English name keeps its own."""
        return in_english(self.text, self.tree)

    def bulk(self, given: pl.DataFrame | Table, places: int = 2) -> BulkColumn:
        """The values of many rows at once, numbers rounded half up to ``places`` decimals: to the cent, as pay lines.

        Columns of ``given`` go by canonical name; see `bulk.Table` for what they hold.  Equal to `value` in every row.
        """
        from .bulk import bulk  # polars is loaded by those who need it

        return bulk(self, given, places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and (self.text, self.tree) == (other.text, other.tree)

    def __hash__(self) -> int:
        return hash((self.text, self.unit, self.names))

    def __repr__(self) -> str:
        return f"Formula({self.text!r}, {self.unit.value})"

    def __reduce__(self) -> tuple[type[Formula], tuple[str, Node]]:
        return Formula, (self.text, self.tree)  # closures cannot be pickled, trees can


def parse(text: str, scope: Scope, *, origin: tuple[int, int] = (1, 1), expect: Unit | None = None) -> Formula:
    """Read and check a formula.

    ``origin`` is the line and column at which it begins in a larger text, ``expect`` the unit that it should have
    (a bare number fits any unit, points become money by their rate).  Raises FormulaErrors with all errors found.
    """
    report = Report(text, origin)
    if len(text) > LONGEST:
        message = Message(f"公式超过 {LONGEST:,} 个字", f"the formula is longer than {LONGEST:,} characters")
        report.error(0, 1, message, Message("请拆成几个指标", "split it into several metrics"))
        raise FormulaErrors(text, report.errors)
    tokens = Lexer(text, scope, report).tokens()
    try:
        tree = Checker(report).check(Parser(text, tokens, scope, report).parse(), expect)
    except StopReading:
        raise FormulaErrors(text, report.errors) from None
    if report.errors:
        raise FormulaErrors(text, report.errors)
    return Formula(text, tree)


def _names(tree: Node) -> frozenset[str]:
    found: set[str] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Name):
            found.add(node.symbol.name)
        stack.extend(children(node))
    return frozenset(found)


def _finite(value: Any) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, Decimal):
        return Decimal(value)
    return value if value.is_finite() else None
