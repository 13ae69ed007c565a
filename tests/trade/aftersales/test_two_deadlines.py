"""Our two hours and the platform's own moment run beside each other, each judged for itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.deadlines import clocks_on
from dianzhang.engine.models import Notice
from dianzhang.trade.aftersales.states import AFTERSALE
from tests.trade.desk import MONDAY

from .conftest import Counter, clocks, live, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.3")]
OURS, THEIRS = "aftersales.answer/deadline-1", "aftersales.answer/deadline-2"
TOMORROW = MONDAY + timedelta(days=1)


def test_both_run_and_both_are_shown(counter: Counter) -> None:
    case = counter.told(counter.order(), times_out_at=TOMORROW)
    assert clocks(case) == {OURS: "running", THEIRS: "running"}
    shown = [view.row.due_at for view in clocks_on(AFTERSALE, now(case), counter.people.zhouke)]
    assert sorted(shown) == [MONDAY + timedelta(hours=2), TOMORROW]


def test_talked_over_in_two_hours_the_platforms_moment_goes_on(counter: Counter) -> None:
    case = counter.told(counter.order(), times_out_at=TOMORROW)
    must(counter.does(counter.people.zhouke, "consult", 110, case, note="先补偿五元"))
    live(121)
    assert clocks(case) == {OURS: "met", THEIRS: "running"}
    live(24 * 60 + 1)
    assert clocks(case) == {OURS: "met", THEIRS: "missed"}


def test_nobody_answers_and_the_lead_hears(counter: Counter) -> None:
    case = counter.told(counter.order(), times_out_at=TOMORROW)
    live(121)
    assert clocks(case)[OURS] == "missed"
    told = Notice.objects.filter(subject_kind="aftersale", person_id=counter.people.linxiao.person_id)
    assert told.filter(rule=OURS).exists()


def test_agreed_ends_both(counter: Counter) -> None:
    case = counter.told(counter.order(), times_out_at=TOMORROW)
    must(counter.does(counter.people.zhouke, "agree", 60, case))
    assert clocks(case) == {OURS: "met", THEIRS: "met"}


def test_a_case_that_service_opened_has_only_ours(counter: Counter) -> None:
    assert clocks(counter.open(counter.order())) == {OURS: "running"}


def test_the_platform_gives_more_time(counter: Counter) -> None:
    case = counter.told(counter.order(), times_out_at=TOMORROW)
    must(counter.does(PLATFORM, "update", 30, case, times_out_at=(TOMORROW + timedelta(days=1)).isoformat()))
    live(24 * 60 + 1)
    assert clocks(case)[THEIRS] == "running"
    live(48 * 60 + 1)
    assert clocks(case)[THEIRS] == "missed"
