"""Beside a deadline that runs or was missed stands the way to an exception; whoever may not ask does not see it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.engine.moment import now
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
    assert "已另作安排" in text
    assert "仓库停电，联系不上" in text


def test_a_kept_deadline_offers_nothing(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk, note="退了差价"))
    assert "另作安排" not in enter("zhouke").get(f"/complaint/{complaint.pk}").text


@pytest.fixture
def asked(enter: Enter, complaint: Complaint) -> Approval:
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True)
    sent = {"rule": clock.rule, "reason": "仓库停电，联系不上"}
    enter("zhouke").post(f"/complaint/{complaint.pk}/excuse", sent)
    return Approval.objects.get(action="complaint.excuse")


@pytest.mark.requirement("R6.6")
def test_the_card_says_which_deadline_when_whose_and_from_which_clause(
    enter: Enter, complaint: Complaint, asked: Approval
) -> None:
    card = article(enter("linxiao").get("/approvals").text, asked)
    for told in ("解决或上报客诉", "到期", "周可", "2.3.4", "仓库停电，联系不上", "不再定期限", "不会再提醒"):
        assert told in card
    assert "deadline-1" not in card
    assert "2.3.4" not in card.partition("</header>")[0]  # where the deadline stands, not as what the approval rests on


def article(text: str, asked: Approval) -> str:
    return text.partition(f'id="ask-{asked.pk}"')[2].partition("</article>")[0]


def test_where_a_new_date_is_offered_the_card_says_what_that_means(
    enter: Enter, people: SimpleNamespace, complaint: Complaint
) -> None:
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True)
    until = f"{now() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    enter("zhouke").post(f"/complaint/{complaint.pk}/excuse", {"rule": clock.rule, "reason": "停电", "until": until})
    card = article(enter("linxiao").get("/approvals").text, Approval.objects.get(action="complaint.excuse"))
    assert "照常算逾期" in card
    assert "不再定期限" not in card
    must(one("approval.agree", people.linxiao, Approval.objects.get(action="complaint.excuse").pk))
    text = enter("zhouke").get(f"/complaint/{complaint.pk}").text
    assert "另作安排：原定" in text
    assert WAY.format(complaint.pk) in text  # what was put off may be put off again


def test_while_it_waits_no_button_stands_there_but_of_whom_it_was_asked(
    enter: Enter, complaint: Complaint, asked: Approval
) -> None:
    text = enter("zhouke").get(f"/complaint/{complaint.pk}").text
    assert WAY.format(complaint.pk) not in text
    assert "已请求另作安排，等林晓同意" in text


def test_the_form_says_which_deadline_and_who_will_be_asked(enter: Enter, complaint: Complaint) -> None:
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk, live=True)
    text = enter("zhouke").get(f"/complaint/{complaint.pk}/excuse", {"rule": clock.rule}).text
    for told in ("解决或上报客诉", "2.3.4", "提交后由林晓审批", "改到何时"):
        assert told in text


@pytest.mark.requirement("R6.4")
def test_once_agreed_the_deadline_says_who_asked_who_agreed_and_why(
    enter: Enter, people: SimpleNamespace, complaint: Complaint, asked: Approval
) -> None:
    must(one("approval.agree", people.linxiao, asked.pk))
    row = enter("zhouke").get(f"/complaint/{complaint.pk}").text
    assert "周可请求，林晓同意" in row
    assert "另作安排：仓库停电，联系不上" in row
