"""The page on how to write a rulebook keeps its word: its examples compile, hold, and miss each rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dianzhang.kernel import rulebook as language
from dianzhang.kernel.rulebook import prove, run_examples
from dianzhang.kernel.rulebook.markers import MARKERS
from dianzhang.kernel.rules import KIND_ZH, Kind
from dianzhang.kernel.vocabulary import Vocabulary

PAGE = (Path(__file__).parents[2] / "docs" / "rulebook-language.md").read_text(encoding="utf-8")
FRONT = "---\n制度: 试写\n代号: trial\n版本: 1\n生效: 2026-01-01\n---\n\n"
CLAUSES = [
    clause
    for clause in re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)
    if "```rule" in clause
]


@pytest.mark.parametrize("clause", CLAUSES, ids=[re.search(r"#([\w.-]+)", clause)[1] for clause in CLAUSES])  # type: ignore[index]
def test_an_example_of_the_page(clause: str, vocabulary: Vocabulary) -> None:
    compiled = language.compile(FRONT + clause, vocabulary)
    assert [f"{e.line} {e.message}" for e in compiled.errors] == []
    assert compiled.rulebook is not None
    assert [o.example for o in run_examples(compiled.rulebook, vocabulary) if not o.passed] == []
    assert [p.rule for p in prove(FRONT + clause, vocabulary) if not p.proved] == []


def test_each_kind_has_an_example(vocabulary: Vocabulary) -> None:
    shown = {kind for kind in Kind if any(re.search(rf"^{KIND_ZH[kind]}:", clause, re.MULTILINE) for clause in CLAUSES)}
    assert shown == set(Kind)


def test_every_kind_and_marker_is_in_the_table_of_english_keywords() -> None:
    table = PAGE[PAGE.index("## Keywords in English") :]
    for kind in Kind:
        assert f"{KIND_ZH[kind]} | {kind.value}" in table
    for zh, en in MARKERS.values():
        assert f"{zh} | {en}" in table
