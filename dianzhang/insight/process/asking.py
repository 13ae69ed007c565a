"""What a map is of: a kind of record, some days, a shop; as far as its reader sees the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.moment import start_of
from dianzhang.engine.registry import CONSEQUENCES, Subject

MOST = 300_000  # events of the records that something happened to in these days: a map is drawn while one waits


@dataclass(frozen=True)
class Asked:
    """The records of ``subject`` to which something happened on the days ``first`` to ``last``, both included.

    ``shop`` is a shop's id, None for all.  Counted are steps that were taken on these days; what came before them is
    looked up as far back as it lies, so that a record that began earlier does not seem to begin anew.
    """

    subject: Subject
    first: date
    last: date
    actor: Actor
    shop: int | None = None

    @property
    def begin(self) -> datetime:
        return start_of(self.first)

    @property
    def end(self) -> datetime:
        return start_of(self.last + timedelta(days=1))

    @property
    def beside(self) -> tuple[str, ...]:
        """Events that are no steps of the process: what rules find and say of it."""
        return tuple(f"{self.subject.name}.{verb}" for verb in CONSEQUENCES)

    def touched(self) -> QuerySet[Event]:
        """Steps of these days."""
        rows = Event.objects.filter(
            subject_kind=self.subject.name, occurred_at__gte=self.begin, occurred_at__lt=self.end
        )
        if self.shop is not None:
            rows = rows.filter(shop_id=self.shop)
        if access.reach_of(self.actor, f"{self.subject.name}.view") != "all":
            rows = rows.filter(subject_id__in=self.seen().values("pk"))
        return rows.exclude(kind__in=self.beside)

    def seen(self) -> Any:
        return reading.visible(self.actor, self.subject).order_by()

    def steps(self) -> QuerySet[Event]:
        """All steps, from the first on, of the records that were touched."""
        whose = self.touched().order_by().values("subject_id")
        rows = Event.objects.filter(subject_kind=self.subject.name, subject_id__in=whose, occurred_at__lt=self.end)
        return rows.exclude(kind__in=self.beside).order_by()

    def too_many(self) -> bool:
        return self.steps()[: MOST + 1].count() > MOST


def may_map(actor: Actor, subject: Subject) -> bool:
    """Whether somebody sees records of this kind beyond their own."""
    return access.reach_of(actor, f"{subject.name}.view") in ("group", "unit", "all")
