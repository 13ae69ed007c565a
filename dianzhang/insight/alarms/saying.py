"""An alarm in words for a group: what and where, and the way to it.  The number itself is looked at in the system."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dianzhang.engine.words import word
from dianzhang.gateways.notices import Said
from dianzhang.people.notices import saying
from dianzhang.people.notices.links import base

from .models import NumberAlarm
from .naming import metric_name
from .states import ALARM, SENSES, title_of


@saying.told_whole(ALARM.name)
def to_group(key: str) -> Said | None:
    """The message of a dispatch; None where its alarm is gone."""
    alarm = NumberAlarm.objects.filter(pk=int(key.split(":")[1])).first()
    if alarm is None:
        return None
    given = {"metric": metric_name(alarm.metric), "sense": word(SENSES[alarm.sense])}
    lines = [_("%(metric)s%(sense)s。") % given]
    if alarm.task_id:
        lines.append(_("照应急预案办的事项已经开好。"))
    url = base() + reverse("record", args=[ALARM.name, alarm.pk])
    return Said(
        _("店章：报警 %(title)s") % {"title": title_of(alarm)},
        [*lines, _("数、预案和为什么：%(url)s") % {"url": url}],
    )
