"""A notice is written down once, with what is at stake and until when; it has an owner and two deadlines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Notice
from dianzhang.service.models import PlatformNotice

from .conftest import MONDAY, Shop, clocks, live, now

pytestmark = pytest.mark.django_db
DUE = MONDAY + timedelta(hours=20)


@pytest.mark.requirement("T10.1")
def test_written_down_with_what_is_at_stake(store: Shop) -> None:
    notice = store.noticed(number="W-1", text="买家王小明举报", goods="CF-1001", due_at=DUE)
    assert (notice.points, notice.fine_cents, notice.goods, notice.due_at) == (6, 50000, "CF-1001", DUE)
    assert (notice.status, notice.outcome, notice.owner_id) == ("received", "pending", None)
    assert not any("王小明" in event.data for event in Event.objects.all())


@pytest.mark.requirement("T10.1")
def test_once_for_each_number_of_a_shop(store: Shop) -> None:
    store.noticed(number="W-1")
    again = store.does(PLATFORM, "tell", 5, shop="tmall-1", kind="points", title="又来", number="W-1")
    assert again.status == "refused"
    assert "W-1" in again.why
    assert store.does(PLATFORM, "tell", 5, shop="jd-1", kind="points", title="别家", number="W-1").done
    assert store.noticed().pk != store.noticed().pk  # without a number each is its own
    assert PlatformNotice.objects.count() == 4


def test_a_deadline_before_it_came_is_refused(store: Shop) -> None:
    given = {"shop": "tmall-1", "kind": "other", "title": "晚了", "due_at": MONDAY - timedelta(days=1)}
    assert "平台时限" in store.does(store.people.xunuo, "record", 0, **given).why


def test_an_unknown_shop_or_person_is_refused(store: Shop) -> None:
    given = {"kind": "other", "title": "规则"}
    assert "nowhere" in store.does(store.people.xunuo, "record", 0, shop="nowhere", **given).why
    assert "nobody" in store.does(store.people.xunuo, "record", 0, shop="jd-1", person="nobody", **given).why


@pytest.mark.requirement("T10.2")
def test_given_to_somebody_who_is_told(store: Shop) -> None:
    notice = store.noticed(person="xunuo")
    assert notice.owner_id == store.people.xunuo.person_id
    moved = must(store.does(store.people.mengyan, "assign", 5, notice, person="mengyan"))
    assert moved.owner_id == store.people.mengyan.person_id
    moved = must(store.does(store.people.mengyan, "assign", 6, notice, person="xunuo"))
    assert Notice.objects.filter(person_id=store.people.xunuo.person_id, subject_kind="platform_notice").exists()
    assert store.does(store.people.mengyan, "assign", 7, moved, person="xunuo").status == "unchanged"


@pytest.mark.requirement("T10.2")
def test_whoever_acknowledges_has_it(store: Shop) -> None:
    notice = store.read()
    assert (notice.status, notice.owner_id) == ("read", store.people.xunuo.person_id)
    assert clocks(now(notice)) == {"deadline-1": "met", "deadline-2": "running"}


@pytest.mark.requirement("T10.3")
def test_unread_for_four_working_hours_the_lead_hears(store: Shop) -> None:
    notice = store.noticed()
    live(301)  # ten to three, without the hour at noon
    assert clocks(notice)["deadline-1"] == "missed"
    assert Notice.objects.filter(person_id=store.people.mengyan.person_id, kind="escalated").exists()


@pytest.mark.requirement("T10.3")
def test_the_platforms_own_deadline_runs_beside_ours_and_climbs(store: Shop) -> None:
    notice = store.noticed(due_at=DUE)
    assert clocks(notice)["deadline-3"] == "running"
    live(20 * 60 + 1)
    assert clocks(notice)["deadline-3"] == "missed"
    live(24 * 60 + 1)
    assert Notice.objects.filter(person_id=store.people.shenlan.person_id, kind="escalated").exists()


def test_the_platform_gives_more_time(store: Shop) -> None:
    notice = store.noticed(due_at=DUE)
    must(store.does(PLATFORM, "update", 10, notice, due_at=DUE + timedelta(days=1), points=2))
    live(20 * 60 + 1)
    assert (clocks(notice)["deadline-3"], now(notice).points) == ("running", 2)
    same = store.does(PLATFORM, "update", 20 * 60 + 2, notice, points=2)
    assert same.status == "unchanged"


def test_who_may_not(store: Shop) -> None:
    notice = store.noticed()
    given = {"shop": "tmall-1", "kind": "other", "title": "规则"}
    for who in (store.people.zhouke, store.people.chenmo, store.people.zhaoning):
        assert store.does(who, "record", 0, **given).status == "refused"
        assert store.does(who, "acknowledge", 1, notice).status == "refused"
    assert store.does(store.people.xunuo, "assign", 1, notice, person="xunuo").status == "refused"
