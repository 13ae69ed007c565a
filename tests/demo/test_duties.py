"""What is owed every week and every month is laid out, done and judged in the demonstration too."""

from __future__ import annotations

from datetime import date

from dianzhang.demo.lived import Lived
from dianzhang.engine.models import ClockRow, Event
from dianzhang.work.models import Owed


def verdict(owed: Owed) -> str:
    return ClockRow.objects.get(subject_kind="duty", subject_id=owed.pk).state


def test_the_leads_hand_in_what_they_owe(lived: Lived) -> None:
    feedback = Owed.objects.get(rule="service.weekly/duty-1", day=date(2026, 10, 30))
    analyses = Owed.objects.filter(rule="reports.weekly/duty-1", day=date(2026, 11, 2)).order_by("owner__code")
    assert [(one.owner.name, one.status, verdict(one)) for one in (feedback, *analyses)] == [  # type: ignore[union-attr]
        ("林晓", "done", "met"), ("方楠", "done", "met"), ("孟岩", "done", "met"),
    ]  # fmt: skip


def test_closing_the_month_proves_itself(lived: Lived) -> None:
    closing = Owed.objects.get(rule="pay.closing/duty-1", day=date(2026, 11, 4))
    assert (closing.status, verdict(closing)) == ("done", "met")
    proof = Event.objects.get(kind="duty.prove", subject_id=closing.pk)
    assert Event.objects.get(pk=proof.cause_id).kind == "month.close"


def test_what_is_to_come_is_laid_out(lived: Lived) -> None:
    assert Owed.objects.filter(status="open", day__gt=lived.until.date()).exists()
