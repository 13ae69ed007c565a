"""Which events a log holds, and who may have it: whoever sees all records of every kind that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from .. import access, registry
from ..access import Actor
from ..models import Event, Shop
from ..moment import start_of
from ..words import subject_name

MOST = 5_000_000  # events of one file
CHUNK = 1000  # events held at a time
EARLIEST, LATEST = 1990, 2100  # before and after there are no shops, only typing mistakes


class NotLogged(Exception):
    """There is no such log, or not for this actor; the text says why."""


@dataclass(frozen=True)
class Wanted:
    """The events of some ``kinds`` of records that happened on the days ``first`` to ``last``, both included.

    Days are those of the department's clock.  ``shop`` is a shop's id; None: all, and what belongs to none.
    """

    first: date
    last: date
    kinds: tuple[str, ...]
    shop: int | None = None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From this instant, up to but not at that one."""
        return start_of(self.first), start_of(self.last + timedelta(days=1))

    def events(self) -> QuerySet[Event]:
        """Those that have their place in the journal."""
        begin, end = self.span
        rows = Event.objects.filter(
            subject_kind__in=self.kinds, occurred_at__gte=begin, occurred_at__lt=end, position__isnull=False
        )
        return rows if self.shop is None else rows.filter(shop_id=self.shop)

    def in_order(self, top: int) -> Iterator[Event]:
        """By their place in the journal, up to ``top``; a bounded number of them in memory."""
        rows, after = self.events().filter(position__lte=top).order_by("position"), 0
        while found := list(rows.filter(position__gt=after)[:CHUNK]):
            yield from found
            after = found[-1].position or 0

    def by_record(self, top: int) -> Iterator[Event]:
        """Record by record, each in the order in which it happened; a bounded number of them in memory."""
        for kind in self.kinds:
            rows = self.events().filter(subject_kind=kind, position__lte=top)
            rows, further = rows.order_by("subject_id", "occurred_at", "id"), Q()
            while found := list(rows.filter(further)[:CHUNK]):
                yield from found
                last = found[-1]
                later = Q(occurred_at__gt=last.occurred_at) | Q(occurred_at=last.occurred_at, id__gt=last.pk)
                beyond = Q(subject_id__gt=last.subject_id) | Q(later, subject_id=last.subject_id)
                further = Q(subject_id__gte=last.subject_id) & beyond  # the first half is what the index is read by


def top() -> int:
    """The last place of the journal at this moment: what comes later is in none of the passes over it."""
    return Event.objects.aggregate(top=Max("position"))["top"] or 0


def may_have(actor: Actor, kind: str) -> bool:
    """Whether the actor sees every record of this kind."""
    return access.reach_of(actor, f"{kind}.view") == "all"


def kinds_for(actor: Actor) -> tuple[str, ...]:
    return tuple(kind for kind in registry.subjects if may_have(actor, kind))


def may_log(actor: Actor) -> bool:
    """Whether there is a kind of record whose events this person may take along at all."""
    return access.reach_of(actor, "export.draft") is not None and any(
        may_have(actor, kind) for kind in registry.subjects
    )


def wanted_of(query: str, actor: Actor) -> Wanted:
    """``from=2026-10-01&to=2026-10-31&kind=order&kind=complaint&shop=CODE``; without ``kind`` all one may have.

    NotLogged, with the reason, for what cannot be read and for kinds of which the actor does not see everything.
    """
    asked = QueryDict(query)
    try:
        first, last = date.fromisoformat(asked.get("from", "")), date.fromisoformat(asked.get("to", ""))
    except ValueError:
        raise NotLogged(_("请写明从哪天到哪天，写成 2026-10-31 这样。")) from None
    if last < first or first.year < EARLIEST or last.year >= LATEST:
        raise NotLogged(_("从 %(first)s 到 %(last)s 不是一段日子。") % {"first": first, "last": last})
    kinds = tuple(dict.fromkeys(asked.getlist("kind")))
    for kind in kinds:
        if kind not in registry.subjects:
            raise NotLogged(_("没有“%(kind)s”这种记录。") % {"kind": kind})
        if not may_have(actor, kind):
            given = {"kind": subject_name(registry.subjects[kind])}
            raise NotLogged(_("要看得到全部“%(kind)s”的岗位，才能导出它的事件。") % given)
    kinds = kinds or kinds_for(actor)
    if not kinds:
        raise NotLogged(_("没有一种记录是你的岗位看得全的，导不出事件日志。"))
    return Wanted(first, last, kinds, _shop(asked.get("shop", "")))


def _shop(code: str) -> int | None:
    if not code:
        return None
    found = Shop.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotLogged(_("没有店铺“%(code)s”。") % {"code": code})
    return int(found)
