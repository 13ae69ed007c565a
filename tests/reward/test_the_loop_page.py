"""The example that docs/the-loop.md follows, from a complaint to a yuan on the payslip, happens as it says."""

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from tests.reward.office import close, complaint, done, late, line, october, shop, target

PAGE = (Path(__file__).parents[2] / "docs/the-loop.md").read_text(encoding="utf-8")
PERFORMANCE = "绩效工资"


def sold(people: SimpleNamespace) -> None:
    """A target of 1,000 yuan, 900 of it reached."""
    shop()
    target(people, 1000, shop="tmall-1")
    order = {"shop": "tmall-1", "number": "P1", "total": "900.00"}
    made = done(PLATFORM, "order.enter", october(12, 9), **order)
    done(PLATFORM, "order.pay", october(12, 9, 1), made.id)


def the_late_one(people: SimpleNamespace) -> Any:
    """Accepted at ten; nobody looks at it; the lead gives a plan at twenty to eleven and settles it at eleven."""
    made = done(people.zhouke, "complaint.accept", october(13), kind="quality")
    tick(october(13, 10, 11))
    done(people.linxiao, "complaint.plan", october(13, 10, 40), made.id, note="换货")
    done(people.linxiao, "complaint.resolve", october(13, 11), made.id)
    return made


def test_the_events_and_clocks_are_those_on_the_page(people: SimpleNamespace) -> None:
    made = the_late_one(people)
    events = Event.objects.filter(subject_kind="complaint", subject_id=made.id).order_by("id")
    told = [(e.kind, e.occurred_at, e.rule) for e in events]
    first, second = "service.escalate/deadline-1", "service.escalate/deadline-2"
    assert told == [
        ("complaint.accept", october(13), ""),
        ("complaint.overdue", october(13, 10, 10), first),
        ("complaint.escalate", october(13, 10, 10), first),
        ("complaint.plan", october(13, 10, 40), ""),
        ("complaint.resolve", october(13, 11), ""),
    ]
    assert all(f"`{kind}`" in PAGE for kind, _at, _rule in told)
    accepted = events[0]
    assert {e.cause_id for e in events[1:3]} == {accepted.pk}
    clocks = ClockRow.objects.order_by("id").values_list("rule", "state", "owner_id", "ended_by")
    assert list(clocks) == [
        (first, "missed", people.zhouke.person_id, events[4].pk),
        (second, "met", people.linxiao.person_id, events[3].pk),
    ]
    assert set(Notice.objects.values_list("person_id", "kind")) >= {
        (people.zhouke.person_id, "overdue"),
        (people.linxiao.person_id, "escalated"),
    }


def test_it_costs_the_fifteen_yuan_that_the_page_says(people: SimpleNamespace) -> None:
    sold(people)
    for hour in range(9):
        complaint(people.zhouke, october(12, 9 + hour))
    missed = the_late_one(people)
    assert close(people).done
    paid = line(people.zhouke, PERFORMANCE)
    assert paid.amount == Decimal("450.00")
    assert paid.clause == "pay.performance"
    overdue = Event.objects.get(kind="complaint.overdue", subject_id=missed.id)
    assert overdue.pk in paid.events
    assert "450.00" in PAGE


def test_kept_it_would_have_been_what_the_page_says(people: SimpleNamespace) -> None:
    sold(people)
    for hour in range(10):
        complaint(people.zhouke, october(12, 9 + hour))
    with living_at(october(31, 23)):
        assert line(people.zhouke, PERFORMANCE, at=october(31, 23)).amount == Decimal("465.00")
    assert "465.00" in PAGE


def test_a_late_fact_does_what_the_page_says(people: SimpleNamespace) -> None:
    made = done(people.zhouke, "complaint.accept", october(13), kind="quality")
    tick(october(13, 10, 20))
    assert late(october(13, 10, 8), october(13, 10, 30), "complaint.resolve", people.zhouke, made.id).done
    kinds = (
        Event.objects.filter(subject_kind="complaint", subject_id=made.id).order_by("id").values_list("kind", flat=True)
    )
    assert sorted(kinds) == sorted(
        [
            "complaint.accept", "complaint.overdue", "complaint.escalate", "complaint.resolve",
            "complaint.overtaken", "complaint.overtaken", "complaint.correct",
        ]
    )  # fmt: skip
    assert json.loads(Event.objects.get(kind="complaint.correct").data) | {"started_by": 0} == {
        "was": "missed", "now": "met", "started_by": 0,
    }  # fmt: skip
    assert set(ClockRow.objects.values_list("rule", "state")) == {
        ("service.escalate/deadline-1", "met"),
        ("service.escalate/deadline-2", "stopped"),
    }
    made.refresh_from_db()
    assert made.status == "resolved"
