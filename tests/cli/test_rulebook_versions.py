"""`dianzhang rulebook diff` and `export-schema`: what changes, and what an editor needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dianzhang import rulebooks
from tests.cli.conftest import call

pytestmark = pytest.mark.django_db


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    file = tmp_path / "新.md"
    file.write_text(rulebooks.read("B2").replace("时限: 10分钟", "时限: 5分钟"), encoding="utf-8")
    return file


def test_diff_says_what_changes_for_whom(stricter: Path) -> None:
    result = call("diff", "B2", str(stricter))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "2.3.4 客诉升级（service.escalate）", "  改动期限，涉及 经办人、客服组长", "    时限：10分钟 → 5分钟",
    ]  # fmt: skip


def test_diff_for_programs(stricter: Path) -> None:
    document = json.loads(call("diff", "B2", str(stricter), "--json").stdout)
    [change] = [c for c in document["changes"] if c["about"] == "期限"]
    assert change["clause"] == "service.escalate"
    assert change["what"] == "changed"
    assert change["words"] == ["时限：10分钟 → 5分钟"]
    assert change["for"] == ["@owner", "service_lead"]


def test_everyone_is_a_word_and_not_a_list_of_posts(tmp_path: Path) -> None:
    new = tmp_path / "新.md"
    words = "权限: {岗位: 全员, 可做: [客诉.受理, 客诉.查看], 范围: 全部}"
    new.write_text(f"{rulebooks.read('B2')}\n# 十 加 {{#more}}\n\n```rule\n{words}\n```\n", encoding="utf-8")
    assert "  新增权限，涉及 全员" in call("diff", "B2", str(new)).stdout.splitlines()
    assert "  access added, concerns everyone" in call("diff", "B2", str(new), "--language", "en").stdout.splitlines()
    changes = json.loads(call("diff", "B2", str(new), "--json").stdout)["changes"]
    assert [change["everyone"] for change in changes] == [False, True]


def test_a_changed_pay_formula_comes_with_an_example_in_yuan(tmp_path: Path) -> None:
    new = tmp_path / "新.md"
    new.write_text(rulebooks.read("C18").replace("{底薪: 3500元}", "{底薪: 3600元}"), encoding="utf-8")
    assert call("diff", "C18", str(new)).stdout.splitlines()[1:] == [
        "  改动薪酬，涉及 主管", "    项目 · 底薪：3500元 → 3600元",
        "    如“方岚是主管”：底薪 3,500.00 元 → 3,600.00 元（+100.00）",
    ]  # fmt: skip


def test_no_difference_is_said_too() -> None:
    assert call("diff", "B2", "process-first").stdout == "process-first.md 和 process-first.md 没有分别。\n"
    assert json.loads(call("diff", "B2", "B2", "--json").stdout) == {"changes": []}


def test_a_rulebook_with_errors_cannot_be_compared(tmp_path: Path) -> None:
    wrong = tmp_path / "错.md"
    wrong.write_text(rulebooks.read("B2").replace("时限: 10分钟", "时限: 一会儿"), encoding="utf-8")
    result = call("diff", "B2", str(wrong))
    assert result.exit_code == 1
    assert "读不懂时限“一会儿”" in result.stdout


def test_the_schema_is_json_with_the_words_of_the_department() -> None:
    schema = json.loads(call("export-schema").stdout)
    assert {"期限", "deadline", "例", "examples"} <= schema["properties"].keys()
    assert "订单.发货" in json.dumps(schema["$defs"]["actions"], ensure_ascii=False)
