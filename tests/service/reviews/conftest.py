"""A shop whose goods are reviewed, and those who see to bad ones.  Minutes count from Monday, ten o'clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow, Event, Flag
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.service.models import Review
from tests.service.platform_notices.conftest import MONDAY, Shop

BAD = "用了两天，盖子坏了"


class Counter(Shop):
    def does(self, actor: Any, verb: str, minute: float, review: Any = None, **data: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            return one(f"review.{verb}", actor, review.pk if review else None, **data)

    def told(self, rating: int = 1, minute: float = 0, number: str = "R1", **data: Any) -> Review:
        given = {"shop": "tmall-1", "number": number, "text": BAD if rating < 3 else "很好", "buyer": "王小明"} | data
        must(self.does(PLATFORM, "tell", minute, rating=rating, **given))
        return Review.objects.get(number=number, shop__code=given["shop"])

    def contacted(self, minute: float = 30, **data: Any) -> Review:
        review = self.told(**data)
        must(self.does(self.people.zhouke, "contact", minute, review, note="电话打通，要换盖子"))
        return now(review)


def now(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def clocks(review: Review) -> dict[str, str]:
    rows = ClockRow.objects.filter(subject_kind="review", subject_id=review.pk).order_by("id")
    return {row.rule.partition("/")[2]: row.state for row in rows}


def events(review: Review) -> list[str]:
    found = Event.objects.filter(subject_kind="review", subject_id=review.pk).exclude(kind="review.flag")
    return list(found.order_by("id").values_list("kind", flat=True))


def flags(review: Review) -> list[str]:
    return list(Flag.objects.filter(subject_kind="review", subject_id=review.pk).values_list("reason", flat=True))


def live(minute: float) -> None:
    with living_at(MONDAY + timedelta(minutes=minute)):
        tick(MONDAY + timedelta(minutes=minute))


@pytest.fixture
def counter(db: None) -> Counter:
    return Counter()
