"""The department of the process-first rulebook, on a Monday, with complaints to count."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.work.models import Suggestion
from dianzhang.work.suggestions.trying import measure_in_time
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 10, 12, 9, tzinfo=HOME)
SAID = {"title": "尺寸图放第一屏", "what": "详情页第一屏放尺寸图", "why": "一半的客诉问尺寸", "expected": "客诉少三成"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def do(actor: Any, action: str, record_id: int | None = None, after: timedelta = timedelta(), **data: Any) -> Outcome:
    with living_at(MONDAY + after):
        return one(f"suggestion.{action}", actor, record_id, **data)


def proposed(people: SimpleNamespace, **more: Any) -> Suggestion:
    """苏禾, a service agent, suggests something; 林晓 leads the group."""
    return must(do(people.suhe, "propose", **(SAID | more)))


def accepted(people: SimpleNamespace, **more: Any) -> Suggestion:
    suggestion = proposed(people, **more)
    return must(do(people.linxiao, "accept", suggestion.id, reason="值得一试"))


def tried(people: SimpleNamespace, days: int = 3, **more: Any) -> Suggestion:
    """Tried by 周可 from today on; the days are over, and it is measured."""
    suggestion = accepted(people, **more)
    first = MONDAY.date()
    last = first + timedelta(days=days - 1)
    must(do(people.linxiao, "try", suggestion.id, person="zhouke", first_day=first, last_day=last))
    with living_at(MONDAY + timedelta(days=days)):
        assert measure_in_time() == 1
        assert measure_in_time() == 0
    return now(suggestion)


def now(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=suggestion.pk)


def live(after: timedelta) -> None:
    tick(MONDAY + after)
