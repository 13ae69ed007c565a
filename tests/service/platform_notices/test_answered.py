"""Answered or appealed against, decided by the platform, closed with its lesson."""

from __future__ import annotations

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Note

from .conftest import Shop, clocks, live, now

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("T10.4")
def test_appealed_won_and_closed(store: Shop) -> None:
    me, notice = store.people.xunuo, store.read()
    must(store.does(me, "appeal", 60, notice, note="标题和实物一致，见附图"))
    assert Note.objects.get(subject_kind="platform_notice").text == "标题和实物一致，见附图"
    early = store.does(store.people.mengyan, "close", 61, now(notice), lesson="标题先核")
    assert "申诉还没有结果" in early.why
    must(store.does(PLATFORM, "rescind", 120, notice))
    closed = must(store.does(store.people.mengyan, "close", 130, now(notice), lesson="标题上架前核一遍"))
    assert (closed.status, closed.outcome, closed.lost_points) == ("closed", "rescinded", 0)
    assert closed.lesson == "标题上架前核一遍"
    assert clocks(closed) == {"deadline-1": "met", "deadline-2": "met", "deadline-4": "met"}
    assert not any("标题上架前" in event.data for event in Event.objects.all())


@pytest.mark.requirement("T10.5")
def test_penalised_costs_what_was_at_stake_unless_told_otherwise(store: Shop) -> None:
    notice = store.read()
    must(store.does(PLATFORM, "penalise", 60, notice))
    assert (now(notice).lost_points, now(notice).lost_cents) == (6, 50000)
    must(store.does(PLATFORM, "penalise", 61, notice, points=2, fine="0"))
    assert (now(notice).lost_points, now(notice).lost_cents) == (2, 0)
    must(store.does(PLATFORM, "rescind", 62, notice))
    assert now(notice).lost_points == 0


@pytest.mark.requirement("T10.4")
def test_points_are_not_closed_without_an_answer(store: Shop) -> None:
    notice = store.read()
    why = store.does(store.people.mengyan, "close", 40, notice, lesson="没事").why
    assert "没有答复也没有申诉" in why
    must(store.does(store.people.xunuo, "answer", 50, notice, note="已改标题"))
    assert store.does(store.people.mengyan, "close", 60, now(notice), lesson="先核标题").done


def test_rules_that_change_are_closed_once_read(store: Shop) -> None:
    notice = store.read(kind="rules", title="运费险新规", points=None, fine=None)
    assert store.does(store.people.mengyan, "close", 40, notice, lesson="客服话术改了").done


def test_an_appeal_after_the_penalty_waits_anew(store: Shop) -> None:
    notice = store.read()
    must(store.does(PLATFORM, "penalise", 40, notice))
    must(store.does(store.people.xunuo, "appeal", 50, now(notice), note="重复处罚"))
    assert now(notice).outcome == "pending"
    assert store.does(store.people.mengyan, "close", 60, now(notice), lesson="先留证据").status == "refused"


@pytest.mark.requirement("T10.3")
def test_unanswered_for_a_day_is_late_for_its_owner(store: Shop) -> None:
    notice = store.read()
    live(30 + 24 * 60 + 1)
    assert clocks(notice)["deadline-2"] == "missed"


def test_the_specialist_neither_closes_nor_opens_again(store: Shop) -> None:
    notice = store.read(kind="rules", title="新规")
    assert store.does(store.people.xunuo, "close", 40, notice, lesson="无").status == "refused"
    must(store.does(store.people.mengyan, "close", 41, notice, lesson="记下了"))
    assert store.does(store.people.xunuo, "reopen", 42, now(notice), note="还有").status == "refused"
    assert must(store.does(store.people.mengyan, "reopen", 43, now(notice), note="还有")).status == "read"
