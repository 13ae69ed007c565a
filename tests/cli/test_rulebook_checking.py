"""`rulebook check` and its neighbours in the language of the file, and what no example proves as a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, call, document

pytestmark = pytest.mark.django_db

ENGLISH = """---
name: A trial
code: t
version: 1
effective: 2026-01-01
---
# 1 Complaints {#c}
Sources: B2-47
```rule
deadline: {from: complaint.accept, to: complaint.escalate, within: 10 minutes}
examples: [{name: nothing happens, happens: ["10:00 complaint.accept by Ke"], now: "10:11", expect: [late]}]
```
"""


@pytest.fixture
def english(tmp_path: Path) -> Path:
    file = tmp_path / "small.md"
    file.write_text(ENGLISH, encoding="utf-8")
    return file


def test_an_english_file_is_answered_in_english(english: Path) -> None:
    assert call("check", str(english)).output == "small.md: no errors. 1 clauses, 1 rules.\n"
    english.write_text(ENGLISH.replace("escalate,", "escalated,"), encoding="utf-8")
    assert "no such action" in call("check", str(english)).output
    assert document("check", str(english), code=1)["errors"][0]["message"] == "no such action"
    assert "1 error; the draft cannot take effect." in call("test", str(english)).output


def test_whoever_asks_may_choose_the_language(english: Path, small: Path) -> None:
    assert "没有错误" in call("check", str(english), "--language", "zh").output
    assert "no errors" in call("check", str(small), "--language", "en").output
    assert call("coverage", str(small), "--language", "en").output.startswith("enforced\t")
    assert "1 examples, 1 hold; 1 rules, 1 proved" in call("test", str(small), "--language", "en").output


@pytest.mark.requirement("R1.4")
def test_a_rule_that_no_example_proves_is_a_hint_and_no_error(small: Path) -> None:
    small.write_text(SMALL.replace("[逾期]", "[直接执行]"), encoding="utf-8")
    found = document("check", str(small))
    assert found["errors"] == found["warnings"] == []
    assert found["hints"] == [
        "提示：1 条规则去掉了，也没有一个例子不成立：c/deadline-1（第 10 行）。给它所在的条款补一个例子。"
    ]
    assert found["hints"][0] in call("check", str(small)).output


def test_headings_of_chapters_are_not_counted_as_clauses(small: Path) -> None:
    small.write_text(SMALL + "\n# 附则 {#end}\n\n## 解释 {#end.who}\n\n由总监解释。\n", encoding="utf-8")
    assert "2 条，1 条规则" in call("check", str(small)).output


@pytest.mark.requirement("R1.4")
def test_an_example_that_fails_is_said_and_its_rule_is_not_called_unproved(small: Path) -> None:
    small.write_text(SMALL.replace("[逾期]", "[按时]"), encoding="utf-8")
    [hint] = document("check", str(small))["hints"]
    assert hint.startswith("提示：1 个例子不成立，这样还不能送审：“")
    assert hint.endswith("差在哪里，用 dianzhang rulebook test 小.md 看。")
    assert "1 examples fail" in document("check", str(small), "--language", "en")["hints"][0]


def test_without_examples_it_says_how_to_prove_them(small: Path) -> None:
    small.write_text("".join(line for line in SMALL.splitlines(True) if not line.startswith("例")), encoding="utf-8")
    [hint] = document("check", str(small))["hints"]
    assert hint == "提示：没有一个例子，规则起不起作用无从证明。写上“例”，再用 dianzhang rulebook test 小.md 试。"
