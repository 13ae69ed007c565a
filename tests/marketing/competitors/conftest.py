"""许诺 watches a pan of a competitor beside ours; it is Wednesday, 4 March."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.marketing.competitors.models import Rival
from tests.engine.department import found, put_in_force

WEDNESDAY = datetime(2026, 3, 4, 10, tzinfo=HOME)
SEEN: dict[str, Any] = {"day": "2026-03-04", "price": "80", "ours": "100", "source": "商品页"}


@pytest.fixture
def people(db: None) -> Iterator[SimpleNamespace]:
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(WEDNESDAY):
        must(one("sku.add", people.mengyan, code="PAN-28", title="炒锅 28"))
        yield people


@pytest.fixture
def pan(people: SimpleNamespace) -> Rival:
    given = {"title": "不粘炒锅 28cm", "seller": "某某厨具旗舰店", "platform": "tmall", "sku": "PAN-28"}
    made: Rival = must(one("rival.add", people.xunuo, **given))
    return made
