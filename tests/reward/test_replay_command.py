"""`dianzhang rulebook replay`: its answers for people and for programs, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine.moment import living_at
from tests.reward.office import AFTER_OCTOBER, complaint, october, target

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")
DIRECTOR = ("--as", "hejing")


@pytest.fixture
def lived(people: SimpleNamespace) -> SimpleNamespace:
    """周可 kept one of two deadlines in October."""
    target(people, 1000)
    complaint(people.zhouke, october(12))
    complaint(people.zhouke, october(13), minutes=11)
    return people


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Three minutes instead of ten."""
    file = tmp_path / "draft.md"
    file.write_text(shipped.read("B2").replace("时限: 10分钟", "时限: 3分钟"), encoding="utf-8")
    return file


def replay(*words: object) -> Result:
    with living_at(AFTER_OCTOBER):
        return CliRunner().invoke(main, ["rulebook", "replay", *map(str, words)])


def document(*words: object, code: int = 0) -> dict[str, Any]:
    result = replay(*words, "--json")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.requirement("R3.1")
def test_the_library_s_rulebook_in_force_makes_no_difference(lived: SimpleNamespace) -> None:
    told = document("B2", *OCTOBER, *DIRECTOR)
    assert told["same"]
    assert told["totals"]["now"] == told["totals"]["draft"]
    assert "没有差别" in replay("B2", *OCTOBER, *DIRECTOR).stdout


@pytest.mark.requirement("R3.2")
def test_what_would_have_changed_for_whom(lived: SimpleNamespace, draft: Path) -> None:
    told = document(draft, *OCTOBER, *DIRECTOR)
    (rule,) = [one for one in told["rules"] if one["rule"] == "service.escalate/deadline-1"]
    assert rule["now"] == {"met": 1, "missed": 1, "stopped": 0, "running": 0, "excused": 0}
    assert rule["draft"] == {"met": 0, "missed": 2, "stopped": 0, "running": 0, "excused": 0}
    assert rule["lost"] == 1
    assert rule["examples"][0]["title"]
    kept = [one for one in told["scores"] if one["person"] == "zhouke" and one["metric"] == "流程达成率"]
    assert [(one["month"], one["now"], one["draft"]) for one in kept] == [("2026-10", "0.5", "0")]
    assert [p["now"]["met"] - p["draft"]["met"] for p in told["people"] if p["person"] == "zhouke"] == [1]
    said = replay(draft, *OCTOBER, *DIRECTOR).stdout
    assert "客诉升级" in said
    assert "逾期 1 → 2" in said
    assert "周可" in said


@pytest.mark.requirement("R3.2")
def test_it_is_answered_in_the_language_of_the_file_or_the_one_asked_for(lived: SimpleNamespace, draft: Path) -> None:
    english = replay("B2-en", *OCTOBER, *DIRECTOR).stdout
    assert english.splitlines()[1] == "No difference from what is in force."
    assert "taken as given" in english
    assert "按时" not in english
    said = replay(draft, *OCTOBER, *DIRECTOR, "--language", "en").stdout
    assert "kept 1 → 0　missed 1 → 2 (1 kept before are missed)" in said
    assert "Complaint #" in said


@pytest.mark.requirement("R3.2")
def test_another_s_pay_is_not_shown(lived: SimpleNamespace, draft: Path) -> None:
    told = document(draft, *OCTOBER, "--as", "zhouke")
    assert {line["person"] for line in told["pay"]} == {"zhouke"}
    assert told["totals"]["hidden"] > 0


@pytest.mark.requirement("R3.3")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("no-such-rulebook", *OCTOBER), "no-such-rulebook"),
        (("B2", "--from", "2026-02-30", "--to", "2026-03-01"), "2026-02-30"),
        (("B2", "--from", "2026-10-01", "--to", "October"), "October"),
        (("B2", "--from", "2026-10-31", "--to", "2026-10-01"), "2026-10-31"),
        (("B2", "--from", "2027-01-01", "--to", "2027-01-31"), "2027-01-01"),
        (("B2", "--from", "2026-10-01"), "--to"),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(lived: SimpleNamespace, words: tuple[str, ...], says: str) -> None:
    result = replay(*words, *DIRECTOR)
    assert result.exit_code == 2, result.output
    assert says in result.stderr
    assert not result.stdout


@pytest.mark.requirement("R3.3")
def test_a_draft_with_mistakes_is_answered_with_line_and_column(lived: SimpleNamespace, tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text(shipped.read("B2").replace("从: 客诉.受理", "从: 客诉.受李"), encoding="utf-8")
    told = document(file, *OCTOBER, *DIRECTOR, code=1)
    assert told["errors"][0]["line"] > 1
    assert "客诉.受理" in (told["errors"][0]["hint"] or "")
    file.write_bytes("制度".encode("gbk"))
    assert replay(file, *OCTOBER, *DIRECTOR).exit_code in (1, 2)


def test_ctrl_c_ends_it_and_nothing_is_half_done(lived: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_words: object, **_how: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dianzhang.engine.replaying.compare", stopped)
    assert document("B2", *OCTOBER, *DIRECTOR, code=1)["stopped"]
