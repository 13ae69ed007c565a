"""A desk to which reports come: a Tmall shop and a Douyin shop; it is noon of 8 October 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from dianzhang import rulebooks as shipped
from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.marketing.models import DataReport
from dianzhang.marketing.sending import receive
from tests.engine.department import found, put_in_force

NOON = datetime(2026, 10, 8, 4, tzinfo=UTC)
JANUARY = datetime(2026, 1, 2, tzinfo=UTC)


class Desk:
    """许诺 sends reports; the worker reads them."""

    def __init__(self, people: SimpleNamespace, tmall: Shop, douyin: Shop) -> None:
        self.people, self.tmall, self.douyin = people, tmall, douyin

    def send(
        self,
        text: str | bytes,
        shop: str = "tmall-1",
        *,
        who: str = "xunuo",
        name: str = "报表.csv",
        days: tuple[date, date] | None = None,
    ) -> Outcome:
        """What came of sending it; it is read at once."""
        content = text if isinstance(text, bytes) else text.encode()
        outcome = receive([content], name, shop, getattr(self.people, who), days)
        jobs.work_off()
        return outcome

    def has(self, text: str | bytes, shop: str = "tmall-1", **more: Any) -> DataReport:
        """The record of a report that was sent and read."""
        return DataReport.objects.get(pk=must(self.send(text, shop, **more)).pk)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return tmp_path


@pytest.fixture
def desk(db: None, home: Path) -> Iterator[Desk]:
    people = found()
    put_in_force(shipped.read("process-first"))
    with living_at(JANUARY):
        tmall = must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店", platform="天猫"))
        douyin = must(one("shop.open", SYSTEM, code="dy-1", name="抖音小店", platform="抖音"))
    with living_at(NOON):
        yield Desk(people, tmall, douyin)
