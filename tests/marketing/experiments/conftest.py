"""A test at the desk: 许诺 plans it, 孟岩 decides; conversion of 10 %, two points matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.marketing.models import Experiment
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 11, 2, 2, tzinfo=UTC)  # ten in the morning
PLAN: dict[str, Any] = {
    "title": "主图加不加价格", "hypothesis": "看得见价格的人点进来更想买", "differs": "B 的主图右下角写着到手价",
    "place": "picture", "judged": "进店转化率", "sort": "share", "base": Decimal(10), "least": Decimal(2),
}  # fmt: skip


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


@pytest.fixture
def running(people: SimpleNamespace) -> Experiment:
    """Begun on Monday."""
    with living_at(MONDAY):
        made: Experiment = must(one("experiment.plan", people.xunuo, **PLAN))
        must(one("experiment.start", people.xunuo, made.pk))
    return made


def day(n: int) -> str:
    return str((MONDAY + timedelta(days=n)).date())


def do(actor: Any, verb: str, experiment: Experiment, *, after: int = 20, **data: Any) -> Outcome:
    """So many days after it began."""
    with living_at(MONDAY + timedelta(days=after)):
        return one(f"experiment.{verb}", actor, experiment.pk, **data)


def now(experiment: Experiment) -> Experiment:
    return Experiment.objects.get(pk=experiment.pk)
