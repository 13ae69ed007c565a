"""Generated formulas: the fast way, the explained way and plain Python decimals agree."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.units import Unit

Values = Mapping[str, Any]
NUMBERS = ("订单数", "净额", "3C占比", "非标品数")
FUNCTIONS = ("最小", "MAX", "求和")
TRUTHS = ("是会员", "已付或完成")
SCOPE = Scope([*(Symbol(name) for name in NUMBERS), *(Symbol(name, unit=Unit.TRUTH) for name in TRUTHS)])


@dataclass(frozen=True)
class Sample:
    """A formula's text, how strongly it binds, and what it should give."""

    text: str
    strength: int
    reckon: Callable[[Values], Any]

    def within(self, least: int) -> str:
        return self.text if self.strength >= least else f"（{self.text}）"


def _constant(number: Decimal) -> Sample:
    return Sample(f"{number:f}", 9, lambda values: number)


def _name(name: str) -> Sample:
    return Sample(name, 9, lambda values: values[name])


def _arithmetic(parts: tuple[Sample, str, Sample]) -> Sample:
    left, sign, right = parts
    level = 5 if sign in "+–" else 6

    def reckon(values: Values) -> Decimal | None:
        one, other = left.reckon(values), right.reckon(values)
        if one is None or other is None or (sign == "÷" and other == 0):
            return None
        return {"+": one.__add__, "–": one.__sub__, "×": one.__mul__, "÷": one.__truediv__}[sign](other)

    return Sample(f"{left.within(level)} {sign} {right.within(level + 1)}", level, reckon)


def _function(parts: tuple[str, list[Sample]]) -> Sample:
    name, arguments = parts

    def reckon(values: Values) -> Decimal | None:
        found = [argument.reckon(values) for argument in arguments]
        if None in found:
            return None
        return {"最小": min, "MAX": max, "求和": _total}[name](found)

    return Sample(f"{name}({'， '.join(argument.text for argument in arguments)})", 9, reckon)


def _total(found: list[Decimal]) -> Decimal:
    total = +found[0]
    for number in found[1:]:
        total += number
    return total


def _round(parts: tuple[Sample, int]) -> Sample:
    inner, places = parts

    def reckon(values: Values) -> Decimal | None:
        number = inner.reckon(values)
        if number is None:
            return None
        number = +number
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        return number if exponent >= -places else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    return Sample(f"四舍五入({inner.text}, {places})", 9, reckon)


def _compare(parts: tuple[Sample, str, Sample]) -> Sample:
    left, sign, right = parts

    def reckon(values: Values) -> bool | None:
        one, other = left.reckon(values), right.reckon(values)
        if one is None or other is None:
            return None
        return {"<": one < other, "≤": one <= other, "＝": one == other, "<>": one != other, "超过": one > other}[sign]

    return Sample(f"{left.within(5)} {sign} {right.within(5)}", 4, reckon)


def _logic(parts: tuple[Sample, str, Sample]) -> Sample:
    left, word, right = parts
    level = 2 if word == "且" else 1

    def reckon(values: Values) -> bool | None:
        sides = (left.reckon(values), right.reckon(values))
        if (word == "或") in sides:
            return word == "或"
        return None if None in sides else word == "且"

    return Sample(f"{left.within(level)} {word} {right.within(level + 1)}", level, reckon)


def _not(inner: Sample) -> Sample:
    def reckon(values: Values) -> bool | None:
        truth = inner.reckon(values)
        return None if truth is None else not truth

    return Sample(f"非{inner.within(4)}", 3, reckon)


def _choose(parts: tuple[Sample, Sample, Sample]) -> Sample:
    condition, then, otherwise = parts

    def reckon(values: Values) -> Any:
        holds = condition.reckon(values)
        return None if holds is None else (then if holds else otherwise).reckon(values)

    return Sample(f"如果({condition.text}, {then.text}, {otherwise.text})", 9, reckon)


DECIMALS = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False)
LEAVES = st.one_of(st.builds(_constant, DECIMALS), st.builds(_name, st.sampled_from(NUMBERS)))


def _numbers(inner: st.SearchStrategy[Sample]) -> st.SearchStrategy[Sample]:
    return st.one_of(
        st.builds(_arithmetic, st.tuples(inner, st.sampled_from("+–×÷"), inner)),
        st.builds(
            _function, st.tuples(st.sampled_from(["最小", "MAX", "求和"]), st.lists(inner, min_size=1, max_size=3))
        ),
        st.builds(_round, st.tuples(inner, st.integers(0, 4))),
        st.builds(_choose, st.tuples(_conditions(inner), inner, inner)),
    )


def _conditions(numbers: st.SearchStrategy[Sample]) -> st.SearchStrategy[Sample]:
    return st.one_of(
        st.builds(_name, st.sampled_from(TRUTHS)),
        st.builds(_compare, st.tuples(numbers, st.sampled_from(["<", "≤", "＝", "<>", "超过"]), numbers)),
    )


NUMERIC = st.recursive(LEAVES, _numbers, max_leaves=12)
TRUTH = st.recursive(
    _conditions(NUMERIC),
    lambda inner: st.one_of(
        st.builds(_logic, st.tuples(inner, st.sampled_from("且或"), inner)),
        st.builds(_not, inner),
    ),
    max_leaves=4,
)
GIVEN = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=3)) for name in NUMBERS}
    | {name: st.one_of(st.none(), st.booleans()) for name in TRUTHS}
)


@given(st.one_of(NUMERIC, TRUTH), GIVEN)
@settings(max_examples=200, deadline=None)
def test_fast_explained_and_reference_agree(sample: Sample, values: dict[str, Any]) -> None:
    formula = parse(sample.text, SCOPE)
    with decimal.localcontext(decimal.Context(prec=28, rounding=ROUND_HALF_EVEN)):
        expected = sample.reckon(values)
    fast, explained = formula.value(values), formula.explain(values)
    assert fast == expected
    assert explained.value == expected
    assert (explained.reason is None) == (expected is not None)
    assert explained.steps[-1].text == explained.line
    assert formula.names <= {*NUMBERS, *TRUTHS}


@given(st.one_of(NUMERIC, TRUTH), GIVEN)
@settings(max_examples=150, deadline=None)
def test_the_explained_line_reads_back_as_the_same_formula(sample: Sample, values: dict[str, Any]) -> None:
    """With the values taken out again, the written line is a formula with the same value: brackets are right."""
    explained = parse(sample.text, SCOPE).explain(dict.fromkeys(values))
    written = explained.line.zh.partition(" = 无值")[0].replace(" 无值", "")
    written = re.sub(r"(?<=\d),(?=\d{3})", "", written)
    if "…" in written or explained.value is not None:
        return
    again = parse(written, SCOPE)
    assert again.value(values) == parse(sample.text, SCOPE).value(values)
