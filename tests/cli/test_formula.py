"""`dianzhang formula`: names and values from the call, a document for programs, 2 for a wrong call."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dianzhang.cli.formula import formula

BONUS = "基础绩效工资 * (NPS达成率 * 70% + FCR达成率 * 30%) – 投诉扣罚分"
LIN_XIAO = ("基础绩效工资=2000", "NPS达成率=0.96", "FCR达成率=107%", "投诉扣罚分＝0")


def call(text: str, *given: str, flags: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(formula, [text, *(part for pair in given for part in ("--set", pair)), *flags])


def document(text: str, *given: str) -> dict[str, Any]:
    result = call(text, *given, flags=("--json",))
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_value_for_people_and_for_programs() -> None:
    result = call(BONUS, *LIN_XIAO)
    assert (result.exit_code, result.stdout) == (0, "1986\n")
    found = document(BONUS, *LIN_XIAO)
    assert found["value"] == "1986"
    assert found["reason"] is None
    assert found["steps"][0] == {
        "text": "NPS达成率 0.96 × 70% = 0.672",
        "text_en": "NPS达成率 0.96 × 70% = 0.672",
        "value": "0.672",
    }


def test_explain_shows_every_step() -> None:
    lines = call("总额 × 2 + 1元", "总额=5元", flags=("--explain",)).stdout.splitlines()
    assert lines == ["总额 5.00 × 2 = 10.00", "总额 5.00 × 2 + 1.00 = 11.00", "11"]


@pytest.mark.parametrize(
    ("text", "given", "value"),
    [
        ("1 / 3", (), "0.3333333333333333333333333333"),
        ("a + 5元", ("a=1",), "6"),
        ("a + 50%", ("a=1",), "1.5"),
        ("a > 10分钟", ("a=601",), "true"),
        ("非 a", ("a=否",), "true"),
        ("a 且 b", ("a=true", "b=No"), "false"),
        ("a × b", ("a=2,000元", "b=50%"), "1000"),
        ("a - b", ("a=-5", "b=－5"), "0"),
        ("a = “急件”", ("a=急件",), "true"),
        ("a - b", ("a=2026-02-03", "b=2026-02-01"), "172800"),
        ("a + 1天", ("a=2026-02-28",), "2026-03-01"),
        ("a - b", ("a=2026-02-01T09:00+08:00", "b=2026-02-01T00:00:00+00:00"), "3600"),
        ("如果(a > 5, “高”, “低”)", ("a=6",), "高"),
        ("IF(a > 5, 1, b)", ("a=6", "b="), "1"),
    ],
)
def test_values_of_every_kind(text: str, given: tuple[str, ...], value: str) -> None:
    assert document(text, *given)["value"] == value


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [("a / b", ("a=1", "b=0"), "除数为零：b 0"), ("a + b", ("a=1", "b="), "缺少“b”"), ("1 / 0", (), "除数为零：0")],
)
def test_no_value_is_an_answer_with_its_reason(text: str, given: tuple[str, ...], said: str) -> None:
    found = document(text, *given)
    assert found["value"] is None
    assert found["reason"] == said
    assert said in call(text, *given).stdout


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("1 +", (), "后面缺少内容"),
        ("总额 + 税", ("总额=5",), "没有“税”这个名称"),
        ("总额 + 比例", ("总额=5元", "比例=5%"), "单位不合"),
        ("(" * 10_000 + "1" + ")" * 10_000, (), "超过"),
        ("(" * 4_000 + "1" + ")" * 4_000, (), "嵌套太深"),
        ("a", ("a",), "写成 名=值"),
        ("a", ("a=1", "a=2"), "给了两次"),
        ("a", ("a=12x",), "不是数"),
        ("a", ("a=1e18",), "科学记数法"),
        ("且", ("且=1",), "不能作名称"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_why(text: str, given: tuple[str, ...], said: str) -> None:
    result = call(text, *given, flags=("--json",))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr


def test_the_steps_in_english() -> None:
    words = ["单价 × 2 > 5", "--set", "单价=3元", "--explain", "--language"]
    chinese, english = (CliRunner().invoke(formula, [*words, language]).output for language in ("zh", "en"))
    assert chinese.splitlines()[-1] == "是"
    assert english.splitlines()[-1] == "yes"
    assert len(chinese.splitlines()) == len(english.splitlines())
    assert CliRunner().invoke(formula, [*words, "fr"]).exit_code == 2
