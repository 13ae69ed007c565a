"""A finding has an owner and a date, and is closed by somebody else once it is corrected."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Event, Note, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.reading import actions_for
from dianzhang.engine.tick import tick
from dianzhang.work.inspections.handling import handled_by, handles
from dianzhang.work.inspections.states import FINDING
from dianzhang.work.models import Finding
from tests.engine.department import found, put_in_force

from .conftest import MONDAY, RULES, assigned, corrected, do, now, reported

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 10, 16, 18, tzinfo=HOME)
GIVEN: dict[str, dict] = {
    "assign": {"person": "zhouke", "due": "2026-10-16"}, "rectify": {"note": "改好了"}, "close": {},
    "reopen": {"reason": "又犯了", "due": "2026-10-30"}, "dismiss": {"reason": "没有的事"},
}  # fmt: skip


def clocks(finding: Finding) -> list[tuple[str, str]]:
    rows = ClockRow.objects.filter(subject_kind="finding", subject_id=finding.pk).order_by("id")
    return [(row.rule, row.state) for row in rows]


@pytest.mark.requirement("R7.4")
def test_the_whole_way(people: SimpleNamespace) -> None:
    finding = assigned(people)
    assert (finding.owner_id, finding.due_at, finding.status) == (people.zhouke.person_id, FRIDAY, "assigned")
    must(do(people.zhouke, "finding.rectify", finding.id, day=1, note="改用计时提醒"))
    must(do(people.linxiao, "finding.close", finding.id, day=2, note="看过三天，都在十分钟内"))
    finding = now(finding)
    assert finding.status == "closed"
    assert finding.corrected_at < finding.closed_at
    assert set(Note.objects.values_list("text", flat=True)) == {"改用计时提醒", "看过三天，都在十分钟内"}
    assert not any("计时提醒" in event.data for event in Event.objects.all())
    assert Notice.objects.filter(person_id=people.suhe.person_id, data__contains="finding.close").exists()


@pytest.mark.requirement("R7.5")
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("linxiao", {"assign", "close", "reopen", "dismiss"}),  # handles it
        ("shenlan", {"assign", "close", "reopen", "dismiss"}),  # by the rulebook
        ("zhouke", {"rectify"}),  # has to correct it
        ("suhe", set()),  # reported it
        ("xunuo", set()),
        ("hejing", set()),
    ],
)
@pytest.mark.parametrize("verb", list(GIVEN))
def test_who_may(people: SimpleNamespace, who: str, may: set[str], verb: str) -> None:
    finding = corrected(people) if verb in ("close", "reopen") else assigned(people)
    given = GIVEN[verb] | ({"due": "2026-10-20"} if verb == "assign" else {})
    outcome = do(getattr(people, who), f"finding.{verb}", finding.id, day=1, **given)
    assert outcome.done is (verb in may), outcome.why
    if verb not in may:
        assert outcome.status == "refused"


@pytest.mark.requirement("R7.5")
@pytest.mark.parametrize("verb", ["assign", "close", "dismiss", "reopen"])
def test_nobody_handles_their_own(people: SimpleNamespace, verb: str) -> None:
    """The director may everything by the rulebook, but not with what is hers to correct."""
    finding = reported(people)
    must(do(people.linxiao, "finding.assign", finding.id, person="shenlan", due="2026-10-16"))
    if verb in ("close", "reopen"):
        must(do(people.shenlan, "finding.rectify", finding.id, note="改好了"))
    outcome = do(people.shenlan, f"finding.{verb}", finding.id, **GIVEN[verb])
    assert outcome.status == "refused"
    assert "由别人处理" in outcome.why
    with living_at(MONDAY):
        offered = {view.action.name for view in actions_for(people.shenlan, FINDING, now(finding))}
    assert f"finding.{verb}" not in offered


def test_who_took_it_on_themselves_is_checked_by_the_one_above(people: SimpleNamespace) -> None:
    finding = reported(people)
    must(do(people.linxiao, "finding.assign", finding.id, person="linxiao", due="2026-10-16"))
    must(do(people.linxiao, "finding.rectify", finding.id, note="排了班"))
    assert "由别人处理" in do(people.linxiao, "finding.close", finding.id).why
    assert do(people.shenlan, "finding.close", finding.id).done


@pytest.mark.requirement("R7.4")
def test_the_date_is_a_clock_where_a_clause_says_so(people: SimpleNamespace) -> None:
    finding = assigned(people)
    clock = ClockRow.objects.get(subject_kind="finding")
    assert (clock.due_at, clock.owner_id) == (FRIDAY, people.zhouke.person_id)
    tick(FRIDAY + timedelta(minutes=1))
    assert clocks(finding) == [("correct/deadline-1", "missed")]
    assert Notice.objects.filter(person_id=people.shenlan.person_id, kind="escalated").exists()


def test_another_day_moves_the_clock(people: SimpleNamespace) -> None:
    finding = assigned(people)
    must(do(people.linxiao, "finding.assign", finding.id, person="zhouke", due="2026-10-23"))
    live = ClockRow.objects.get(subject_kind="finding", live=True)
    assert live.due_at == FRIDAY + timedelta(days=7)


def test_corrected_in_time_is_kept_and_reopened_runs_again(people: SimpleNamespace) -> None:
    finding = corrected(people)
    assert clocks(finding) == [("correct/deadline-1", "met")]
    must(do(people.linxiao, "finding.reopen", finding.id, day=2, reason="又犯了", due="2026-10-20"))
    assert [state for _rule, state in clocks(finding)] == ["met", "running"]
    assert (now(finding).status, now(finding).owner_id) == ("assigned", people.zhouke.person_id)


def test_without_such_a_clause_there_is_no_clock(people: SimpleNamespace) -> None:
    put_in_force("## 1.1 客诉 {#complaints}\n\n十分钟。\n\n## 1.2 权限 {#a}\n```rule\n"
                 "权限: {岗位: [客服组长], 可做: [问题.查看], 范围: 本组}\n```\n".replace("#a", "#access"),
                 since=MONDAY - timedelta(days=1))  # fmt: skip
    assert clocks(assigned(people)) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"person": "nobody"}, "没有在岗的人"),
        ({"due": "2026-10-09"}, "已经过去"),
        ({"person": ""}, "请填写"),
        ({"due": ""}, "日期"),
    ],
)
def test_nobody_and_never_are_no_owner_and_date(people: SimpleNamespace, given: dict, why: str) -> None:
    finding = reported(people)
    outcome = do(people.linxiao, "finding.assign", finding.id, **(GIVEN["assign"] | given))
    assert outcome.status == "refused"
    assert why in outcome.why


def test_what_does_not_stand_says_why_and_may_come_back(people: SimpleNamespace) -> None:
    finding = reported(people)
    assert do(people.linxiao, "finding.dismiss", finding.id).status == "refused"
    must(do(people.linxiao, "finding.dismiss", finding.id, reason="那天系统停了"))
    assert now(finding).status == "dismissed"
    assert Notice.objects.filter(person_id=people.suhe.person_id, data__contains="finding.dismiss").exists()
    assert do(people.linxiao, "finding.assign", finding.id, person="zhouke", due="2026-10-16").done


@pytest.mark.requirement("R7.5")
@pytest.mark.parametrize("about", ["", "zhouke", "linxiao", "shenlan", "mengyan"])
@pytest.mark.parametrize("who", ["suhe", "linxiao", "xunuo", "shenlan"])
def test_the_filter_finds_what_each_handles(people: SimpleNamespace, who: str, about: str) -> None:
    """In lists as on records: the same persons handle it, before and after somebody has it to correct."""
    finding = must(do(getattr(people, who), "finding.report", clause="complaints", seen="没人管", about=about))
    for owner in (None, people.linxiao.person_id):
        Finding.objects.filter(pk=finding.pk).update(owner_id=owner)
        for name, actor in vars(people).items():
            listed = Finding.objects.filter(handled_by(actor), pk=finding.pk).exists()
            assert listed is handles(now(finding), actor), (name, owner)


def test_in_a_department_of_one_ones_own_word_must_do(db: None) -> None:
    alone = found({"shenlan": ("沈岚", "director")})
    put_in_force(RULES)
    finding = must(do(alone.shenlan, "finding.report", clause="complaints", seen="没人管"))
    must(do(alone.shenlan, "finding.assign", finding.id, person="shenlan", due="2026-10-16"))
    must(do(alone.shenlan, "finding.rectify", finding.id, note="改好了"))
    assert do(alone.shenlan, "finding.close", finding.id).done
