"""What each person chose: which sorts of notice, by which channel, at which hours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from dianzhang.engine.access import Actor
from dianzhang.engine.actions.organisation import PERSON
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried
from dianzhang.engine.registry import command
from dianzhang.gateways.notices import MAIL
from dianzhang.kernel.quiet import Quiet

from .models import QUIET_FROM, QUIET_TO, NoticeChoice, Robot
from .sorts import USUAL_MAIL, known

Chosen = Mapping[str, tuple[str, ...]]  # channel (``mail``, ``robot:5``) -> sorts
USUAL = NoticeChoice(chosen=json.dumps({MAIL: list(USUAL_MAIL)}))


def channel_of(robot: Robot) -> str:
    return f"robot:{robot.pk}"


def chosen(choice: NoticeChoice) -> Chosen:
    return {channel: known(sorts) for channel, sorts in json.loads(choice.chosen).items()}


def choices_of(persons: Iterable[int]) -> dict[int, NoticeChoice]:
    """Each one's; who chose nothing has what is usual."""
    found = {one.person_id: one for one in NoticeChoice.objects.filter(person_id__in=list(persons))}
    return {person: found.get(person, USUAL) for person in persons}


def quiet_of(source: NoticeChoice | Robot) -> Quiet:
    return Quiet(source.quiet_from, source.quiet_to, getattr(source, "digest_at", None), source.urgent_passes)


def proved_addresses(persons: Iterable[int]) -> dict[int, str]:
    """The mail address of each who has one that was proved; nobody's where no mail server is set up."""
    if not settings.DIANZHANG_MAILS:
        return {}
    rows = EmailAddress.objects.filter(user__person__in=list(persons), verified=True).order_by("primary", "pk")
    return dict(rows.values_list("user__person", "email"))


def robots_for(person: int) -> list[Robot]:
    """The groups that could be told what this person is told: of their unit, one above it, or all."""
    return [one for one in Robot.objects.exclude(status="removed").order_by("pk") if covers(one, person)]


def covers(robot: Robot, person: int) -> bool:
    if robot.unit_id is None:
        return True
    org = organisation()
    below = org.below.get(robot.unit_id, frozenset())
    return any(org.unit_of(post) in below for post in org.posts_of.get(person, ()))


class Choice(BaseModel):
    """As the page of one's own carries it: ``chosen`` as JSON, times as 21:00, empty for none."""

    chosen: dict[str, list[str]] = Carried(...)
    quiet_from: time | None = Carried(QUIET_FROM)
    quiet_to: time | None = Carried(QUIET_TO)
    digest_at: time | None = Carried(None)
    urgent_passes: bool = Carried(default=False)

    @field_validator("chosen", mode="before")
    @classmethod
    def _there_is(cls, given: Any) -> Any:
        if not isinstance(given, dict) or len(given) > 50:
            raise ValueError(_("不是一张选择表。"))
        return {str(channel)[:20]: list(known(map(str, sorts))) for channel, sorts in given.items()}


def half(quiet_from: time | None, quiet_to: time | None) -> str:
    """Why quiet hours with one end are none; nothing where both are said or neither."""
    if (quiet_from is None) == (quiet_to is None):
        return ""
    return _("安静时段只写了一头：从几点、到几点都要写，两格都空着就不安静。")


def oneself(person: Person, actor: Actor) -> bool:
    return actor.person_id is not None and person.pk == actor.person_id


@command(
    "person.choose_notices", zh="人员.选通知方式", en="Choose how to be told", on=PERSON, input=Choice, open=oneself,
    in_person=True,
)  # fmt: skip
def choose(persons: Batch[Person, Choice], act: Act) -> None:
    """Which notices come by which way, and when not."""
    for person, given in persons:
        if bad := sorted(set(given.chosen) - {MAIL} - {channel_of(one) for one in robots_for(person.pk)}):
            persons.refuse(person, _("没有“%(channel)s”这个去处。") % {"channel": bad[0]})
            continue
        if why := half(given.quiet_from, given.quiet_to):
            persons.refuse(person, why)
            continue
        row = NoticeChoice.objects.filter(person_id=person.pk).first()
        new = row is None
        row = row or NoticeChoice(person_id=person.pk)
        row.chosen = json.dumps(given.chosen)
        row.quiet_from, row.quiet_to, row.digest_at = given.quiet_from, given.quiet_to, given.digest_at
        row.urgent_passes = given.urgent_passes
        (act.add if new else act.change)(row)
