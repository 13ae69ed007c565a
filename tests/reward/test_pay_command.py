"""`dianzhang pay run` and `dianzhang pay explain`."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dianzhang.cli.main import main
from dianzhang.engine.moment import living_at
from dianzhang.reward.models import Month
from tests.reward.office import AFTER_OCTOBER, complaint, october, target


@pytest.fixture
def lived(people: SimpleNamespace) -> SimpleNamespace:
    """周可 kept one of two deadlines in October."""
    complaint(people.zhouke, october(12))
    complaint(people.zhouke, october(13), minutes=11)
    return people


def pay(*words: str) -> Result:
    with living_at(AFTER_OCTOBER):
        return CliRunner().invoke(main, ["pay", *words])


def document(*words: str, code: int = 0) -> dict[str, Any]:
    result = pay(*words, "--json")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_run_closes_the_month_and_tells_every_line(lived: SimpleNamespace) -> None:
    told = document("run", "2026-10", "--as", "hejing")
    assert told["closed"]
    assert Month.objects.filter(period="2026-10", status="closed").exists()
    mine = [line for line in told["lines"] if line["person"] == "zhouke"]
    assert [(line["item"], line["amount"], line["clause"]) for line in mine] == [
        ("底薪", "2000.00", "pay.base-members"),
        ("绩效工资", "250.00", "pay.performance"),
    ]


def test_run_again_tells_the_same(lived: SimpleNamespace) -> None:
    first = document("run", "2026-10", "--as", "hejing")
    again = document("run", "2026-10", "--as", "hejing")
    assert again["lines"] == first["lines"]
    assert Month.objects.count() == 1


def test_a_month_that_is_not_over_is_only_estimated(lived: SimpleNamespace) -> None:
    told = document("run", "2026-11", "--as", "hejing")
    assert not told["closed"]
    assert not Month.objects.exists()
    assert told["lines"]


def test_who_may_not_close_reads_why(lived: SimpleNamespace) -> None:
    told = document("run", "2026-10", "--as", "zhouke", code=1)
    assert "没有" in told["note"]
    assert told["lines"] == []


@pytest.mark.requirement("K6.3")
def test_explain_opens_a_line_down_to_events(lived: SimpleNamespace) -> None:
    document("run", "2026-10", "--as", "hejing")
    told = document("explain", "zhouke", "2026-10", "--as", "zhouke")
    line = next(line for line in told["lines"] if line["item"] == "绩效工资")
    assert line["formula"] == "如果(综合得分率 < 30%, 0元, 综合得分率 × 500元)"
    assert [figure["name"] for figure in line["inputs"]] == ["综合得分率"]
    rate = next(f for f in line["inputs"][0]["inputs"] if f["name"] == "流程达成率")
    assert {figure["name"]: figure["value"] for figure in rate["inputs"]} == {"应履约时限数": "2", "按时时限数": "1"}
    kinds = {event["kind"] for event in line["events"]}
    assert {"complaint.accept", "complaint.resolve", "complaint.overdue"} <= kinds


def test_explain_takes_the_chinese_name_and_speaks_to_people(lived: SimpleNamespace) -> None:
    target(lived, 1000)
    result = pay("explain", "周可", "2026-10", "--as", "hejing")
    assert result.exit_code == 0
    assert "绩效工资" in result.output
    assert "依据 4.10" in result.output


def test_somebody_elses_is_refused(lived: SimpleNamespace) -> None:
    told = document("explain", "suhe", "2026-10", "--as", "zhouke", code=1)
    assert told["lines"] == []
    assert "看不到" in told["refused"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "October"], "2026-10"),
        (["run", "2026-13"], "2026-10"),
        (["explain", "nobody", "2026-10", "--as", "hejing"], "zhouke"),
        (["run", "2026-10", "--as", "nobody"], "zhouke"),
    ],
)
def test_a_wrong_call_ends_with_two_and_a_remedy(lived: SimpleNamespace, words: list[str], says: str) -> None:
    result = pay(*words)
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.requirement("K3.4")
def test_explain_speaks_english_where_the_rulebook_and_the_catalogue_do(lived: SimpleNamespace) -> None:
    result = pay("explain", "zhouke", "2026-10", "--as", "zhouke", "--language", "en")
    assert result.exit_code == 0, result.output
    assert "(estimate)" in result.output
    assert "IF(score < 30%, 0.00, score × 500.00)" in result.output
    assert "= Process score × 30% + GMV attained × 70%" in result.output
    ours = ("如果", "综合得分率", "流程达成率", "应履约时限数", "无值")
    assert [line for line in result.output.splitlines() if any(word in line for word in ours)] == []


def test_run_speaks_english_too(lived: SimpleNamespace) -> None:
    result = pay("run", "2026-10", "--as", "hejing", "--language", "en")
    assert "Base pay" in result.output
    assert "底薪" not in result.output
