"""For the look at whether all is well: which ways out of the house refuse what they are given."""

from __future__ import annotations

from datetime import timedelta

from dianzhang.engine.moment import now
from dianzhang.kernel.messages import Message
from dianzhang.safety.doctor import department
from dianzhang.safety.doctor.finding import Said

from .models import Dispatch, Robot

RECENT = timedelta(days=1)
LATE = timedelta(hours=1)


def channels() -> Said:
    """Robots that do not take anything, messages of the last day that nobody took, and those that wait for long."""
    moment = now()
    failing = list(Robot.objects.filter(status="failing").order_by("pk").values_list("name", flat=True)[:5])
    lost = Dispatch.objects.filter(state__in=("refused", "given_up"), done_at__gt=moment - RECENT).count()
    late = Dispatch.objects.filter(state="waiting", due_at__lt=moment - LATE).count()
    if failing:
        names = "、".join(failing)
        return (
            "warn", Message(f"发不出的机器人：{names}", f"robots that refuse: {', '.join(failing)}"),
            Message("【机器人】里看原因，改好以后恢复", "see why under “Robots”, mend it, resume"),
        )  # fmt: skip
    if lost or late:
        return (
            "warn",
            Message(f"近一天 {lost} 条通知没人收，{late} 条等了一小时以上",
                    f"{lost} notices of the last day were not taken, {late} wait for over an hour"),
            Message("看邮件服务器和机器人的答复（【发出的通知】）", "see what the mail server and the robots answer"),
        )  # fmt: skip
    return "ok", Message("都送得到", "all arrive")


department.CHECKS["notices"] = channels
