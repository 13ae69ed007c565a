"""The process map: counts and times of what follows what, departures, the records behind them; who sees which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dianzhang.engine import registry
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Shop
from dianzhang.engine.moment import living_at
from dianzhang.insight.process import asking
from dianzhang.insight.process.asking import Asked
from dianzhang.insight.process.departing import allowed, departures
from dianzhang.insight.process.flow import END, START, flow
from dianzhang.trade.models import Order

from .conftest import ADDRESS, Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.3")]

NOON = datetime(2026, 11, 4, 4, tzinfo=UTC)
SPAN = {"from": "2026-11-04", "to": "2026-11-05"}


@pytest.fixture
def orders(shop: Shop) -> list[Order]:
    """Four, entered at noon; paid after 1, 2, 3 and 40 minutes, the last of them the day after it was entered."""
    found = []
    for n, (entered, minutes) in enumerate([(NOON, 1), (NOON, 2), (NOON, 3), (NOON - timedelta(days=1), 1480)]):
        who = {"buyer_id": f"b-{n}", "buyer_name": "王小明", "receiver": "王小明", "phone": "18612340973", **ADDRESS}
        with living_at(entered):
            order = must(one("order.enter", PLATFORM, shop="tmall-1", number=f"9{n}", total="10.00", **who))
        with living_at(entered + timedelta(minutes=minutes)):
            must(one("order.pay", PLATFORM, order.pk))
        found.append(order)
    return found


def asked(actor: object = SYSTEM, **more: object) -> Asked:
    return Asked(registry.subjects["order"], NOON.date(), NOON.date() + timedelta(days=1), actor, **more)  # type: ignore[arg-type]


def test_which_step_follows_which_how_often_and_after_how_long(orders: list[Order]) -> None:
    found = flow(asked())
    arrows = {(a.from_, a.to): a for a in found.arrows}
    paid = arrows["order.enter", "order.pay"]
    assert (paid.count, paid.records) == (4, 4)
    assert paid.median == pytest.approx(120, abs=0.01)  # of 1, 2, 3 and 1480 minutes the second
    assert paid.most == pytest.approx(1480 * 60, abs=0.01)
    assert arrows[START, "order.enter"].count == 3  # the fourth had begun the day before
    assert found.records == 4
    assert sum(a.count for a in found.arrows if a.to == END) == 4
    assert {s.kind: s.count for s in found.steps}["order.pay"] == 4


def test_other_days_and_other_shops_have_no_arrows(orders: list[Order]) -> None:
    later = Asked(registry.subjects["order"], NOON.date() + timedelta(9), NOON.date() + timedelta(10), SYSTEM)
    assert flow(later).arrows == ()
    assert flow(asked(shop=0)).records == 0


def test_a_step_that_the_states_do_not_allow_is_found(orders: list[Order]) -> None:
    """The platform tells of a delivery of what has never left."""
    with living_at(NOON + timedelta(hours=1)):
        one("order.deliver", PLATFORM, orders[0].pk)
    found = [d for d in departures(asked()) if d.what == "state"]
    assert [(d.to, d.count) for d in found if d.axis == "fulfilment"] == [("order.deliver", 1)]
    actions = registry.subjects["order"].actions
    assert not allowed(actions["order.enter"], actions["order.deliver"], "fulfilment")
    assert allowed(actions["order.enter"], actions["order.pay"], "payment")


def test_a_deadline_that_was_broken_is_found_with_its_clause(enter: Enter, orders: list[Order]) -> None:
    ClockRow.objects.filter(subject_kind="order").update(state="met")
    clock = ClockRow.objects.filter(subject_kind="order", subject_id=orders[0].pk).first()
    assert clock is not None
    ClockRow.objects.filter(pk=clock.pk).update(state="missed", quiet=False, due_at=NOON)
    (broken,) = [d for d in departures(asked()) if d.what == "deadline"]
    assert (broken.rule, broken.version, broken.count) == (clock.rule, clock.version_id, 1)
    page = enter("shenlan").get("/process/order", SPAN).text
    assert "期限没有守住" in page
    opened = enter("shenlan").get("/process/order/records", {**SPAN, "departs": f"deadline:{clock.rule}"}).text
    assert f'href="/order/{orders[0].pk}"' in opened
    assert f'href="/order/{orders[1].pk}"' not in opened


def test_the_page_draws_it_and_says_the_same_in_a_table(enter: Enter, orders: list[Order]) -> None:
    page = enter("shenlan").get("/process/order", SPAN).text
    assert "<svg" in page
    assert "4 · 2 分钟" in page
    assert "九成在多久以内" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    opened = enter("shenlan").get("/process/order/records", {**SPAN, "a": "order.enter", "b": "order.pay"}).text
    assert all(f'href="/order/{order.pk}"' in opened for order in orders)
    assert enter("shenlan").get("/process/order/records", {**SPAN, "a": "x", "b": "y"}).status_code == 404


def test_who_sees_no_more_than_their_own_has_no_map(enter: Enter, orders: list[Order], complaint: object) -> None:
    for kind in ("leave", "basepay", "suggestion"):
        assert enter("zhouke").get(f"/process/{kind}").status_code == 404
    assert enter("shenlan").get("/process").status_code == 200


@pytest.mark.parametrize("query", [{"from": "x"}, {"from": "2026-11-05", "to": "2026-11-01"}, {"shop": "none"}])
def test_what_cannot_be_read_is_no_page(enter: Enter, people: object, query: dict[str, str]) -> None:
    assert enter("shenlan").get("/process/order", query).status_code == 404


def test_too_many_events_are_said_not_drawn(enter: Enter, orders: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 3)
    page = enter("shenlan").get("/process/order", SPAN).text
    assert 'class="flow"' not in page
    assert "画不下" in page
