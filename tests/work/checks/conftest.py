"""The shipped clause on checklists, with the warehouse's duty."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.models import Round, RoundLine
from tests.engine.department import found, put_in_force
from tests.work.conftest import ACCESS, MONDAY
from tests.work.test_spoken import clause

LINES = "门锁好\n灭火器在位\n地面没有水"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    text = clause("house-rules", "house.checklists").replace("主管, ", "").replace("推广组长, ", "")
    put_in_force(ACCESS + text.replace(", 设计组长", ""))
    return people


def do(actor: Any, action: str, pk: int | None = None, at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(action, actor, pk, **data)


def begun(people: SimpleNamespace, at: datetime = MONDAY) -> Round:
    must(do(people.mengyan, "checklist.set_up", name="仓库检查", place="warehouse", text=LINES))
    return must(do(people.chenmo, "round.begin", at=at, checklist="仓库检查"))


def line(round_: Round, text: str) -> RoundLine:
    return RoundLine.objects.get(round=round_, text=text)
