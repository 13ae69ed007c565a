"""How fast a robot may be spoken to, in all workers together: reckoned from its tries, which are kept anyway."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from dianzhang.gateways.notices import ROBOTS

from .models import Attempt, Robot


def free_at(robot: Robot, moment: datetime) -> datetime:
    """When the next message may go to it: ``moment`` itself, or later."""
    tries = Attempt.objects.filter(robot_id=robot.pk)
    free = max(moment, tries.filter(until__gt=moment).aggregate(last=Max("until"))["last"] or moment)
    for most, seconds in ROBOTS[robot.platform].paces:
        window = timedelta(seconds=seconds)
        within = list(tries.filter(at__gt=moment - window).order_by("-at").values_list("at", flat=True)[:most])
        if len(within) == most:
            free = max(free, within[-1] + window)
    return free
