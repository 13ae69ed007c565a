"""Random text is a formula or gets errors within the text; nothing else ever comes out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dianzhang.kernel.formula import FormulaErrors, parse, read_quantity

from .words import SCOPE, SYMBOLS

PIECES = st.sampled_from(
    [face for symbol in SYMBOLS for face in symbol.faces]
    + list("+-*/()[]（）【】＋－×÷<>=≤≥≠!&|,，;；:：%％.。“”\"'「」¥ \n1230万元分天且或非是否")
    + ["且", "或", "非", "如果", "则", "否则", "其余", "阶梯(", "MIN(", "ROUND(", "IF(", "AND", "NOT", "——", "1,000"]
    + [
        "未付款",
        "已完成",
        "待发货",
        "10分钟",
        "3个工作日",
        "50%",
        "1e5",
        "2000元",
        "5单",
        "^",
        "@",
        "名",
        "x_1",
        "不满",
    ]
)
GIVEN = {
    "orders": Decimal(5),
    "sales": Decimal("12.5"),
    "completion": Decimal("0.4"),
    "payment": "paid",
    "is_member": True,
}


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
@settings(max_examples=600, deadline=None)
@example("1..2")
@example("\ud800")
@example("阶梯(阶梯(1,<2:3),<4:5")
@example("١٢ + ²")
def test_random_text(text: str) -> None:
    try:
        formula = parse(text, SCOPE)
    except FormulaErrors as caught:
        errors = caught
    else:
        assert formula.value(GIVEN) == formula.explain(GIVEN).value
        assert formula.value({}) == formula.explain({}).value
        return
    assert errors.errors
    for error in errors.errors:
        assert 0 <= error.offset <= len(text)
        assert error.length >= 1
        assert error.message.zh
        assert error.message.en
    assert errors.render("en")


@given(st.text(alphabet="0123456789.,+-−eE元%万亿分钟天¥ 个x", max_size=30))
@settings(max_examples=300, deadline=None)
def test_random_quantities(text: str) -> None:
    found = read_quantity(text)
    assert not isinstance(found, tuple) or abs(found[0]) <= 10**15
