"""Exports: one way out, with a reason, as far as one sees, agreed to where the rulebook says so, gone after a week."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from dianzhang.engine import jobs, organisation
from dianzhang.engine.act import one
from dianzhang.engine.exporting.keeping import KEPT_FOR, path_of, why_not
from dianzhang.engine.exporting.making import clear_away
from dianzhang.engine.models import Approval, Assignment, Event, Export, Job
from dianzhang.engine.moment import living_at, now, today
from dianzhang.trade.models import Order
from tests.engine.department import agree_for_all

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db

PHONE = "18612340973"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)


def asked(actor: Any, **given: Any) -> Export:
    spec = {"source": "list", "kind": "order", "format": "csv", "reason": "核对差价", **given}
    outcome = one("export.draft", actor, **spec)
    assert outcome.done, outcome.why
    return Export.objects.get(pk=outcome.id)


def text_of(export: Export) -> str:
    return path_of(export).read_text(encoding="utf-8-sig")


@pytest.mark.requirement("S2.5")
def test_a_list_with_its_filters_as_a_file(enter: Enter, people: SimpleNamespace, shop: object) -> None:
    for n in range(3):
        new_order(f"700{n}", complete=n != 1)
    export = asked(people.zhouke, query="hold=clear")
    assert (export.status, export.rows, export.personal) == ("queued", 2, False)
    jobs.work_off()
    export.refresh_from_db()
    assert (export.status, export.written) == ("ready", 2)
    text = text_of(export)
    assert "7000" in text
    assert "7001" not in text
    assert "周可" in text.splitlines()[-1]
    assert "挂起：未挂起" in enter("zhouke").get(f"/export/{export.pk}").text
    assert json.loads(Event.objects.get(kind="export.draft").data)["set"]["rows"] == 2
    assert "核对差价" not in "".join(Event.objects.values_list("data", flat=True))


@pytest.mark.requirement("S2.5")
def test_it_is_fetched_by_whoever_asked_and_each_time_is_on_record(
    enter: Enter, people: SimpleNamespace, order: Order
) -> None:
    export = asked(people.zhouke, format="xlsx")
    jobs.work_off()
    export.refresh_from_db()
    client, given = enter("zhouke"), {"digest": export.digest, "next": f"/export/{export.pk}/file"}
    assert client.get(f"/export/{export.pk}/file").status_code == 404
    answer = client.post(f"/export/{export.pk}/fetch", given, follow=True)
    assert answer["Content-Disposition"].startswith('attachment; filename="E-')
    path = path_of(export)
    assert b"".join(answer.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]
    assert [row[0] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_name("数据").to_python()][1] == "1001"
    export.refresh_from_db()
    assert export.fetched == 1
    assert Event.objects.filter(kind="export.fetch", actor_id=people.zhouke.person_id).count() == 1
    for code in ("suhe", "linxiao", "shenlan"):
        assert enter(code).get(f"/export/{export.pk}/file").status_code == 404
        assert enter(code).post(f"/export/{export.pk}/fetch", given).status_code in (404, 302)
        assert Event.objects.filter(kind="export.fetch").count() == 1


@pytest.mark.requirement("S2.1")
def test_it_holds_what_its_asker_sees(people: SimpleNamespace, order: Order) -> None:
    agent, lead = asked(people.zhouke, full=True), asked(people.linxiao, full=True)
    assert (agent.personal, agent.clear) == (False, "")
    assert lead.personal
    assert "order.cost" in lead.clear
    assert (agent.status, lead.status) == ("queued", "draft")  # the lead's has telephones: the superior is asked
    agree_for_all()
    jobs.work_off()
    assert PHONE not in text_of(agent)
    assert "成本" not in text_of(agent)
    assert "买家电话" not in text_of(agent)
    assert PHONE in text_of(lead)
    assert "成本" in text_of(lead)


def test_a_page_of_receivers_is_not_asked_for_one_by_one(people: SimpleNamespace, shop: object) -> None:
    """SQLite takes no condition of a thousand parts: whose an order is, is joined."""
    for number in ("1", "2", "3"):
        new_order(number)
    export = asked(people.linxiao, full=True)
    agree_for_all()
    with CaptureQueriesContext(connection) as made:
        jobs.work_off()
    assert text_of(export).count(PHONE) == 3
    assert not [query for query in made if 'FROM "customers_' in query["sql"]]


@pytest.mark.requirement("S2.6")
def test_beyond_the_line_the_superior_agrees_first(people: SimpleNamespace, shop: object) -> None:
    new_order("1")
    export = asked(people.linxiao, full=True)
    assert not Job.objects.filter(kind="export", done_at=None).exists()
    approval = Approval.objects.get(action="export.request")
    assert one("approval.agree", people.linxiao, approval.pk).status == "refused"
    assert one("approval.agree", people.shenlan, approval.pk).done
    assert Export.objects.get(pk=export.pk).status == "queued"


@pytest.mark.requirement("S2.6")
def test_where_nobody_is_above_it_says_who_could_agree(people: SimpleNamespace, enter: Enter, shop: object) -> None:
    """And nobody agrees to what is their own."""
    new_order("1")
    Assignment.objects.filter(post__code="director").delete()
    organisation.forget()
    asked(people.linxiao, full=True)
    approval = Approval.objects.get(action="export.request")
    assert one("approval.agree", people.linxiao, approval.pk).status == "refused"
    assert "谁担任了其中一个，就由谁同意" in enter("linxiao").get(f"/approval/{approval.pk}").text


@pytest.mark.requirement("S2.6")
def test_rights_lost_meanwhile_count(people: SimpleNamespace, order: Order) -> None:
    """Another's file, a post no longer held, a field no longer granted, a narrower reach: each is refused."""
    export = asked(people.linxiao)
    jobs.work_off()
    export.refresh_from_db()
    assert why_not(export, people.linxiao) == ""
    assert why_not(export, people.shenlan) != ""
    assert why_not(export, replace(people.linxiao, post="director")) != ""
    export.clear = "basepay.amount"
    assert why_not(export, people.linxiao) != ""
    mine = Export(owner_id=people.zhouke.person_id, post="service", source="list", kind="complaint", reach="all")
    assert why_not(mine, people.zhouke) != ""


def test_it_is_not_made_for_whoever_left_the_post(people: SimpleNamespace, order: Order) -> None:
    export = asked(people.zhouke)
    Export.objects.filter(pk=export.pk).update(post="warehouse")
    jobs.work_off()
    export.refresh_from_db()
    assert export.status == "failed"
    assert "已经不在这个岗位" in export.why


@pytest.mark.requirement("S2.6")
def test_after_a_week_it_is_gone(people: SimpleNamespace, order: Order) -> None:
    export = asked(people.zhouke)
    jobs.work_off()
    assert path_of(export).exists()
    with living_at(now() + KEPT_FOR + timedelta(minutes=1)):
        assert clear_away() == 1
        assert clear_away() == 0
    assert not path_of(export).exists()
    assert Export.objects.get(pk=export.pk).status == "gone"


def test_a_cancelled_one_is_not_made(people: SimpleNamespace, order: Order, enter: Enter) -> None:
    export = asked(people.zhouke)
    enter("zhouke").post(f"/export/{export.pk}/cancel")
    jobs.work_off()
    assert Export.objects.get(pk=export.pk).status == "cancelled"
    assert not path_of(export).exists()


@pytest.mark.requirement("S2.5")
@pytest.mark.parametrize(
    "given",
    [
        {"kind": "basepay"}, {"kind": "nothing"}, {"source": "database"}, {"query": "phone=18612340973"},
        {"query": "placed_from=yesterday"}, {"query": "owner__name=x"}, {"source": "record", "query": "999999"},
        {"source": "record", "query": "x"}, {"source": "numbers", "query": "name=毛利&from=2026-01-01&to=2026-01-02"},
        {"source": "numbers", "query": "name=支付订单数&from=x&to=y"}, {"format": "exe"}, {"reason": ""},
    ],
)  # fmt: skip
def test_what_one_does_not_see_cannot_be_exported(people: SimpleNamespace, order: Order, given: dict[str, str]) -> None:
    spec = {"source": "list", "kind": "order", "format": "csv", "reason": "好奇", **given}
    assert one("export.draft", people.zhouke, **spec).status == "refused"
    assert not Export.objects.exists()


@pytest.mark.requirement("S2.1")
def test_a_record_and_numbers_too(people: SimpleNamespace, order: Order) -> None:
    record = asked(people.zhouke, source="record", query=str(order.pk))
    day = today()
    numbers = asked(people.zhouke, source="numbers", kind="", query=f"name=支付订单数&by=day&from={day}&to={day}")
    gross = asked(people.mengyan, source="numbers", kind="", query=f"name=毛利&by=day&from={day}&to={day}")
    jobs.work_off()
    assert "329" in text_of(record)
    assert f"{day},1" in text_of(numbers)
    assert "毛利" in text_of(gross)


def test_the_button_stands_on_list_record_and_today(enter: Enter, order: Order) -> None:
    client = enter("zhouke")
    for path in ("/order?hold=clear", f"/order/{order.pk}", "/"):
        assert "/export/new/draft?source=" in client.get(path).text
    form = client.get("/export/new/draft?source=list&kind=order&query=hold%3Dclear").text
    assert 'value="hold=clear"' in form
    sent = {"source": "list", "kind": "order", "query": "hold=clear", "format": "xlsx", "reason": "核对"}
    page = client.post("/export/new/draft", sent, follow=True).text
    assert "正在生成" in page
    jobs.work_off()
    assert "下载" in client.get(f"/export/{Export.objects.get().pk}").text
    assert "export/new/draft" not in client.get("/export").text


def test_an_export_costs_the_same_statements_for_a_thousand_rows(people: SimpleNamespace, shop: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from dianzhang.engine.exporting import Spec, sheet_of

    new_order("1")
    with CaptureQueriesContext(connection) as few:
        list(sheet_of(Spec("list", "order", "", True), people.linxiao).rows())
    for n in range(2, 12):
        new_order(str(n))
    with CaptureQueriesContext(connection) as many:
        list(sheet_of(Spec("list", "order", "", True), people.linxiao).rows())
    assert len(many) <= len(few)
