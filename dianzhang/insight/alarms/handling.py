"""What people do with an alarm: say whether it was right, silence it for a while, close it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of, today
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import NumberAlarm
from .states import ALARM

LONGEST = timedelta(days=92)  # an alarm that is not wanted for longer than that is not wanted: the clause is changed
UNSAID = ("unsaid", "true", "false")


class Note(BaseModel):
    note: str = Personal("", max_length=500, title="说明")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


class Silenced(Why):
    until: date = Kept(..., title="静音到", description="到这一天为止，同一条规则对同一家店不再报")


@command(
    "alarm.uphold", zh="报警.属实", en="It was right", done_en="found it right",
    on=ALARM, leads={"verdict": (("unsaid", "false"), "true")},
    input=Note,
)  # fmt: skip
def uphold(alarms: Batch[NumberAlarm, Note], act: Act) -> None:
    """Something was really wrong."""
    for alarm, given in alarms:
        write_down(act, ALARM, alarm, given.note)


@command(
    "alarm.dismiss", zh="报警.误报", en="False alarm", done_en="called it a false alarm",
    on=ALARM, leads={"verdict": (("unsaid", "true"), "false")},
    input=Why,
)  # fmt: skip
def dismiss(alarms: Batch[NumberAlarm, Why], act: Act) -> None:
    """Nothing was wrong: how often that is the case is said beside the rule, so that it can be tuned."""
    for alarm, given in alarms:
        write_down(act, ALARM, alarm, given.reason)


@command("alarm.silence", zh="报警.静音", en="Silence", done_en="silenced it", on=ALARM, input=Silenced)
def silence(alarms: Batch[NumberAlarm, Silenced], act: Act) -> None:
    """The same rule does not go off again for this shop until a day; an alarm that is on goes on."""
    today = day_of(act.at)
    for alarm, given in alarms:
        if not today <= given.until <= today + LONGEST:
            alarms.refuse(
                alarm,
                _("静音最早到今天，最晚到 %(day)s；一直不要的，改制度里的那一条。") % {"day": today + LONGEST},
            )
            continue
        alarm.silent_until = given.until
        write_down(act, ALARM, alarm, given.reason)


def heard(alarm: NumberAlarm) -> str:
    """Whether it may go off as it is; a silence that is over is none."""
    return _("没有静音。") if alarm.silent_until is None or alarm.silent_until < today() else ""


@command(
    "alarm.unsilence",
    zh="报警.取消静音",
    en="Listen again",
    done_en="listens again",
    on=ALARM,
    input=None,
    unready=heard,
)
def unsilence(alarms: Batch[NumberAlarm, None], act: Act) -> None:
    """From now on it may go off again."""
    for alarm, _nothing in alarms:
        alarm.silent_until = None


@command(
    "alarm.close", zh="报警.关闭", en="Close", done_en="closed it",
    on=ALARM, leads={"status": ("open", "closed")}, input=Why,
)  # fmt: skip
def close(alarms: Batch[NumberAlarm, Why], act: Act) -> None:
    """It will not come back by itself: the rule is gone, the number is the new normal."""
    for alarm, given in alarms:
        alarm.ended_at = act.at
        write_down(act, ALARM, alarm, given.reason)
