"""Somebody says that a figure of their own is wrong: kept as it stood, answered in time, by somebody else."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.reward.models import Dispute
from dianzhang.reward.slip import PayResult
from tests.reward.office import AFTER_OCTOBER, close, complaint, does, done, line, october

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4.7")]
MONDAY = datetime(2026, 11, 2, 10, tzinfo=HOME)
ITEM = "绩效工资"


@pytest.fixture
def closed(people: SimpleNamespace) -> SimpleNamespace:
    """October is closed; 周可 settled one complaint in time and one not at all."""
    done(people.hejing, "basepay.set", october(1), person="zhouke", amount="6000", since="2026-10-01")
    complaint(people.zhouke, october(12), 5)
    complaint(people.zhouke, october(13), None)
    close(people)
    return people


def raised(people: SimpleNamespace, number: str = ITEM, wrong: str = "那一件我十点就办了") -> Dispute:
    made: Dispute = done(people.zhouke, "dispute.raise", MONDAY, period="2026-10", number=number, wrong=wrong)
    return made


def shown(people: SimpleNamespace) -> PayResult:
    return line(people.zhouke, ITEM)


def test_the_figure_is_kept_as_it_stood_with_its_clause(closed: SimpleNamespace) -> None:
    dispute, now = raised(closed), shown(closed)
    assert now.amount is not None
    assert dispute.shown == f"{now.amount:,.2f}"
    assert (dispute.clause, dispute.rule, dispute.version_id) == (now.clause, now.rule, now.version_id)
    assert not Event.objects.filter(data__contains="十点就办了").exists()
    assert not Event.objects.filter(kind="dispute.raise", data__contains=dispute.shown).exists()


def test_whoever_the_clause_names_owes_an_answer_within_three_working_days(closed: SimpleNamespace) -> None:
    raised(closed)
    clock = ClockRow.objects.get(subject_kind="dispute")
    assert (clock.owner_post, clock.due_at) == ("hr", datetime(2026, 11, 5, 10, tzinfo=HOME))
    with living_at(datetime(2026, 11, 5, 10, 1, tzinfo=HOME)):
        tick()
    clock.refresh_from_db()
    assert clock.state == "missed"
    assert Notice.objects.filter(person_id=closed.shenlan.person_id, subject_kind="dispute").exists()


@pytest.mark.parametrize(("verb", "status"), [("uphold", "upheld"), ("decline", "declined")])
def test_an_answer_ends_it_and_is_told(closed: SimpleNamespace, verb: str, status: str) -> None:
    dispute = raised(closed)
    done(closed.hejing, f"dispute.{verb}", MONDAY.replace(hour=15), dispute.pk, answer="看过了")
    dispute.refresh_from_db()
    assert (dispute.status, dispute.answer) == (status, "看过了")
    assert ClockRow.objects.get(subject_kind="dispute").state == "met"
    assert Notice.objects.filter(person_id=closed.zhouke.person_id, data__contains=f"dispute.{verb}").exists()


def test_nobody_answers_their_own(closed: SimpleNamespace) -> None:
    made = does(closed.hejing, "dispute.raise", MONDAY, period="2026-10", number=ITEM, wrong="少了")
    assert made.done, made.why
    assert does(closed.hejing, "dispute.decline", MONDAY, made.id, answer="对的").status == "refused"
    assert does(closed.shenlan, "dispute.decline", MONDAY, made.id, answer="对的").done


def test_who_may_not(closed: SimpleNamespace) -> None:
    dispute = raised(closed)
    for who in (closed.suhe, closed.linxiao, closed.mengyan, closed.zhouke):
        assert does(who, "dispute.uphold", MONDAY, dispute.pk, answer="对").status == "refused"
    assert does(closed.hejing, "dispute.withdraw", MONDAY, dispute.pk).status == "refused"
    assert does(closed.zhouke, "dispute.withdraw", MONDAY, dispute.pk).done
    assert ClockRow.objects.get(subject_kind="dispute").state == "met"


@pytest.mark.parametrize(
    ("period", "number"), [("2026-10", "别人的奖金"), ("2026-13", ITEM), ("没有", ITEM), ("2024-01", ITEM)]
)
def test_only_what_stands_on_ones_own_slip(closed: SimpleNamespace, period: str, number: str) -> None:
    assert does(closed.zhouke, "dispute.raise", MONDAY, period=period, number=number, wrong="x").status == "refused"


def test_the_same_figure_is_disputed_once_at_a_time(closed: SimpleNamespace) -> None:
    dispute = raised(closed)
    again = does(closed.zhouke, "dispute.raise", MONDAY, period="2026-10", number=ITEM, wrong="还是不对")
    assert again.status == "refused"
    done(closed.hejing, "dispute.decline", MONDAY, dispute.pk, answer="看过了")
    assert does(closed.zhouke, "dispute.raise", MONDAY, period="2026-10", number=ITEM, wrong="还是不对").done


def test_of_the_running_month_too(closed: SimpleNamespace) -> None:
    complaint(closed.zhouke, AFTER_OCTOBER, 5)
    made = done(closed.zhouke, "dispute.raise", MONDAY, period="2026-11", number="流程达成率", wrong="有一件没算")
    assert made.shown == "100%"
