"""A rulebook published when 带负面词 was a word of the system finds bad reviews as it did, and its check says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dianzhang import rulebooks as shipped
from dianzhang.cli.rulebook_check import check
from dianzhang.engine import rulebooks
from dianzhang.engine.act import must
from dianzhang.engine.models import Event
from dianzhang.gateways.reviews import ALARMING
from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.formula.questions import key_of, questions_of
from dianzhang.kernel.units import Unit
from tests.engine.department import put_in_force

from .conftest import Counter, clocks, flags, now
from .test_known_again import LEAK, late

pytestmark = pytest.mark.django_db
TEXT = Symbol("text", ("评价内容",), Unit.TEXT)
SCOPE = Scope([TEXT, Symbol("alarming", ("带负面词",), Unit.TRUTH, looks=(TEXT, ALARMING))])
WORDS = ", ".join(f'"{word}"' for word in ALARMING)


def of_before(edition: str) -> str:
    """The clause as it was published then."""
    said = "alarming" if edition.endswith(".en") else "带负面词"
    text = re.sub(r"(包含|CONTAINS)\((评价内容|text),[^)]*\)", said, shipped.read(edition))
    text = text.replace("评价内容: 用了三天就漏水", "带负面词: 是").replace(
        "text: it leaks after three days", "alarming: yes"
    )
    assert said in text
    return text


@pytest.mark.requirement("V9.7")
@pytest.mark.parametrize("edition", ["process-first", "process-first.en"])
def test_it_still_finds_them(counter: Counter, edition: str) -> None:
    put_in_force(of_before(edition))
    review, fine = counter.told(5, text=LEAK), counter.told(5, number="R2", text="颜色好看")
    assert (now(review).status, now(fine).status) == ("open", "none")
    must(counter.does(counter.people.zhouke, "contact", 30, review, note="打通了"))
    was = flags(review), clocks(review), now(review).status
    late(counter, review, happened=10, entered=70)
    assert (flags(review), clocks(review), now(review).status) == was
    assert not any("漏水" in event.data for event in Event.objects.all())


@pytest.mark.parametrize("edition", ["process-first", "process-first.en"])
def test_its_examples_hold(edition: str) -> None:
    outcomes, _left = rulebooks.tried(of_before(edition))
    found = {one.example: one.passed for one in outcomes if one.clause == "reviews.bad"}
    assert found
    assert all(found.values())


def test_whoever_checks_it_is_told_how_to_say_it_now(tmp_path: Path) -> None:
    (file := tmp_path / "before.md").write_text(of_before("process-first"), encoding="utf-8")
    found = CliRunner().invoke(check, [str(file), "--json"])
    assert found.exit_code == 0, found.output
    (warning,) = [one for one in json.loads(found.output)["warnings"] if "带负面词" in str(one)]
    assert "“带负面词”是从前的说法" in str(warning)
    assert "包含(评价内容, “假货”、" in str(warning)


def test_the_word_is_read_as_the_words_of_then() -> None:
    said, written = parse("非 带负面词", SCOPE), parse(f"非 包含(评价内容, {WORDS})", SCOPE)
    assert said.names == written.names == {"text"}
    assert [*questions_of(said.tree)] == [*map(key_of, questions_of(written.tree).values())]
    assert said.english == "NOT alarming"
    assert said.value({"text": "漏水"}) is False
    assert said.explain({"text": "漏水"}).value is False


def test_what_was_journaled_then_is_known() -> None:
    said = parse("带负面词", SCOPE)
    assert said.value({"alarming": True}) is True
    assert said.value({"alarming": True, "text": "很好"}) is False
    assert said.value({}) is None
