"""Behind an @ only those who may see the record are offered, to somebody who sees it themselves."""

from __future__ import annotations

import pytest

from dianzhang.service.models import Complaint

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.7")]


def offered(enter: Enter, who: str, complaint: Complaint, typed: str = "") -> list[str]:
    answer = enter(who).get(f"/mentions/complaint/{complaint.pk}", {"q": typed})
    assert answer.status_code == 200
    return [one["name"] for one in answer.json()["people"]]


def test_those_who_may_see_it_are_offered_and_nobody_else(enter: Enter, complaint: Complaint) -> None:
    names = offered(enter, "linxiao", complaint)
    assert names[0] == "周可"  # of one's own unit first
    assert "林晓" not in names  # oneself
    assert "陈默" not in names  # of the warehouse, who does not see complaints
    assert offered(enter, "linxiao", complaint, "陈") == []


def test_what_is_typed_narrows_it(enter: Enter, complaint: Complaint) -> None:
    assert offered(enter, "linxiao", complaint, "周") == ["周可"]
    assert offered(enter, "linxiao", complaint, "没有这个人") == []


def test_who_may_not_see_the_record_is_told_nothing_of_its_readers(enter: Enter, complaint: Complaint) -> None:
    assert enter("chenmo").get(f"/mentions/complaint/{complaint.pk}").status_code == 404


def test_the_note_s_field_leads_there(enter: Enter, complaint: Complaint) -> None:
    shown = enter("linxiao").get(f"/complaint/{complaint.pk}").text
    assert f'data-mentions="/mentions/complaint/{complaint.pk}"' in shown
