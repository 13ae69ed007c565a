"""The words of a review are not in the journal; what the rules found in them is, so that folding again knows it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.replaying import Comparison, compare
from dianzhang.service.models import Review
from tests.service.platform_notices.conftest import MONDAY

from .conftest import Counter, clocks, events, flags, now

pytestmark = pytest.mark.django_db

LEAK = "杯子漏水，懒得退"
DAY = MONDAY.date()
CHECK = "reviews.bad/check-1"


def kept(review: Review, kind: str = "review.tell") -> Any:
    return json.loads(Event.objects.get(subject_kind="review", subject_id=review.pk, kind=kind).data).get("frozen")


def late(counter: Counter, review: Review, happened: float, entered: float) -> None:
    """周可 wrote an answer, and it is entered later than it happened."""
    with living_at(MONDAY + timedelta(minutes=entered)):
        at = MONDAY + timedelta(minutes=happened)
        must(perform("review.reply", Item(review.pk, data={"reply": "抱歉"}), counter.people.zhouke, at=at)[0])


def replayed(text: str) -> Comparison:
    with living_at(MONDAY + timedelta(days=9)):
        return compare(text, DAY, DAY)


def flagged(found: Comparison) -> tuple[int, int]:
    return next(((hits.now, hits.draft) for hits in found.flags if hits.rule == CHECK), (0, 0))


def said(found: Comparison, what: str) -> list[str]:
    return [given.text.zh for given in found.given if given.what == what and "评价内容" in given.text.zh]


@pytest.mark.requirement("V9.6")
def test_a_late_fact_leaves_the_case_as_it_was(counter: Counter) -> None:
    review = counter.told(5, text=LEAK)
    must(counter.does(counter.people.zhouke, "contact", 30, review, note="打通了"))
    was = flags(review), clocks(review), now(review).status
    assert was == (["差评"], {"deadline-1": "met", "deadline-2": "running"}, "contacted")
    late(counter, review, happened=10, entered=70)
    assert (flags(review), clocks(review), now(review).status) == was
    assert events(review) == ["review.tell", "review.raise", "review.contact", "review.reply"]


@pytest.mark.requirement("V9.6")
@pytest.mark.parametrize(("first", "then"), [(LEAK, "客服很好，已经换新"), ("很好", LEAK)])
def test_each_event_is_judged_by_the_words_of_then(counter: Counter, first: str, then: str) -> None:
    """Words that came later, or went, change nothing for what was judged before them."""
    review = counter.told(5, text=first)
    must(counter.does(PLATFORM, "update", 60, review, text=then))
    was = flags(review), clocks(review), now(review).status, events(review)
    late(counter, review, happened=10, entered=70)
    assert (flags(review), clocks(review), now(review).status, events(review)[:-1]) == was
    assert Event.objects.get(kind="review.flag").occurred_at == MONDAY + timedelta(minutes=0 if first == LEAK else 60)


@pytest.mark.requirement("V9.6")
def test_what_was_found_is_in_the_event_and_the_words_are_not(counter: Counter) -> None:
    leak, fine = counter.told(5, text=LEAK), counter.told(5, number="R2", text="颜色好看")
    assert (list(kept(leak).values()), list(kept(fine).values())) == ([True], [False])
    assert kept(leak).keys() == kept(fine).keys()
    assert not any("漏水" in event.data or "好看" in event.data for event in Event.objects.all())


@pytest.mark.requirement("V9.6")
@pytest.mark.parametrize("edition", ["process-first", "process-first.en"])
def test_a_replay_knows_it_in_either_language(counter: Counter, edition: str) -> None:
    for number in range(6):
        counter.told(5, number=f"R{number}", text=LEAK if number % 2 else "颜色好看")
    text = shipped.read(edition).replace("4工作小时", "3工作小时")
    found = replayed(text)
    assert flagged(found) == (3, 3)
    assert said(found, "unmeasured") == []
    assert said(found, "windows") == ["评价的“评价内容”不在流水里：有没有条款里的词，用当时记下的，6 次"]


@pytest.mark.requirement("V9.6")
def test_other_words_cannot_be_asked_about_afterwards_and_the_replay_says_so(counter: Counter) -> None:
    counter.told(5, text=LEAK)
    counter.told(1, number="R2", text="很好")
    found = replayed(shipped.read("process-first").replace('"漏水", ', '"懒得", ').replace("用了三天就漏水", "懒得退"))
    assert flagged(found) == (2, 1)  # the stars of the other are in the journal
    assert said(found, "unmeasured") == [
        "评价的“评价内容”不在流水里，只知道当时条款里的词：草案问的有 2 次没有答案，别的条件定不下来的，不作判断"
    ]
