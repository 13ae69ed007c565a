"""In which language a rulebook's author is answered: that of its head."""

from __future__ import annotations

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import render_problems

from .words import VOCABULARY

ENGLISH = """---
name: A trial
code: t
version: 1
effective: 2026-01-01
---
# 1 Complaints {#c}
```rule
deadline: {from: complaint.accept, to: complaint.solved, within: soon, owner: service_led}
```
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.replace("A trial", "试用制度"), "zh"),
        (ENGLISH.replace("name:", "制度:"), "zh"),
        (ENGLISH.replace("Complaints", "客诉"), "en"),
        ("# Complaints\n", "en"),
        ("# 客诉\n", "zh"),
        ("", "zh"),
    ],
)
def test_the_language_of_a_rulebook(text: str, language: str) -> None:
    assert compile_text(text, VOCABULARY).language == language


@pytest.mark.requirement("R1.4")
def test_an_english_rulebook_is_answered_in_english_throughout() -> None:
    compiled = compile_text(ENGLISH, VOCABULARY)
    said = render_problems(ENGLISH, compiled.errors, "t.md", compiled.language)
    assert said.isascii() or not any("\u4e00" <= sign <= "\u9fff" for sign in said)
    assert "do you mean complaint.solve?" in said
    assert "do you mean service_lead?" in said
    assert said.endswith("3 errors; the draft cannot take effect.")
