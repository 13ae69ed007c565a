"""C21's overtime: what a leader assigns or advises counts; one's own delay, and an hour of one's own wish, do not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import living_at
from dianzhang.people.overtime.asking import ask_in_time
from dianzhang.people.overtime.models import Overtime

from .conftest import at, do


def stated(people: SimpleNamespace, **given: Any) -> Overtime:
    """夏青 wrote something down until half past eight in the evening, was asked the morning after, and said why."""
    must(do(people.xiaqing, "task.propose", None, at("20:30"), title="改首页"))
    with living_at(at("8:00", 13)):
        assert ask_in_time() == 1
    overtime = Overtime.objects.get(person_id=people.xiaqing.person_id)
    said = {"ground": "own", "reason": "改首页", "minutes": 120} | given
    return must(do(people.xiaqing, "overtime.state", overtime.pk, at("10:00", 13), **said))


@pytest.mark.requirement("P1.6")
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"ground": "assigned", "person": "gaoyuan", "minutes": 30}, ""),
        ({"ground": "tight", "person": "gaoyuan", "minutes": 30}, ""),
        ({"ground": "own", "important": True, "minutes": 60}, "不超过一个小时"),
        ({"ground": "own", "important": True, "minutes": 61}, ""),
        ({"ground": "own", "important": False, "minutes": 61}, "没有重要的工作"),
        ({"ground": "late", "minutes": 120}, "没有按时做完"),
    ],
)
def test_what_counts(people: SimpleNamespace, given: dict[str, Any], why: str) -> None:
    overtime = stated(people, **given)
    outcome = do(people.gaoyuan, "overtime.confirm", overtime.pk, at("11:00", 13))
    assert outcome.done is (not why)
    assert why in outcome.why
    assert Overtime.objects.get(pk=overtime.pk).counted_seconds == (None if why else given["minutes"] * 60)


@pytest.mark.requirement("P1.5")
@pytest.mark.parametrize(("important", "status"), [(False, "refused"), (True, "awaiting")])
def test_it_is_asked_for_beforehand(people: SimpleNamespace, important: bool, status: str) -> None:
    wish = {"starts_at": at("18:00").isoformat(), "ends_at": at("20:00").isoformat(), "reason": "改首页"}
    draft = must(do(people.xiaqing, "overtime.draft", None, at("15:00"), ground="own", important=important, **wish))
    outcome = do(people.xiaqing, "overtime.apply", draft.pk, at("15:01"))
    assert outcome.status == status
    if important:
        assert Approval.objects.get(pk=outcome.approval_id).seats.get().post == "ops_lead"
        assert not do(people.xiaqing, "approval.agree", outcome.approval_id, at("15:05")).done
        must(do(people.gaoyuan, "approval.agree", outcome.approval_id, at("15:10")))
        assert Overtime.objects.get(pk=draft.pk).status == "granted"
