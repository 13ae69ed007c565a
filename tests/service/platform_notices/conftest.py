"""A shop to which a platform writes, and those who see to it.  Minutes count from Monday, ten o'clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.service.models import PlatformNotice
from tests.engine.department import LONG_AGO, found, put_in_force

MONDAY = datetime(2026, 10, 12, 10, tzinfo=HOME)


class Shop:
    def __init__(self) -> None:
        self.people = found()
        put_in_force(shipped.read("process-first"))
        with living_at(LONG_AGO):
            self.shop = must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
            must(one("shop.open", SYSTEM, code="jd-1", name="京东店"))

    def does(self, actor: Any, verb: str, minute: float, notice: PlatformNotice | None = None, **data: Any) -> Outcome:
        with living_at(MONDAY + timedelta(minutes=minute)):
            return one(f"platform_notice.{verb}", actor, notice.pk if notice else None, **data)

    def noticed(self, minute: float = 0, **data: Any) -> PlatformNotice:
        """许诺 writes down that points are at stake."""
        given = {"shop": "tmall-1", "kind": "points", "title": "标题与商品不符", "points": 6, "fine": "500.00"} | data
        return must(self.does(self.people.xunuo, "record", minute, **given))

    def read(self, minute: float = 30, **data: Any) -> PlatformNotice:
        notice = self.noticed(**data)
        return must(self.does(self.people.xunuo, "acknowledge", minute, notice))


def now(notice: PlatformNotice) -> PlatformNotice:
    return PlatformNotice.objects.get(pk=notice.pk)


def clocks(notice: PlatformNotice) -> dict[str, str]:
    rows = ClockRow.objects.filter(subject_kind="platform_notice", subject_id=notice.pk).order_by("id")
    return {row.rule.partition("/")[2]: row.state for row in rows}


def live(minute: float) -> None:
    with living_at(MONDAY + timedelta(minutes=minute)):
        tick(MONDAY + timedelta(minutes=minute))


@pytest.fixture
def store(db: None) -> Shop:
    return Shop()
