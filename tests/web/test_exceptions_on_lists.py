"""The day's page and the radar lead to an exception too, for those who may ask, and cost no statement more for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.service.models import Complaint

from .conftest import Enter

pytestmark = pytest.mark.django_db
PAGES = ["/", "/radar", "/radar?scope=group"]


def way(complaint: Complaint) -> str:
    return f"/complaint/{complaint.pk}/excuse?rule="


@pytest.mark.requirement("R6.1")
@pytest.mark.parametrize("page", PAGES)
def test_who_owes_it_finds_the_way_on_its_line(enter: Enter, complaint: Complaint, page: str) -> None:
    assert way(complaint) in enter("zhouke").get(page).text


@pytest.mark.parametrize("page", ["/?scope=all", "/radar?scope=all"])
def test_who_may_not_ask_does_not(enter: Enter, complaint: Complaint, page: str) -> None:
    assert way(complaint) not in enter("mengyan").get(page).text  # leads another group


@pytest.mark.requirement("R6.6")
def test_once_asked_the_line_says_of_whom_and_leads_them_to_the_answer(
    enter: Enter, people: SimpleNamespace, complaint: Complaint
) -> None:
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True)
    assert one("complaint.excuse", people.zhouke, complaint.pk, rule=clock.rule, reason="停电").status == "awaiting"
    asked = Approval.objects.get(action="complaint.excuse")
    for page in PAGES:
        own = enter("zhouke").get(page).text
        assert "已请求另作安排，等林晓同意" in own
        assert way(complaint) not in own
    for page in ("/?scope=group", "/radar?scope=group"):
        assert f'href="/approvals#ask-{asked.pk}"' in enter("linxiao").get(page).text
