"""The demonstration plans: groups for a month, people for a week drawn from it; all of it by actions."""

import pytest

from dianzhang.demo.lived import Lived
from dianzhang.work.models import Owed, PlanLine, PlanTask, Workplan

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W6.2")]


def test_groups_have_their_months_agreed_to(lived: Lived) -> None:
    plans = Workplan.objects.filter(scope="team", status="agreed")
    assert {(plan.owner.code, plan.first_day.month) for plan in plans if plan.owner} == {
        (who, month) for who in ("linxiao", "mengyan", "fangnan") for month in (10, 11)
    }


def test_handing_in_next_months_proved_what_leads_owed(lived: Lived) -> None:
    owed = Owed.objects.filter(name="本组下个月的计划", due_at__lt=lived.until)
    assert {one.status for one in owed} == {"done"}
    assert len(owed) == 3


def test_a_week_is_drawn_from_the_groups_month(lived: Lived) -> None:
    lines = PlanLine.objects.filter(plan__owner__code="zhouke", plan__scope="own", live=True)
    assert any(line.serves_id for line in lines)
    week = Workplan.objects.get(owner__code="qinyue")
    assert week.status == "submitted"


def test_a_line_has_become_a_task(lived: Lived) -> None:
    assert Workplan.objects.filter(scope="own", status="agreed", lines_done=1).exists()
    assert PlanTask.objects.filter(task__of_kind="workplan").exists()
