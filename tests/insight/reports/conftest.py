"""One shop since January; the week of 2 February sold more than that before.  It is Monday the ninth, eight o'clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from tests.engine.department import found, put_in_force

from .week import at, sold


@pytest.fixture
def office(db: None) -> Iterator[SimpleNamespace]:
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(datetime.fromisoformat("2026-01-01T09:00+08:00")):
        people.shop = must(one("shop.open", SYSTEM, code="tm", name="天猫旗舰店", platform="tmall"))
    for n in range(4):
        sold(people, f"now{n}", "40", 3 + n)
    for n in range(2):
        sold(people, f"then{n}", "50", -3 + n)
    with living_at(at(8)):
        yield people
