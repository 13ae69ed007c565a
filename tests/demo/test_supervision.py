"""How the rules are watched over in the demonstration: exceptions, findings, who has read the rulebook."""

import pytest

from dianzhang.engine.models import Approval, ClockRow, Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.seats import waiting_for
from dianzhang.work.models import Finding, Inspection, Owed

from .conftest import NOW

pytestmark = pytest.mark.django_db


def test_one_deadline_was_put_off_and_kept_another_request_waits_for_the_lead(lived):
    agreed = Approval.objects.get(action="complaint.excuse", status="agreed")
    clocks = ClockRow.objects.filter(subject_kind="complaint", subject_id=agreed.target_id).order_by("id")
    assert [row.state for row in clocks] == ["excused", "met"]
    with living_at(NOW):
        waits = waiting_for(Person.objects.get(code="linxiao").pk)
        assert [a.action for a in waits if a.action.endswith(".excuse")] == ["complaint.excuse"]


def test_an_inspection_with_a_finding_closed_and_one_still_open(lived):
    assert Inspection.objects.get().status == "closed"
    found = Finding.objects.filter(inspection_id__isnull=False).order_by("id")
    assert [one.status for one in found] == ["closed", "assigned"]
    open_one = ClockRow.objects.get(subject_kind="finding", live=True)
    assert (open_one.rule, open_one.state, open_one.owner_id) == (
        "rulebook.inspection/deadline-1", "running", Person.objects.get(code="linxiao").pk,
    )  # fmt: skip


def test_what_somebody_reported_has_no_name_and_waits(lived):
    told = Finding.objects.get(inspection_id=None)
    assert (told.status, told.anonymous, told.clause) == ("reported", True, "orders.ship")


def test_nobody_owes_what_is_about_days_before_the_department(lived):
    assert not Owed.objects.filter(rule="pay.closing/duty-1", due_at__lt=lived.until, status="missed").exists()
