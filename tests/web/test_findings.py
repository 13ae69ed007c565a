"""Inspections and findings in the browser: reported from a clause, found in lists, one cost whatever there is."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.service.models import Complaint
from dianzhang.work.models import Finding, Inspection
from tests.engine.department import put_in_force
from tests.work.inspections.conftest import RULES

from .conftest import Enter

pytestmark = pytest.mark.django_db
CLAUSE = "service.escalate"


def reported(people: SimpleNamespace, **more: object) -> Finding:
    given = {"clause": CLAUSE, "seen": "上午三件客诉放了半小时", "about": "zhouke"} | more
    return must(one("finding.report", people.suhe, **given))


def assigned(people: SimpleNamespace) -> Finding:
    finding = reported(people)
    must(one("finding.assign", people.linxiao, finding.id, person="zhouke", due="2099-10-16"))
    return finding


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def listed(client: Client, query: str = "") -> list[str]:
    return re.findall(r'class="open" href="/finding/(\d+)"', client.get(f"/finding{query}").text)


@pytest.mark.requirement("R7.1")
def test_the_form_begins_with_the_clause(enter: Enter) -> None:
    text = enter("chenmo").get(f"/finding/new/report?clause={CLAUSE}").text
    assert re.search(rf'<option value="{CLAUSE}" selected>', text)
    assert '<textarea id="f-seen"' in text
    assert 'name="anonymous" value="1" checked' in text


@pytest.mark.requirement("R7.1")
def test_it_is_sent_and_stands_in_ones_list(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("chenmo")
    sent = {"clause": CLAUSE, "seen": "没人接客诉", "anonymous": "1"}
    answer = client.post("/finding/new/report", sent, follow=True)
    finding = Finding.objects.get()
    assert (finding.author_id, finding.anonymous) == (people.chenmo.person_id, True)
    assert "没人接客诉" in answer.text
    assert f"/rulebook/clause/{CLAUSE}" in answer.text
    assert listed(client) == [str(finding.pk)]
    assert listed(enter("xunuo")) == []


def test_what_is_missing_stands_beside_it(enter: Enter) -> None:
    answer = enter("chenmo").post("/finding/new/report", {"clause": CLAUSE, "seen": ""})
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


@pytest.mark.requirement("R7.3")
def test_the_page_names_who_reported_it_only_to_who_handles_it(enter: Enter, people: SimpleNamespace) -> None:
    finding = assigned(people)
    handler, corrector = (enter(who).get(f"/finding/{finding.pk}").text for who in ("linxiao", "zhouke"))
    assert "苏禾" in handler
    assert "只有处理的人看得到" in handler
    assert "苏禾" not in corrector
    assert "不署名" in corrector


@pytest.mark.requirement("R7.5")
def test_each_sees_their_own_buttons(enter: Enter, people: SimpleNamespace) -> None:
    finding = assigned(people)
    of = {
        who: set(re.findall(rf"/finding/{finding.pk}/(\w+)", enter(who).get(f"/finding/{finding.pk}").text))
        for who in ("linxiao", "zhouke", "suhe")
    }
    assert of == {"linxiao": {"assign", "dismiss"}, "zhouke": {"rectify", "excuse"}, "suhe": set()}
    assert enter("xunuo").get(f"/finding/{finding.pk}").status_code == 404
    assert enter("suhe").post(f"/finding/{finding.pk}/dismiss", {"reason": "算了"}).status_code == 404


@pytest.mark.requirement("R7.4")
def test_lists_by_what_one_looks_for(enter: Enter, people: SimpleNamespace) -> None:
    first, second = assigned(people), reported(people, about="")
    must(one("finding.dismiss", people.linxiao, reported(people).id, reason="没有的事"))
    linxiao, zhouke = enter("linxiao"), enter("zhouke")
    assert listed(linxiao, "?status=reported,assigned,corrected") == [str(second.pk), str(first.pk)]
    assert listed(linxiao, "?mine=handle") == [str(second.pk)]
    assert listed(zhouke, "?mine=correct") == [str(first.pk)]
    assert listed(linxiao, f"?clause={CLAUSE}&status=dismissed") != []
    assert listed(linxiao, "?due=late") == []
    Finding.objects.filter(pk=first.pk).update(due_at="2026-01-05T10:00Z")
    assert listed(linxiao, "?due=late") == [str(first.pk)]


def test_one_cost_whatever_there_is(enter: Enter, people: SimpleNamespace) -> None:
    finding, client = assigned(people), enter("linxiao")
    few = queries(client, "/finding"), queries(client, f"/finding/{finding.pk}")
    for _ in range(6):
        assigned(people)
    assert (queries(client, "/finding"), queries(client, f"/finding/{finding.pk}")) == few
    assert few[0] <= 16
    assert few[1] <= 24


@pytest.mark.requirement("R7.6")
def test_an_inspection_from_its_form_to_its_end(enter: Enter, people: SimpleNamespace) -> None:
    put_in_force(RULES)  # beside process-first: it lets 何静 inspect
    client = enter("hejing")
    assert 'type="checkbox" name="clauses" value="complaints"' in client.get("/inspection/new/begin").text
    sent = {"kind": "own", "first_day": "2026-01-01", "last_day": "2026-03-31", "clauses": ["complaints", CLAUSE]}
    page = client.post("/inspection/new/begin", sent, follow=True).text
    inspection = Inspection.objects.get()
    assert inspection.clauses == f"complaints {CLAUSE}"
    assert f"/finding/new/report?inspection={inspection.pk}" in page
    found = {"clause": "complaints", "seen": "三件超时", "inspection": str(inspection.pk)}
    client.post("/finding/new/report", found)
    finding = Finding.objects.get()
    client.post(f"/inspection/{inspection.pk}/close", {"revision": "1"})
    page = client.get(f"/inspection/{inspection.pk}").text
    assert "还有问题没有交办" in page
    assert f'href="/finding/{finding.pk}"' in page
    client.post(f"/finding/{finding.pk}/assign", {"person": "zhouke", "due": "2099-01-04"})
    client.post(f"/inspection/{inspection.pk}/close", {"revision": "1"})
    inspection.refresh_from_db()
    assert inspection.status == "closed"


def test_without_the_right_there_is_no_form(enter: Enter, people: SimpleNamespace) -> None:
    assert enter("zhouke").get("/inspection/new/begin").status_code == 404
    assert enter("zhouke").get("/inspection").status_code == 404


def test_in_english(enter: Enter, people: SimpleNamespace) -> None:
    finding = assigned(people)
    client = enter("linxiao")
    client.cookies["django_language"] = "en"
    text = client.get(f"/finding/{finding.pk}", headers={"accept-language": "en"}).text
    assert "To be corrected by" in text
    assert "Only those who handle it see this" in text


@pytest.mark.requirement("R7.1")
@pytest.mark.parametrize("page", ["/rulebook", f"/rulebook/clause/{CLAUSE}/kept"])
def test_a_breach_is_reported_from_the_place_of_its_clause(enter: Enter, page: str) -> None:
    assert f"/finding/new/report?clause={CLAUSE}" in enter("chenmo").get(page).text


def test_and_from_a_record(enter: Enter, people: SimpleNamespace, complaint: Complaint) -> None:
    client = enter("suhe")
    link = f"/finding/new/report?of_kind=complaint&amp;of_id={complaint.pk}"
    assert link in client.get(f"/complaint/{complaint.pk}").text
    assert f'name="of_id" value="{complaint.pk}"' in client.get(link.replace("&amp;", "&")).text
    sent = {"clause": CLAUSE, "seen": "放了半小时", "of_kind": "complaint", "of_id": str(complaint.pk)}
    answer = client.post("/finding/new/report", sent, follow=True)
    assert f'href="/complaint/{complaint.pk}"' in answer.text
    assert Finding.objects.get().anonymous is False  # the tick was taken away
