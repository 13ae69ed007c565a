"""How heavy approvals are: how long they wait, how many persons each takes, how many pass as they were asked for.

Counted on the day of the decision, for the applicant and their unit.  What was withdrawn or lapsed was not decided.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_noop as _

from dianzhang.engine import figures
from dianzhang.engine.models import Approval, Event
from dianzhang.kernel.units import Unit

from .catalogue import Measure, declare


def _events(rows: Any, limit: int) -> list[int]:
    """What was asked, and what came of it."""
    found = list(rows.order_by("-decided_day", "-id").values_list("pk", flat=True)[:limit])
    kinds = ("approval.ask", "approval.grant", "approval.reject")
    events = Event.objects.filter(subject_kind="approval", subject_id__in=found, kind__in=kinds)
    return list(events.order_by("-id").values_list("pk", flat=True)[:limit])


def _of_requests(name: str, zh: str, unit: Unit, value: Any, english: str, definition: str, **more: Any) -> Measure:
    return declare(
        Measure(
            name, zh, unit, Approval, value, day="decided_day", unit_of="unit_id", person="owner_id",
            where=figures.DECIDED, whose="person", english=english, definition=definition,
            events=_events, **more,
        )
    )  # fmt: skip


DECIDED = _of_requests(
    "approvals_decided", "审批件数", Unit.COUNT, Count("id"), "Requests decided", _("同意或不同意了的审批单")
)
WAIT = _of_requests(
    "approval_wait", "审批平均等候", Unit.DURATION, figures.WAITED, "Average wait for a decision",
    _("从提交到有结果，平均多久；不扣夜里和假日"), kind="quantile", better="lower",
)  # fmt: skip
VOICES = _of_requests(
    "approval_voices", "审批平均人数", Unit.COUNT, figures.VOICES, "Approvers of a request",
    _("一张审批单平均要几个人表态；同一个人占几席算一个"), kind="quantile", better="lower",
)  # fmt: skip
UNCHANGED = _of_requests(
    "approvals_unchanged", "审批原样通过率", Unit.RATIO, figures.UNCHANGED, "Share passed unchanged",
    _("第一次提交就同意、没有退回重提的，占全部审批单的比例；很高，说明这道审批未必要"), kind="quantile",
)  # fmt: skip
