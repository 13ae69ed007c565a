"""Somebody's calendar as iCalendar, for programs that know its secret address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from dianzhang.engine import agenda, feeds
from dianzhang.engine.access import Actor
from dianzhang.engine.agenda import Days, Happening
from dianzhang.engine.deadlines import ClockView
from dianzhang.engine.models import Feed
from dianzhang.engine.moment import start_of, today
from dianzhang.engine.registry import Subject, subjects
from dianzhang.gateways.calendars.ical import Entry, written

from .account.inviting import absolute
from .calendar_lines import sign_of
from .due import record_address, what_of
from .words import subject_name, word

BACK, AHEAD = timedelta(days=14), timedelta(days=60)
BEFORE = timedelta(minutes=15)  # a deadline stands in calendars as the quarter of an hour that ends with it
ALARM = timedelta(minutes=30)
USUAL = timedelta(minutes=30)  # how long something lasts that does not say
A_DAY = 200  # deadlines of one day, and of what is over as many
OF_A_KIND = 1_000  # dates of one kind of record
A_MINUTE = 30  # reads of one feed: programs ask every few hours


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Whatever is wrong with an address, it is answered as if nothing had ever been there."""
    found = feeds.opened_by(secret)
    if found is None:
        return unlogged(HttpResponse(status=404))
    if too_often(found):
        return unlogged(HttpResponse(status=429, headers={"Retry-After": "60"}))
    assert found.owner is not None
    name = gettext("店章 · %(name)s") % {"name": found.owner.name}
    body = written(name, entries(feeds.reader_of(found), request))
    digest = sha256(body).hexdigest()
    feeds.was_read(found, digest)
    told_at = int(found.told_at.timestamp()) if found.told_at is not None else None
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{digest[:32]}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = 'inline; filename="dianzhang.ics"'
    if told_at is not None:
        answer["Last-Modified"] = http_date(told_at)
    return get_conditional_response(request, answer["ETag"], told_at, answer) or answer


def unlogged(answer: HttpResponse) -> HttpResponse:
    """Django writes down which address was not found; this one is a key, or was."""
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def too_often(found: Feed) -> bool:
    key = f"feed:{found.pk}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # the minute has just passed
        return False


def entries(actor: Actor, request: HttpRequest) -> Iterator[Entry]:
    """What is theirs, in the days around today: deadlines, open and over, and what their records declare; and for what
    does not fit an entry that says how much it is."""
    days = Days(today() - BACK, today() + AHEAD)
    host = urlsplit(absolute(request, "/")).hostname or "dianzhang"
    told = set[tuple[str, int]]()
    due, past = (
        agenda.falling_due(actor, "mine", days, per_day=A_DAY),
        agenda.fallen(actor, "mine", days, per_day=A_DAY)[0],
    )
    for view in [*due.views, *past.views]:
        ref = (view.row.subject_kind, view.row.subject_id)
        if view.row.subject_kind != "approval" or ref not in told:  # of a request what comes next is enough
            yield of_clock(view, host, request)
        told.add(ref)
    happenings, left = agenda.dates(actor, "mine", days, most=OF_A_KIND)
    for one in happenings:
        if (one.dated.subject.name, one.record.pk) not in told:
            yield of_date(one, host, request)
    for day in sorted({*due.more, *past.more}):
        yield of_more(day, due.more.get(day, 0) + past.more.get(day, 0), host, request)
    for kind, n in left.items():
        last = max(one.first for one in happenings if one.dated.subject.name == kind)
        yield of_more(max(last, days.first), n, host, request, kind)


def of_more(day: date, n: int, host: str, request: HttpRequest, kind: str = "") -> Entry:
    """The last entry of a day: how many more there are, of all kinds or of one from this day on."""
    named = {"n": n, "kind": subject_name(subjects[kind]) if kind else ""}
    title = (
        gettext("%(kind)s还有 %(n)d 项，在店章里看") % named if kind else gettext("还有 %(n)d 项，在店章里看") % named
    )
    url = absolute(request, f"{reverse('calendar')}?view=day&on={day.isoformat()}")
    return Entry(f"more-{kind or 'due'}-{day.isoformat()}@{host}", title, day, day, start_of(day), url)


def of_clock(view: ClockView, host: str, request: HttpRequest) -> Entry:
    row = view.row
    assert row.due_at is not None
    sign = sign_of(agenda.outcome_of(row))
    title = f"{outward(subjects[row.subject_kind], view.record, row.subject_id)} {what_of(view)}".strip()
    title, alarm = (f"{sign['mark']} {title}", None) if sign is not None else (title, ALARM)
    begin, url = row.due_at - BEFORE, absolute(request, record_address(row.subject_kind, row.subject_id))
    return Entry(f"deadline-{row.pk}@{host}", title, begin, row.due_at, row.ended_at or row.started_at, url, alarm)


def of_date(one: Happening, host: str, request: HttpRequest) -> Entry:
    subject, record = one.dated.subject, one.record
    title, sign = f"{outward(subject, record, record.pk)} {word(one.dated.zh)}", sign_of(one.outcome)
    title = f"{sign['mark']} {title}" if sign is not None else title
    uid = f"{subject.name}-{record.pk}-{one.dated.attr}@{host}"
    stamp = record.last_at or start_of(one.first)
    url = absolute(request, record_address(subject.name, record.pk))
    if one.at is None:
        return Entry(uid, title, one.first, one.last, stamp, url)
    if one.dated.owed is not None:
        return Entry(uid, title, one.at - BEFORE, one.at, stamp, url, ALARM if sign is None else None)
    lasts = one.dated.lasts(record) if one.dated.lasts is not None else USUAL
    return Entry(uid, title, one.at, one.at + lasts, stamp, url, BEFORE if sign is None else None)


def outward(subject: Subject, record: Any, record_id: int) -> str:
    """What a record is called outside the house: its kind and number, unless its kind has a name fit for it."""
    name = subject.outward(record) if subject.outward is not None and record is not None else ""
    return name or f"{subject_name(subject)} #{record_id}"
