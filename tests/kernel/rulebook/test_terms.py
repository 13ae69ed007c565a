"""Words that a clause defines are explained wherever they stand in the rulebook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import coverage
from dianzhang.kernel.rules import Term
from dianzhang.ui.prose import Explained, explained, plain, prose

from .test_consistency import HEAD
from .words import VOCABULARY

DEFINED = """# 用语 {#terms}
术语: 本制度用语

这里解释两个词。

- **挂起**：订单先停在 *这里*。
- **经办人、负责人**: 归他办的人。
* **hold:** the order stops
"""
TERMS = {"挂起": Explained("先停<在>这里", "/rulebook#terms"), "hold": Explained("stops here", "/rulebook#terms")}


@pytest.mark.requirement("R1.7")
def test_a_marked_clause_defines_words() -> None:
    compiled = compile_text(HEAD + DEFINED, VOCABULARY)
    assert (compiled.errors, compiled.warnings) == ([], [])
    [clause] = compiled.draft.clauses
    assert clause.terms == (
        Term("挂起", "订单先停在 *这里*。"), Term("经办人", "归他办的人。"), Term("负责人", "归他办的人。"),
        Term("hold", "the order stops"),
    )  # fmt: skip
    assert [row.status for row in coverage(compiled.draft, VOCABULARY)] == ["recorded"]


def test_a_list_without_the_marker_defines_nothing() -> None:
    text = DEFINED.replace("术语: 本制度用语\n", "")
    assert compile_text(HEAD + text, VOCABULARY).draft.clauses[0].terms == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# 用语 {#terms}\n术语: 用语\n\n没有列出。\n", "“术语”下面没有一条定义"),
        (DEFINED + "# 又一条 {#more}\n术语: 用语\n\n- **挂起**：停。\n", "“挂起”在“用语”已经解释过"),
    ],
)
def test_what_explains_nothing_is_an_error(text: str, message: str) -> None:
    assert [problem.message.zh for problem in compile_text(HEAD + text, VOCABULARY).errors] == [message]


LINK = re.compile(r'<a class="term" href="/rulebook#terms" title="([^"]*)">([^<]*)</a>')


@pytest.mark.parametrize(
    ("markdown", "linked"),
    [
        ("订单挂起以后要联系。", ["挂起"]),
        ("挂起、再**挂起**", ["挂起", "挂起"]),
        ("见 [挂起](https://example.com/)。", []),
        ("`挂起` 是代码", []),
        ("Hold it, but do not withhold it.", ["Hold"]),
        ("别的", []),
        ("<b>挂起</b>", ["挂起"]),
        ("| 挂起 |\n|---|\n| 放行 |", ["挂起"]),
    ],
)
@pytest.mark.requirement("R1.7")
def test_words_lead_to_their_definition_and_say_it(markdown: str, linked: list[str]) -> None:
    html = explained(prose(markdown), TERMS)
    assert [face for _said, face in LINK.findall(html)] == linked
    assert LINK.sub(r"\2", html) == prose(markdown)
    assert "<在>" not in html


def test_the_longest_of_several_words_counts() -> None:
    terms = {"工作": Explained("甲", "#a"), "工作日": Explained("乙", "#b")}
    assert 'href="#b"' in explained(prose("三个工作日"), terms)
    assert 'href="#a"' not in explained(prose("三个工作日"), terms)


def test_an_explanation_is_said_without_its_marks() -> None:
    assert plain("订单先停在 *这里* & 等") == "订单先停在 这里 & 等"


def test_terms_are_styled_for_the_keyboard_too() -> None:
    css = Path("dianzhang/ui/static/ui/css/book.css").read_text(encoding="utf-8")
    assert "a.term:focus-visible::after" in css
