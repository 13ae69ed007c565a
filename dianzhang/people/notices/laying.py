"""New notices are laid with the messages that carry them out: by each one's choice, and to the groups they belong to.

Quiet hours are those in which somebody rests: while they are on a turn of the roster, at night too, nothing waits.

A notice is looked at once (``Notice.passed_on``).  Those that go the same way at the same time go as one message, as
long as it has not begun to be sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from dianzhang.engine.jobs import unlocked
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import HOME, now
from dianzhang.engine.rounds import each_round
from dianzhang.gateways.notices import MAIL

from ..roster.people import turns_worked
from .choices import channel_of, choices_of, chosen, covers, proved_addresses, quiet_of
from .models import Dispatch, DispatchLine, NoticeChoice, Robot
from .sorts import sort_of

TOGETHER = 200  # notices looked at in one round
HELD = timedelta(days=2)  # a digest and the quiet hours after it hold a notice back no longer
NEWS = timedelta(days=1)  # older ones are read in the system: after a long standstill nobody is flooded (ours)


@dataclass(frozen=True)
class Way:
    channel: str
    key: str
    due_at: datetime
    person: int | None = None
    robot: int | None = None


@each_round
def lay_out() -> int:
    """How many new notices were looked at."""
    if not Notice.objects.filter(passed_on=False).exists():
        return 0
    moment = now()
    with transaction.atomic():
        Notice.objects.filter(passed_on=False, created_at__lte=moment - NEWS).update(passed_on=True)
        rows = list(unlocked(Notice.objects.filter(passed_on=False).order_by("id"))[:TOGETHER])
        ways = Ways([one.person_id for one in rows], moment)
        for notice in rows:
            if notice.read_at is None:
                for way in ways.of(notice, moment):
                    _join(way, notice, moment)
        Notice.objects.filter(pk__in=[one.pk for one in rows]).update(passed_on=True)
    return len(rows)


class Ways:
    """Where the notices of some people go, read for all of them at once."""

    def __init__(self, persons: Sequence[int], moment: datetime) -> None:
        self.choices: dict[int, NoticeChoice] = choices_of(set(persons))
        self.turns = turns_worked(persons, moment, moment + HELD)
        self.addresses = proved_addresses(set(persons))
        self.robots = list(Robot.objects.filter(status__in=("active", "failing")).order_by("pk"))

    def of(self, notice: Notice, moment: datetime) -> Iterator[Way]:
        """Each at most once to one place: a group that is told anyway is not told again because somebody chose it."""
        sort, person, here = sort_of(notice.kind), notice.person_id, moment.astimezone(HOME)
        choice = self.choices[person]
        own = chosen(choice)
        due = quiet_of(choice).due(here, urgent=sort.urgent, on=self.turns.get(person, ()))
        if sort.name in own.get(MAIL, ()) and person in self.addresses:
            yield Way(MAIL, f"{MAIL}:{person}", due, person=person)
        for robot in self.robots:
            if sort.whole or not covers(robot, person):  # a group is told such a thing once, not for each person
                continue
            if sort.name in robot.sorts.split(","):
                at = quiet_of(robot).due(here, urgent=sort.urgent)
                yield Way(robot.platform, channel_of(robot), at, robot=robot.pk)
            elif sort.grouped and sort.name in own.get(channel_of(robot), ()):
                yield Way(robot.platform, f"{channel_of(robot)}:{person}", due, person, robot.pk)


def _join(way: Way, notice: Notice, moment: datetime) -> None:
    """To the message that gathers for this way and time, or to a new one."""
    gathering = Dispatch.objects.select_for_update().filter(key=way.key, gathering=True, state="waiting")
    due = {"due_at": way.due_at} if way.due_at > moment else {"due_at__lte": moment}
    found = gathering.filter(**due).order_by("pk").first()
    if found is None:
        found = Dispatch.objects.create(
            channel=way.channel, key=way.key, person_id=way.person, robot_id=way.robot, made_at=moment,
            due_at=way.due_at, next_at=way.due_at,
        )  # fmt: skip
    DispatchLine.objects.create(dispatch=found, notice=notice)
