"""docs/requirements.md is true: what it calls done is tested, and tests name sentences that exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| ([A-Z]\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
SENTENCE = re.compile(r"^\* \*\*([A-Z]\d+)\.(\d+)\*\* .+ \(([A-D]\d+-\d+(?:, [A-D]\d+-\d+)*)\)$", re.MULTILINE)
STATES = {"done", "partly", "not yet"}
PAGE = (ROOT / "docs/requirements.md").read_text(encoding="utf-8")

Sentences = dict[str, list[str]]


def states() -> dict[str, str]:
    return {row: state for row, _, state, _ in ROW.findall(PAGE)}


def sentences() -> Sentences:
    """Row → its sentences, in the order of the page."""
    found: Sentences = {}
    for row, number, _ in SENTENCE.findall(PAGE):
        found.setdefault(row, []).append(f"{row}.{number}")
    return found


def markers() -> Iterator[tuple[str, str]]:
    """(sentence, file) of every `@pytest.mark.requirement(…)` and `pytestmark` below tests/."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "requirement":
                for argument in node.args:
                    yield ast.literal_eval(argument), path.relative_to(ROOT).as_posix()


def untested(state: dict[str, str], wanted: Sentences, tested: set[str]) -> list[str]:
    """Sentences of rows that are said to be done and that no test keeps."""
    done = [row for row, said in state.items() if said == "done"]
    return [
        sentence for row in done for sentence in wanted.get(row, [f"{row} (no sentences)"]) if sentence not in tested
    ]


def test_every_row_has_a_known_state() -> None:
    assert {row: state for row, state in states().items() if state not in STATES} == {}
    assert len(states()) == 99


def test_every_sentence_is_well_formed() -> None:
    """Every line that looks like one is one: with a number that follows, and the statements it comes from."""
    assert len(re.findall(r"^\* ", PAGE, re.MULTILINE)) == len(SENTENCE.findall(PAGE))
    for row, found in sentences().items():
        assert found == [f"{row}.{number}" for number in range(1, len(found) + 1)]
        assert 3 <= len(found) <= 8, row


def test_rows_that_are_begun_have_sentences() -> None:
    begun = {row for row, state in states().items() if state != "not yet"}
    assert begun == sentences().keys()


def test_what_is_done_is_tested() -> None:
    assert untested(states(), sentences(), {sentence for sentence, _ in markers()}) == []


def test_tests_name_sentences_that_exist() -> None:
    known = {sentence for found in sentences().values() for sentence in found}
    assert [(sentence, file) for sentence, file in markers() if sentence not in known] == []


def test_a_done_row_without_a_test_would_be_found() -> None:
    state = {"T1": "done", "T2": "partly", "T3": "done"}
    assert untested(state, {"T1": ["T1.1", "T1.2"], "T2": ["T2.1"]}, {"T1.1"}) == ["T1.2", "T3 (no sentences)"]
