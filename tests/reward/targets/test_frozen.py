"""A target is set before its period; once that runs it changes only by being revised, agreed to, and on record."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.models import Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.reward.facts import MonthFacts
from dianzhang.reward.models import Target, TargetChange
from tests.reward.office import AFTER_OCTOBER, close, does, done, october, target

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)


def wanted(people: SimpleNamespace, period: str, at: datetime = EARLY, amount: int = 1000) -> Target:
    found: Target = target(people, amount, period, at)
    return found


@pytest.mark.requirement("K11.5")
@pytest.mark.parametrize(
    ("period", "at", "action", "word"),
    [
        ("2026-10", EARLY, "target.set", ""),
        ("2026-10", october(1, 0), "target.set", "定住"),
        ("2026-Q4", october(1, 0), "target.set", "定住"),
        ("2026-Q4", EARLY, "target.set", ""),
        ("2026", EARLY, "target.set", "定住"),
        ("2026-10", EARLY, "target.withdraw", ""),
        ("2026-10", october(1, 0), "target.withdraw", "定住"),
        ("2026-10", EARLY, "target.revise", "还没有开始"),
    ],
)
def test_before_its_period_and_after(
    people: SimpleNamespace, period: str, at: datetime, action: str, word: str
) -> None:
    first = wanted(people, period)
    if action == "target.set":
        outcome = does(people.shenlan, action, at, period=period, value=Decimal(1600))
    else:
        given = {"value": Decimal(1600), "reason": "换季"} if action == "target.revise" else {}
        outcome = does(people.shenlan, action, at, first.pk, **given)
    assert outcome.status == ("refused" if word else "done")
    assert word in outcome.why
    left = {"target.set": "replaced", "target.withdraw": "withdrawn"}
    assert Target.objects.get(pk=first.pk).status == ("set" if word else left[action])


@pytest.mark.requirement("K11.5")
def test_a_change_says_why_is_agreed_to_and_stays_to_be_read(people: SimpleNamespace) -> None:
    first = wanted(people, "2026-10")
    why = "平台活动取消"
    asked = does(people.mengyan, "target.revise", october(12), first.pk, value=Decimal("800.50"), reason=why)
    assert asked.status == "awaiting"
    assert Target.objects.get(pk=first.pk).value_cents == 100_000
    done(people.shenlan, "approval.agree", october(13), asked.approval_id)
    assert Target.objects.get(pk=first.pk).value_cents == 80_050
    change = TargetChange.objects.get(target_id=first.pk)
    assert (change.was_cents, change.value_cents, change.reason) == (100_000, 80_050, why)
    assert change.person_id == people.mengyan.person_id
    event = Event.objects.get(subject_kind="target", subject_id=first.pk, kind="target.revise")
    assert "80050" in event.data


def test_what_was_refused_changes_nothing(people: SimpleNamespace) -> None:
    first = wanted(people, "2026-10")
    asked = does(people.mengyan, "target.revise", october(12), first.pk, value=Decimal(800), reason="少做些")
    done(people.shenlan, "approval.refuse", october(13), asked.approval_id, reason="照旧")
    assert Target.objects.get(pk=first.pk).value_cents == 100_000
    assert not TargetChange.objects.exists()


@pytest.mark.requirement("K11.3")
@pytest.mark.parametrize("period", ["2026-10", "2026-Q4"])
def test_a_closed_month_is_not_revised_but_a_running_quarter_is(people: SimpleNamespace, period: str) -> None:
    first = wanted(people, period)
    close(people)
    outcome = does(people.mengyan, "target.revise", AFTER_OCTOBER, first.pk, value=Decimal(1), reason="晚了")
    assert outcome.status == ("refused" if period == "2026-10" else "awaiting")


@pytest.mark.parametrize(
    ("given", "word"),
    [({"value": Decimal(1000), "reason": "没变"}, "一样"), ({"value": Decimal(5)}, "reason"),
     ({"value": Decimal(0), "reason": "零"}, "0")],
)  # fmt: skip
def test_a_change_that_is_none_is_refused(people: SimpleNamespace, given: dict[str, Any], word: str) -> None:
    first = wanted(people, "2026-10")
    outcome = does(people.mengyan, "target.revise", october(12), first.pk, **given)
    assert (outcome.status, word in outcome.why) == ("refused", True)


def test_the_payslip_reads_what_is_agreed_and_opens_to_the_change(people: SimpleNamespace) -> None:
    first = wanted(people, "2026-10")
    asked = does(people.mengyan, "target.revise", october(12), first.pk, value=Decimal(500), reason="减半")
    done(people.shenlan, "approval.agree", october(13), asked.approval_id)
    with living_at(AFTER_OCTOBER):
        facts = MonthFacts("2026-10")
        worker = next(one for one in facts.workers if one.person_id == people.xunuo.person_id)
        figure = facts.measured("gmv_target", worker)
    assert figure.value == 500
    kinds = Event.objects.filter(pk__in=figure.events).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["target.set", "target.revise"]


def test_nobody_agrees_to_their_own_change(people: SimpleNamespace) -> None:
    """Over the director there is nobody: whoever answers in the place of a superior is somebody else."""
    first = wanted(people, "2026-10")
    asked = does(people.shenlan, "target.revise", october(12), first.pk, value=Decimal(800), reason="少做些")
    assert (asked.status, "没有别人能同意" in asked.why) == ("awaiting", True)
    assert does(people.shenlan, "approval.agree", october(13), asked.approval_id).status == "refused"
    assert Target.objects.get(pk=first.pk).value_cents == 100_000
