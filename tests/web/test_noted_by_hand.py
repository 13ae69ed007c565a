"""What nobody told of a parcel is noted on pages by those who saw it: one, many at once, by the API."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Difference, Event, Shop
from dianzhang.engine.moment import HOME, now
from dianzhang.service.models import PlatformNotice
from dianzhang.trade.models import Parcel

from .conftest import Enter, new_order
from .test_parcel_ways import actor

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T3.6")]
HTMX = {"HX-Request": "true"}
NOTED = ("scan", "deliver", "return")


def gone(number: str) -> Parcel:
    order = new_order(number)
    must(one("order.approve", actor("zhaoning"), order.pk))
    must(one("order.ship", actor("chenmo"), order.pk, carrier="圆通", waybill=f"YT66778899{number}"))
    return Parcel.objects.get(order=order)


def minute(minutes: int) -> str:
    return (now() + timedelta(minutes=minutes)).astimezone(HOME).strftime("%Y-%m-%dT%H:%M")


def test_the_warehouse_notes_a_scan_on_the_parcel(enter: Enter, shop: Shop) -> None:
    parcel, client = gone("9301"), enter("chenmo")
    page = client.get(f"/parcel/{parcel.pk}").text
    for verb in NOTED:
        assert f"/parcel/{parcel.pk}/{verb}" in page, verb
    assert f"/parcel/{parcel.pk}/rest" not in page
    address = f"/parcel/{parcel.pk}/scan"
    form = client.get(address).text
    assert "什么时候" in form
    assert "怎么知道的" in form
    late = client.post(address, {"note": "快递员收走了", "at": minute(90)})
    assert late.status_code == 422
    assert "这个时间还没有到" in late.text
    assert "写明是怎么知道的" in client.post(address, {"at": minute(0)}).text
    assert client.post(address, {"note": "快递员收走了"}).status_code == 302
    assert Parcel.objects.get(pk=parcel.pk).status == "scanned"
    assert Event.objects.get(kind="parcel.scan", subject_id=parcel.pk).post == "warehouse"


def test_service_notes_that_it_came_but_no_scan_and_others_nothing(enter: Enter, shop: Shop) -> None:
    parcel = gone("9302")
    page = enter("zhouke").get(f"/parcel/{parcel.pk}").text
    assert f"/parcel/{parcel.pk}/deliver" in page
    assert f"/parcel/{parcel.pk}/scan" not in page
    for code, verbs in (("zhouke", ("scan",)), ("zhaoning", NOTED)):
        client: Client = enter(code)
        for verb in verbs:
            assert client.get(f"/parcel/{parcel.pk}/{verb}").status_code == 404, (code, verb)
            assert client.post(f"/parcel/{parcel.pk}/{verb}", {"note": "看见的"}).status_code == 404, (code, verb)
    assert Parcel.objects.get(pk=parcel.pk).status == "shipped"


def test_what_only_programs_tell_has_no_page(enter: Enter, shop: Shop) -> None:
    parcel, client = gone("9303"), enter("chenmo")
    for verb in ("rest", "unheard", "follow", "promise", "turn_up"):
        assert client.get(f"/parcel/{parcel.pk}/{verb}").status_code == 404, verb


def test_many_that_the_courier_took(enter: Enter, shop: Shop) -> None:
    parcels, client = [gone("9304"), gone("9305")], enter("chenmo")
    page = client.get("/parcel?status=shipped").text
    assert "/parcel/all/scan" in page
    assert "/parcel/all/scan" not in enter("zhouke").get("/parcel?status=shipped").text
    chosen = [f"{parcel.pk}:{parcel.revision}" for parcel in parcels]
    assert "怎么知道的" in client.post("/parcel/all/scan", {"item": chosen}, headers=HTMX).text
    sent = {"item": chosen, "go": "1", "note": "快递员收走了"}
    assert "2 条办好了" in client.post("/parcel/all/scan", sent, headers=HTMX).text
    assert set(Parcel.objects.values_list("status", flat=True)) == {"scanned"}


def test_the_api_takes_and_offers_it(enter: Enter, shop: Shop) -> None:
    parcel, client = gone("9306"), enter("chenmo")
    offered = json.dumps(client.get(f"/api/v1/parcel/{parcel.pk}").json())
    assert '"parcel.scan"' in offered
    assert '"parcel.unheard"' not in offered
    body = {"items": [{"id": parcel.pk, "data": {"note": "看了官网"}}]}

    def asks(who: Client, verb: str) -> object:
        answer = who.post(f"/api/v1/parcel/{verb}", json.dumps(body), content_type="application/json")
        return answer.json()["outcomes"][0]["status"] if answer.status_code == 200 else answer.status_code

    assert asks(enter("zhouke"), "scan") == "refused"
    assert asks(client, "turn_up") == 403
    assert asks(client, "scan") == "done"


def test_a_person_does_not_contradict_us(enter: Enter, shop: Shop) -> None:
    """What is over is over: told by a person it is refused, no difference is left behind."""
    parcel, client = gone("9307"), enter("chenmo")
    must(one("parcel.return", actor("chenmo"), parcel.pk, note="退回来了"))
    assert f"/parcel/{parcel.pk}/scan" not in client.get(f"/parcel/{parcel.pk}").text
    assert client.post(f"/parcel/{parcel.pk}/scan", {"note": "快递员收走了"}).status_code == 409
    assert Parcel.objects.get(pk=parcel.pk).status == "returned"
    assert not Difference.objects.filter(subject_kind="parcel", subject_id=parcel.pk).exists()


def test_the_deadline_offers_the_scan(enter: Enter, shop: Shop) -> None:
    parcel, client = gone("9308"), enter("chenmo")
    row = ClockRow.objects.get(subject_kind="parcel", subject_id=parcel.pk, live=True)
    assert row.owner_post == "warehouse"
    desk = client.get("/").text
    assert "让快递揽收" in desk
    assert f"/parcel/{parcel.pk}/scan" in desk
    assert f"/parcel/{parcel.pk}/return" not in desk
    must(one("parcel.scan", actor("chenmo"), parcel.pk, note="快递员收走了"))
    assert f"/parcel/{parcel.pk}/scan" not in client.get("/").text


@pytest.mark.requirement("T10.6")
def test_what_the_platform_decided_is_noted_by_operations(enter: Enter, shop: Shop) -> None:
    notice: PlatformNotice = must(one("platform_notice.tell", PLATFORM, shop="tmall-1", kind="points", title="不符"))
    client = enter("xunuo")
    page = client.get(f"/platform_notice/{notice.pk}").text
    for verb in ("uphold", "rescind", "penalise"):
        assert f"/platform_notice/{notice.pk}/{verb}" in page, verb
    assert f"/platform_notice/{notice.pk}/update" not in page
    client.post(f"/platform_notice/{notice.pk}/rescind", {"note": "平台来信"})
    assert PlatformNotice.objects.get(pk=notice.pk).outcome == "rescinded"
    assert f"/platform_notice/{notice.pk}/rescind" not in client.get(f"/platform_notice/{notice.pk}").text
    assert enter("chenmo").get(f"/platform_notice/{notice.pk}/uphold").status_code == 404
