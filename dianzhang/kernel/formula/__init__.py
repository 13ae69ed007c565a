"""Formulas: one small language for checks, metrics, scorecards, pay and conditions.

scope = Scope([Symbol("nps_rate", ("NPS达成率",), Unit.RATIO), Symbol("base", ("基础绩效工资",), Unit.MONEY)])
formula = parse("基础绩效工资 * NPS达成率 * 70%", scope)
formula.value({"base": Decimal(2000), "nps_rate": Decimal("0.96")})      # Decimal('1344.0000')
formula.explain({...}).line.zh                                           # 基础绩效工资 2,000.00 × … = 1,344.00
"""

from .errors import FormulaError, FormulaErrors
from .explain import Explanation, Step
from .formula import LONGEST, Formula, parse
from .number import read_quantity
from .scope import Scope, name_problem
from .show import plain_number, show
from .tree import Symbol

__all__ = [
    "LONGEST",
    "Explanation",
    "Formula",
    "FormulaError",
    "FormulaErrors",
    "Scope",
    "Step",
    "Symbol",
    "name_problem",
    "parse",
    "plain_number",
    "read_quantity",
    "show",
]
