"""How a version of a rulebook stands at an instant: its status says what was decided, its days say what acts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dianzhang.ui.wording import day

from . import rulebooks
from .models import RulebookVersion
from .moment import day_of


def coming(at: datetime) -> list[RulebookVersion]:
    """What has been agreed to and is not in force yet, the first to come first."""
    later = set(rulebooks.versions_from(at)) - set(rulebooks.versions_at(at))
    found = RulebookVersion.objects.filter(pk__in=later) if later else RulebookVersion.objects.none()
    return list(found.order_by("in_force_from", "id"))


def standing(version: RulebookVersion, at: datetime) -> str:
    """将于 12月1日 生效; 12月1日 止; 已由新版接替.  Empty where the status itself says it."""
    since = version.in_force_from
    if version.status not in rulebooks.JUDGING or since is None:
        return ""
    if since > at and version.pk in rulebooks.versions_from(at):
        return _("将于 %(day)s 生效") % {"day": day(day_of(since))}
    if version.pk in rulebooks.versions_at(at):
        until = rulebooks.until(version.pk, at)
        return _("%(day)s 止") % {"day": day(day_of(until))} if until is not None else ""
    return _("已由新版接替") if version.status == "in_force" else ""
