"""The list, the record, the radar and the numbers of platform notices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now, today
from dianzhang.measure.catalogue import Slice, measures
from dianzhang.service.models import PlatformNotice
from tests.web.conftest import Enter, enter, people, shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T10.6")]
__all__ = ["enter", "people", "shop"]


def told(title: str, kind: str = "points", **more: object) -> PlatformNotice:
    return must(one("platform_notice.tell", PLATFORM, shop="tmall-1", kind=kind, title=title, **more))


def count(name: str) -> object:
    measure = measures[name]
    rows = measure.rows(Slice(today(), today()))
    return measure.read(rows.aggregate(n=measure.value)["n"])


def test_listed_filtered_and_opened(enter: Enter, shop: object) -> None:
    notice, other = told("标题不符", number="W-9"), told("运费险新规", "rules")
    client = enter("xunuo")
    page = client.get("/platform_notice?kind=points").text
    assert f"/platform_notice/{notice.pk}" in page
    assert f"/platform_notice/{other.pk}" not in page
    assert f"/platform_notice/{notice.pk}" in client.get("/platform_notice?q=W-9").text
    page = client.get(f"/platform_notice/{notice.pk}").text
    assert "标题不符" in page
    assert "看平台通知，确认" in page
    assert enter("zhouke").get(f"/platform_notice/{notice.pk}").status_code == 404
    assert enter("chenmo").get("/platform_notice").status_code == 404
    assert client.get("/platform_notice?late=yes").status_code == 200


def test_the_platforms_deadline_is_in_the_radar_and_the_calendar(enter: Enter, shop: object) -> None:
    told("标题不符", due_at=now() + timedelta(hours=3))
    assert "赶在平台时限以前答复或申诉" in enter("xunuo").get("/radar").text
    assert enter("xunuo").get("/calendar").status_code == 200


def test_what_they_add_up_to(shop: object, people: object) -> None:
    lost, won, _open = told("一", points=6, fine="30.00"), told("二", "rights"), told("三", "rules")
    for notice in (lost, won):
        must(one("platform_notice.acknowledge", people.xunuo, notice.pk))  # type: ignore[attr-defined]
        must(one("platform_notice.appeal", people.xunuo, notice.pk, note="不是我们"))  # type: ignore[attr-defined]
    must(one("platform_notice.penalise", PLATFORM, lost.pk))
    must(one("platform_notice.rescind", PLATFORM, won.pk))
    must(one("platform_notice.close", people.mengyan, won.pk, lesson="留好凭证"))  # type: ignore[attr-defined]
    found = {name: count(name) for name in (
        "platform_notices", "platform_notices_open", "platform_notices_late", "platform_points_lost", "platform_fines",
        "appeals_decided", "appeals_won",
    )}  # fmt: skip
    assert list(found.values()) == [3, 2, 0, 6, 30, 2, 1]
    PlatformNotice.objects.filter(title="三").update(due_at=now() - timedelta(hours=1))
    assert count("platform_notices_late") == 1


@pytest.mark.parametrize("path", ["/platform_notice", "/platform_notice/{one}"])
def test_a_page_costs_the_same_with_many(enter: Enter, shop: object, path: str) -> None:
    client, notice = enter("xunuo"), told("一")
    address = path.format(one=notice.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        told(f"第 {number} 条")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
