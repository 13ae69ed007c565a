"""Beside a deadline that runs or was missed stands the way to an exception; whoever may not ask does not see it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.service.models import Complaint

from .conftest import Enter

pytestmark = pytest.mark.django_db
WAY = "/complaint/{}/excuse?rule="


def test_who_owes_it_finds_the_way_beside_the_deadline(enter: Enter, complaint: Complaint) -> None:
    text = enter("zhouke").get(f"/complaint/{complaint.pk}").text
    assert WAY.format(complaint.pk) in text
    assert "另作安排" in text


def test_a_colleague_does_not(enter: Enter, complaint: Complaint) -> None:
    page = enter("mengyan").get(f"/complaint/{complaint.pk}")  # leads another group
    assert page.status_code == 404 or "/excuse?rule=" not in page.text
    assert enter("mengyan").get(f"/complaint/{complaint.pk}/excuse").status_code == 404


def test_it_is_not_among_the_actions_of_the_record(enter: Enter, complaint: Complaint) -> None:
    text = enter("zhouke").get(f"/complaint/{complaint.pk}").text
    assert f'/complaint/{complaint.pk}/excuse"' not in text


@pytest.mark.requirement("R6.1")
def test_asked_and_agreed_the_page_says_so(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True)
    client = enter("zhouke")
    form = client.get(f"/complaint/{complaint.pk}/excuse", {"rule": clock.rule}).text
    assert f'type="hidden" name="rule" value="{clock.rule}"' in form
    sent = {"rule": clock.rule, "reason": "仓库停电，联系不上"}
    answer = client.post(f"/complaint/{complaint.pk}/excuse", sent, follow=True).text
    assert "待审批" in answer
    asked = Approval.objects.get(action="complaint.excuse")
    must(one("approval.agree", people.linxiao, asked.pk))
    text = client.get(f"/complaint/{complaint.pk}").text
    assert "已免责" in text
    assert "仓库停电，联系不上" in text


def test_a_kept_deadline_offers_nothing(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk, note="退了差价"))
    assert "另作安排" not in enter("zhouke").get(f"/complaint/{complaint.pk}").text
