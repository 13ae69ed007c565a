"""The keeping of the rulebook is inspected each quarter; what authorities inspect is kept the same way."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.act import must
from dianzhang.engine.models import Note
from dianzhang.engine.moment import HOME, living_at
from dianzhang.kernel.rulebook.coverage import coverage
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Inspection, Owed

from .conftest import MONDAY, begun, do, now

pytestmark = pytest.mark.django_db


def found_in(people: SimpleNamespace, inspection: Inspection) -> object:
    given = {"clause": "complaints", "seen": "九月有七件超过十分钟", "about": "zhouke", "inspection": inspection.id}
    return must(do(people.hejing, "finding.report", **given))


@pytest.mark.requirement("R7.6")
def test_it_closes_once_every_finding_has_owner_and_date(people: SimpleNamespace) -> None:
    inspection = begun(people)
    finding = found_in(people, inspection)
    outcome = do(people.hejing, "inspection.close", inspection.id)
    assert outcome.status == "refused"
    assert f"#{finding.id} 1.1 客诉十分钟" in outcome.why
    must(do(people.hejing, "finding.assign", finding.id, person="zhouke", due="2026-10-30"))
    must(do(people.hejing, "inspection.close", inspection.id, note="总的还好"))
    inspection = Inspection.objects.get()
    assert (inspection.status, inspection.closed_at) == ("closed", MONDAY)
    assert Note.objects.get().text == "总的还好"
    assert now(finding).status == "assigned"  # it goes its own way


def test_what_is_found_is_signed_by_who_inspects(people: SimpleNamespace) -> None:
    finding = now(found_in(people, begun(people)))
    assert (finding.inspector_id, finding.anonymous) == (people.hejing.person_id, False)


@pytest.mark.requirement("R7.7")
def test_an_authority_inspects_and_is_kept_the_same_way(people: SimpleNamespace) -> None:
    inspection = begun(people, kind="authority", authority="区市场监管局", unit="")
    assert (inspection.authority, inspection.owner_id) == ("区市场监管局", people.hejing.person_id)
    finding = found_in(people, inspection)
    assert do(people.hejing, "inspection.close", inspection.id).status == "refused"
    must(do(people.hejing, "finding.dismiss", finding.id, reason="当天停电"))
    assert do(people.hejing, "inspection.close", inspection.id).done


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": "authority"}, "哪个机关"),
        ({"authority": "区市场监管局"}, "内部巡查没有检查机关"),
        ({"first_day": "2026-10-02"}, "止日早于起日"),
        ({"first_day": "2026-11-01", "last_day": "2026-11-30"}, "还没有到"),
        ({"clauses": ["complaints", "nowhere"]}, "现行制度里没有"),
        ({"person": "nobody"}, "没有在岗的人"),
        ({"unit": "moon"}, "没有代号为"),
        ({"kind": "raid"}, "不在可选之列"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(people: SimpleNamespace, given: dict, why: str) -> None:
    outcome = do(
        people.hejing, "inspection.begin",
        **({"kind": "own", "first_day": "2026-07-01", "last_day": "2026-09-30"} | given),
    )  # fmt: skip
    assert outcome.status == "refused"
    assert why in outcome.why
    assert not Inspection.objects.exists()


@pytest.mark.requirement("R7.6")
@pytest.mark.parametrize("who", ["linxiao", "zhouke", "mengyan", "chenmo"])
def test_who_may_not(people: SimpleNamespace, who: str) -> None:
    actor = getattr(people, who)
    days = {"first_day": "2026-07-01", "last_day": "2026-09-30"}
    assert "权限" in do(actor, "inspection.begin", kind="own", **days).why
    inspection = begun(people)
    assert "权限" in do(actor, "inspection.close", inspection.id).why
    given = {"clause": "complaints", "seen": "七件", "inspection": inspection.id}
    assert "只有巡查的人" in do(actor, "finding.report", **given).why


def test_nothing_more_is_found_once_it_is_closed(people: SimpleNamespace) -> None:
    inspection = begun(people)
    must(do(people.hejing, "inspection.close", inspection.id))
    given = {"clause": "complaints", "seen": "七件", "inspection": inspection.id}
    assert "已经结束" in do(people.hejing, "finding.report", **given).why


@pytest.mark.requirement("R7.8")
def test_each_quarter_it_is_owed_and_proved_by_closing_one(people: SimpleNamespace) -> None:
    with living_at(datetime(2026, 9, 21, 9, tzinfo=HOME)):
        lay_out()
    owed = Owed.objects.order_by("day").first()
    assert owed is not None
    assert (owed.owner_id, f"{owed.day:%m-%d}") == (people.hejing.person_id, "09-30")
    authority = begun(people, kind="authority", authority="区市场监管局", day=-20)
    must(do(people.hejing, "inspection.close", authority.id, day=-19))
    assert Owed.objects.get(pk=owed.pk).status == "open"  # our own was asked for
    own = begun(people, day=-18)
    must(do(people.hejing, "inspection.close", own.id, day=-17))
    assert Owed.objects.get(pk=owed.pk).status == "done"


@pytest.mark.requirement("R7.8")
def test_the_rules_prove_themselves(people: SimpleNamespace) -> None:
    """Each clause's example fails when its rule is taken out."""
    ruleset = rulebooks.at(MONDAY)
    assert ruleset is not None
    found = coverage(ruleset.rulebook, rulebooks.vocabulary(), rulebooks.calendar_of)
    assert {one.id: one.status for one in found if one.id in ("inspect", "correct")} == {
        "inspect": "enforced", "correct": "enforced",
    }  # fmt: skip
