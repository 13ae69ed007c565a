"""Requests for approval in tests: 许诺 of operations wants to lend a sample, and a gate asks whom it names."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from dianzhang.engine import organisation
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, Assignment, Person, Post, Seat
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Outcome
from tests.engine.department import put_in_force

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
RULES = """
## 1.1 样品 {#samples}
```rule
权限:
  - {岗位: 全员, 可做: [样品.申请, 样品.借出, 样品.归还, 样品.查看], 范围: 全部}
审批: {动作: 样品.借出, 审批人: [%(approvers)s], 方式: %(manner)s%(more)s}
```
"""


def gate(approvers: str = "运营组长", manner: str = "依次", more: str = "") -> None:
    """A rulebook in which lending asks these posts."""
    put_in_force(RULES % {"approvers": approvers, "manner": manner, "more": more})


def wish(who: Actor, worth: str = "900") -> Approval:
    """``who`` wants to lend a sample; the request that the gate makes of it."""
    loan = must(one("loan.ask", who, host="阿满", worth=worth))
    asked = one("loan.lend", who, loan.id)
    assert asked.status == "awaiting", asked
    return Approval.objects.get(pk=asked.approval_id)


def agree(who: Actor, approval: Approval, reason: str = "") -> Outcome:
    return one("approval.agree", who, approval.pk, reason=reason)


def refuse(who: Actor, approval: Approval, reason: str = "不行") -> Outcome:
    return one("approval.refuse", who, approval.pk, reason=reason)


def hand(who: Actor, approval: Approval, reason: str = "出差", **to: str) -> Outcome:
    return one("approval.hand_over", who, approval.pk, reason=reason, **to)


def status(approval: Approval) -> str:
    return Approval.objects.get(pk=approval.pk).status


def answers(approval: Approval) -> list[str]:
    return list(Seat.objects.filter(approval=approval).order_by("number").values_list("answer", flat=True))


def seat(approval: Approval, number: int = 0) -> Seat:
    return Seat.objects.get(approval=approval, number=number)


def hold(who: Actor, *posts: str) -> None:
    """From the first day on this person holds these posts too."""
    for post in posts:
        Assignment.objects.create(person_id=who.person_id, post=Post.objects.get(code=post), since="2026-01-01")
    organisation.forget()


def lose(who: Actor, post: str) -> None:
    Assignment.objects.filter(person_id=who.person_id, post__code=post).delete()
    organisation.forget()


def leave_the_company(who: Actor) -> None:
    Person.objects.filter(pk=who.person_id).update(status="left")
    organisation.forget()


def on(day: int, hour: int = 10) -> Any:
    """Living in March 2026, at this hour in Shanghai."""
    return living_at(datetime(2026, 3, day, hour - 8, tzinfo=UTC))


__all__ = [
    "MONDAY",
    "SimpleNamespace",
    "agree",
    "answers",
    "gate",
    "hand",
    "hold",
    "leave_the_company",
    "lose",
    "on",
    "refuse",
    "seat",
    "status",
    "wish",
]
