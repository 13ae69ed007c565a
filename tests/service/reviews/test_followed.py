"""The case of a bad review: contacted, settled with an outcome, asked again; trouble goes to operations."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must

from .conftest import Counter, clocks, events, live, now

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("V9.3")
def test_contacted_settled_and_asked_again(counter: Counter) -> None:
    me, review = counter.people.zhouke, counter.contacted()
    assert (review.status, review.owner_id) == ("contacted", me.person_id)
    must(counter.does(me, "settle", 60, review, outcome="changed", note="补发盖子"))
    must(counter.does(me, "follow_up", 70, now(review), note="收到了，满意"))
    done = now(review)
    assert (done.status, done.outcome) == ("closed", "changed")
    assert clocks(done) == {"deadline-1": "met", "deadline-2": "met", "deadline-3": "met"}


@pytest.mark.requirement("V9.3")
def test_not_settled_before_it_was_tried(counter: Counter) -> None:
    review = counter.told()
    assert counter.does(counter.people.zhouke, "settle", 5, review, outcome="unreachable").status == "moved_on"
    assert counter.does(counter.people.zhouke, "contact", 6, review, note="").status == "refused"


@pytest.mark.requirement("V9.3")
def test_without_an_outcome_for_two_days_the_lead_hears(counter: Counter) -> None:
    review = counter.contacted()
    live(48 * 60 + 1)
    assert clocks(review)["deadline-2"] == "missed"


def test_the_lead_opens_again_and_the_clock_with_it(counter: Counter) -> None:
    me, review = counter.people.zhouke, counter.contacted()
    must(counter.does(me, "settle", 60, review, outcome="explained"))
    assert counter.does(me, "reopen", 61, now(review), note="又来追评").status == "refused"
    must(counter.does(counter.people.linxiao, "reopen", 62, now(review), note="又来追评"))
    assert (now(review).status, now(review).outcome) == ("open", "")
    assert clocks(review)["deadline-1"] == "running"


@pytest.mark.requirement("V9.4")
def test_trouble_with_the_goods_goes_to_operations(counter: Counter) -> None:
    review = counter.contacted()
    must(counter.does(counter.people.zhouke, "pass_on", 40, review, note="盖子卡扣断"))
    assert counter.does(counter.people.zhouke, "hear_ops", 41, now(review), note="我收").status == "refused"
    must(counter.does(counter.people.mengyan, "hear_ops", 50, now(review), note="问供应商"))
    assert "运营已经收悉" in counter.does(counter.people.xunuo, "hear_ops", 51, now(review), note="再收").why
    assert (now(review).ops_heard, clocks(review)["deadline-4"]) == (True, "met")


def test_a_good_one_is_answered_too(counter: Counter) -> None:
    review = counter.told(5)
    must(counter.does(counter.people.zhouke, "reply", 5, review, reply="谢谢支持"))
    assert (now(review).reply, now(review).status) == ("谢谢支持", "none")
    assert events(review) == ["review.tell", "review.reply"]


def test_who_may_not(counter: Counter) -> None:
    review = counter.told()
    for who in (counter.people.xunuo, counter.people.chenmo, counter.people.zhaoning, counter.people.hejing):
        assert counter.does(who, "contact", 5, review, note="我来").status == "refused"
    assert counter.does(counter.people.chenmo, "record", 5, shop="tmall-1", number="X", rating=1).status == "refused"
