"""`dianzhang rulebook`: its answers for people and for programs, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dianzhang import rulebooks
from tests.cli.conftest import SMALL, call, document

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R1.4")
def test_check_says_what_is_wrong_and_ends_with_one(small: Path) -> None:
    small.write_text(SMALL.replace("客诉.上报,", "客诉.上报组长,").replace("10分钟", "一会儿"), encoding="utf-8")
    errors = document("check", str(small), code=1)["errors"]
    assert [(e["line"], e["column"], e["message"][:7]) for e in errors] == [
        (10, 19, "没有这个动作"),
        (10, 32, "读不懂时限“一"),
    ]
    assert "是不是 客诉.上报？" in errors[0]["hint"]
    shown = call("check", str(small))
    assert shown.exit_code == 1
    assert "小.md:10:19  一 客诉" in shown.output
    assert shown.output.rstrip().endswith("2 处错误，草案不能生效。")


def test_check_of_a_sound_rulebook(small: Path) -> None:
    assert document("check", str(small)) == {"errors": [], "warnings": [], "hints": []}
    assert "没有错误" in call("check", str(small)).output


def test_test_runs_the_examples_and_proves_the_rules(small: Path) -> None:
    found = document("test", str(small))
    assert [(e["example"], e["passed"]) for e in found["examples"]] == [("周可十分钟没动静", True)]
    assert found["rules"] == [{"id": "c/deadline-1", "clause": "c", "proved": True, "examples": ["周可十分钟没动静"]}]


@pytest.mark.parametrize(("expected", "said"), [("按时", "实际："), ("直接执行", "c/deadline-1：去掉这条规则")])
def test_test_ends_with_one_when_an_example_fails_or_proves_nothing(small: Path, expected: str, said: str) -> None:
    small.write_text(SMALL.replace("[逾期]", f"[{expected}]"), encoding="utf-8")
    result = call("test", str(small))
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.requirement("R2.5")
def test_coverage(small: Path) -> None:
    (clause,) = document("coverage", str(small))["clauses"]
    assert clause["id"] == "c"
    assert clause["title"] == "一 客诉"
    assert clause["status"] == "enforced"
    assert clause["rules"] == ["c/deadline-1"]
    assert clause["sources"] == ["B2-47"]
    assert call("coverage", str(small)).output.startswith("执行\t一 客诉\tB2-47")


@pytest.mark.parametrize("name", ["process-first", "B2", "b2"])
def test_a_shipped_rulebook_goes_by_its_code_or_alias(name: str) -> None:
    assert len(document("coverage", name)["clauses"]) > 90


@pytest.mark.requirement("R5.1")
def test_the_library_is_listed() -> None:
    result = call("library", "--json")
    assert result.exit_code == 0
    listed = {one["name"]: one for one in json.loads(result.stdout)}
    assert listed["B2"]["title"] == "电商部管理制度（流程型）"
    assert listed["B2"]["sources"][0] == "B2"
    (line,) = [line for line in call("library").output.splitlines() if line.startswith("B2 ")]
    assert [int(word) for word in line.split()[2:]] == counted("B2")


def test_the_library_is_listed_in_english_too() -> None:
    heads = call("library", "--language", "en").output.splitlines()[0].split()
    assert heads == ["name", "rulebook", "enforced", "recorded", "advisory", "awaiting", "unproved", "open"]


def counted(name: str) -> list[int]:
    statuses = [clause["status"] for clause in document("coverage", name)["clauses"]]
    return [statuses.count(s) for s in ("enforced", "recorded", "advisory", "awaiting", "unproved", "open")]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    result = call("check", "proces-first")
    assert result.exit_code == 2
    assert "是不是 process-first？" in result.output


def test_a_rulebook_that_does_not_compile_has_no_coverage(small: Path) -> None:
    small.write_text(SMALL.replace("客诉.受理, 到", "客诉.接手, 到"), encoding="utf-8")
    assert document("coverage", str(small), code=1)["errors"][0]["line"] == 10


def test_a_file_in_another_encoding_is_named_with_its_place(small: Path) -> None:
    small.write_bytes(SMALL.encode("gb18030"))
    (error,) = document("check", str(small), code=1)["errors"]
    assert (error["line"], error["column"]) == (2, 1)
    assert "GBK" in error["message"]


def test_what_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    missing = call("check", "没有这份")
    assert missing.exit_code == 2
    assert "process-first" in missing.output
    assert call("check", str(tmp_path)).exit_code == 2
    large = tmp_path / "大.md"
    large.write_bytes(b"a" * (rulebooks.LARGEST + 1))
    assert call("check", str(large)).exit_code == 2


def test_a_failing_example_is_explained_in_a_sentence(small: Path) -> None:
    small.write_text(SMALL.replace("[逾期]", "[按时]"), encoding="utf-8")
    said = call("test", str(small)).output
    assert "第 11 行预期“按时”，可是没有成立；实际：" in said
    assert "这一条的规则：c/deadline-1（第 10 行）" in said


def test_what_cannot_be_done_in_an_example_is_said_too(small: Path) -> None:
    twice = '"10:00 客诉.受理 by 周可", "10:01 客诉.解决 by 周可", "10:02 客诉.上报 by 周可"'
    small.write_text(SMALL.replace('"10:00 客诉.受理 by 周可"', twice), encoding="utf-8")
    assert "第 11 行的“客诉.上报”做不成：" in call("test", str(small)).output


def test_errors_come_before_warnings(small: Path) -> None:
    warned = SMALL + "# 二 没有说明 {#open}\n只有一句话。\n"
    small.write_text(warned.replace("10分钟", "一会儿"), encoding="utf-8")
    said = call("check", str(small)).output
    assert said.index("读不懂时限") < said.index("没有规则，也没有说明")
