"""The library: every shipped rulebook is found by each of its names, in any case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dianzhang import rulebooks

SHIPPED = {shipped.name: shipped for shipped in rulebooks.library()}


@pytest.mark.requirement("R5.1")
@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)
def test_a_rulebook_goes_by_its_names_in_any_case(shipped: rulebooks.Shipped) -> None:
    for face in shipped.names:
        for written in (face, face.lower(), face.upper(), f" {face}"):
            assert rulebooks.find(written) == shipped.file


def test_no_name_is_borne_twice() -> None:
    borne = Counter(face.lower() for shipped in SHIPPED.values() for face in shipped.names)
    assert [face for face, times in borne.items() if times > 1] == []


def test_the_model_rulebook_is_there() -> None:
    found = SHIPPED["B2"]
    assert (found.code, found.language, found.version) == ("process-first", "zh", "2026.1")
    assert found.names == ("B2", "process-first")


def test_the_sources_of_a_rulebook_are_counted() -> None:
    sources = rulebooks.statements(SHIPPED["B2"].file)
    assert sources["B2"] == 78
    assert next(iter(sources)) == "B2"
    assert {"A1", "C18"} <= sources.keys()


@pytest.mark.requirement("R5.1")
@pytest.mark.parametrize(
    ("wrong", "meant"), [("proces-first", "process-first"), ("B22", "B2"), ("process_first", "process-first")]
)
def test_an_unknown_name_is_answered_with_the_nearest(wrong: str, meant: str) -> None:
    with pytest.raises(LookupError, match=f"是不是 {meant}？"):
        rulebooks.find(wrong)


def test_a_file_comes_before_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("B2").write_text("mine", encoding="utf-8")
    assert rulebooks.read("B2") == "mine"
    assert rulebooks.read("b2") != "mine"
