"""Score and pay: one's own, and those one may see."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must, one
from dianzhang.service.models import Complaint

from .conftest import Enter

pytestmark = pytest.mark.django_db


def test_ones_own_slip_opens_to_clause_and_rows(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    text = enter("zhouke").get("/pay").text
    assert "预估" in text
    assert "流程达成率" in text
    assert "按时时限数" in text
    assert 'href="/radar?state=met' in text
    assert 'class="clause"' in text


def test_a_colleagues_slip_is_not_there(enter: Enter, people: object) -> None:
    assert enter("zhouke").get("/pay/linxiao").status_code == 404
    assert enter("hejing").get("/pay/zhouke").status_code == 200


@pytest.mark.parametrize("period", ["nonsense", "2026-13", "2026"])
def test_a_month_that_is_none_is_not_there(enter: Enter, people: object, period: str) -> None:
    assert enter("zhouke").get(f"/pay/zhouke/{period}").status_code == 404


def test_rows_open_only_for_those_who_may_see_such_a_list(enter: Enter, people: object, shop: object) -> None:
    """HR sees what everybody earns, and no orders."""
    assert 'href="/order?' in enter("shenlan").get("/pay").text
    theirs = enter("hejing").get("/pay").text
    assert "GMV" in theirs
    assert 'href="/order?' not in theirs


def test_events_behind_a_line_say_what_they_are_about(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    assert f'href="/complaint/{complaint.pk}"' in enter("zhouke").get("/pay").text


def test_workings_are_in_english_for_whoever_reads_english(enter: Enter, people: object, complaint: Complaint) -> None:
    must(one("complaint.resolve", people.zhouke, complaint.pk))  # type: ignore[attr-defined]
    client = enter("zhouke")
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    text = client.get("/pay").text
    assert "IF(" in text
    assert "如果" not in text
    assert "综合得分率" not in text
