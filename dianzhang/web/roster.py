"""The week of a unit, people by days: planned by whoever leads it, seen by everybody in it; who is reached when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import reading, rulebooks
from dianzhang.engine.act import perform
from dianzhang.engine.models import Unit
from dianzhang.engine.moment import HOME, now, today
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.kernel.coverage import windows
from dianzhang.kernel.rules import Coverage
from dianzhang.people.models import Roster, Shift, Turn
from dianzhang.people.roster.gaps import uncovered
from dianzhang.people.roster.people import away_between, concerned_units, leads, members
from dianzhang.people.roster.planning import WEEK, cells_of, monday, shifts_of
from dianzhang.people.roster.presence import presence
from dianzhang.people.roster.queries import as_planned, weeks_of
from dianzhang.ui.wording import day as day_words

from .due import record_address
from .shell import show
from .who import Asking, working
from .words import post_name, word

DAY = timedelta(days=1)
MONTH = 5  # weeks
TONES = 6  # ways in which shifts differ to the eye


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """``unit``, any day of the ``week``, ``view`` week or month; an address that says nonsense shows this week."""
    unit = unit_given(request, request.GET.get("unit", ""))
    if unit is None:
        return show(request, "web/roster.html", {"grid": None})
    first = monday(day_given(request.GET.get("week", "")))
    month = request.GET.get("view") == "month"
    return show(request, "web/roster.html", context(request, unit, first, month))


@working
@require_POST
def change(request: Asking) -> HttpResponse:
    """What the week's page does to its roster: begin it if need be, then ``paint``, ``copy`` or ``publish`` it."""
    unit = unit_given(request, request.POST.get("unit", ""))
    verb = request.POST.get("do", "")
    if unit is None or verb not in ("paint", "copy", "publish"):
        raise Http404
    first = monday(day_given(request.POST.get("week", "")))
    outcome = changed(request, unit, first, verb)
    said = "" if outcome.status in ("done", "unchanged", "awaiting") else outcome.why
    return show(request, "web/roster_grid.html", {**context(request, unit, first, False), "wrong": said})


def changed(request: Asking, unit: Unit, first: date, verb: str) -> Outcome:
    roster = Roster.objects.filter(unit_id=unit.pk, first_day=first).first()
    if roster is None:
        begun = perform("roster.begin", Item(data={"unit": unit.code, "first_day": first}), request.actor)[0]
        if not begun.done:
            return begun
        roster = begun.record
    data = {"cells": request.POST.getlist("cell")} if verb == "paint" else None
    return perform(f"roster.{verb}", Item(roster.pk, data=data), request.actor)[0]


def day_given(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today()
    return found if abs(found - today()) < timedelta(days=3660) else today()


def units(request: Asking, org: Organisation) -> list[Unit]:
    """Those whose rosters one sees and in which anybody works."""
    seen = concerned_units(request.actor)
    return [unit for pk, unit in org.units.items() if pk in seen and members(pk, org)]


def unit_given(request: Asking, code: str) -> Unit | None:
    found = units(request, organisation())
    own = [unit for unit in found if unit.pk == request.actor.unit_id]
    named = [unit for unit in found if unit.code == code]
    if code and not named:
        raise Http404
    return next(iter(named or own or found), None)


def context(request: Asking, unit: Unit, first: date, month: bool) -> dict[str, Any]:
    org, plans = organisation(), leads(request.actor, unit.pk)
    last = first + (MONTH if month else 1) * WEEK - DAY
    days = [first + number * DAY for number in range((last - first).days + 1)]
    rosters, shifts = weeks_of(unit.pk, first, last), shifts_of(unit.pk)
    people = members(unit.pk, org)
    turns = list(
        Turn.objects.filter(unit_id=unit.pk, status="set", day__gte=first, day__lte=last).order_by("starts_at", "id")
    )  # fmt: skip
    here = reverse("rosters")
    roster = rosters.get(first)
    grid = Grid(request, days, people, rosters, shifts, turns, plans=plans and not month)

    def address(day: date) -> str:
        view = {"view": "month"} if month else {}
        return f"{here}?{urlencode({'unit': unit.code, 'week': day.isoformat(), **view})}"

    step = MONTH * WEEK if month else WEEK
    weekly = {"unit": unit.code, "week": first.isoformat()}
    return {
        "grid": grid.rows(),
        "days": [day_head(day, here, unit) for day in days],
        "month": month,
        "plans": grid.plans,
        "leads": plans,
        "unit": unit.code,
        "unit_name": word(unit.name),
        "week": first.isoformat(),
        "title": f"{day_words(first)} – {day_words(last)}",
        "before": address(first - step),
        "after": address(first + step),
        "now": address(today()),
        "shapes": [
            {"label": label, "url": f"{here}?{urlencode({**weekly, 'view': view})}", "current": month == more}
            for view, label, more in (("week", gettext("周"), False), ("month", gettext("月"), True))
        ],
        "tabs": [
            {"label": word(one.name), "url": f"{here}?unit={one.code}&week={first}", "current": one.pk == unit.pk}
            for one in units(request, org)
        ],
        "shifts": [
            {"id": shift.pk, "name": shift.name, "times": f"{shift.begins}–{shift.ends}", "tone": grid.tone[shift.pk],
             "key": number if number < 10 else ""}
            for number, shift in enumerate((one for one in shifts.values() if one.status == "used"), start=1)
        ],
        "define": f"{reverse('create', args=['shift', 'define'])}?unit={unit.code}" if plans else "",
        "published": roster is not None and roster.status == "published",
        "pending": roster is not None and roster.pending,
        "any": bool(grid.planned or turns),
        "published_at": roster.published_at if roster is not None else None,
        "record": record_address("roster", roster.pk) if roster is not None else "",
        "gaps": gap_row(unit, days, rosters, shifts, people, planned=grid.plans),
        "reached": f"{reverse('rosters-reached')}?unit={unit.code}",
    }  # fmt: skip


def day_head(day: date, here: str, unit: Unit) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "label": f"{day:%m-%d}",
        "weekday": str(WEEKDAYS_ABBR[day.weekday()]),
        "today": day == today(),
        "url": f"{here}?unit={unit.code}&week={day.isoformat()}",
    }


class Grid:
    """The rows of people and the cells of their days."""

    def __init__(
        self, request: Asking, days: list[date], people: dict[int, str], rosters: dict[date, Roster],
        shifts: dict[int, Shift], turns: list[Turn], *, plans: bool,
    ) -> None:  # fmt: skip
        self.days, self.people, self.shifts, self.plans = days, people, shifts, plans
        self.me = request.person.pk
        self.away = away_between(days[0], days[-1])
        self.planned = {place: n for roster in rosters.values() for place, n in cells_of(roster).items()}
        self.status = {roster.first_day: roster.status for roster in rosters.values()}
        self.turns: dict[tuple[int, date], Turn] = {(turn.owner_id or 0, turn.day): turn for turn in turns}
        self.tone = {pk: number % TONES + 1 for number, pk in enumerate(shifts)}
        self.names = organisation().names

    def rows(self) -> list[dict[str, Any]]:
        gone = {person for person, _day in self.turns if person not in self.people}  # worked here then
        return [
            {
                "id": person,
                "name": self.names.get(person, ""),
                "post": post_name(self.people[person]) if person in self.people else "",
                "me": person == self.me,
                "cells": [self.cell(person, day) for day in self.days],
            }
            for person in [*self.people, *sorted(gone)]
        ]

    def cell(self, person: int, day: date) -> dict[str, Any]:
        turn = self.turns.get((person, day))
        standing = turn.shift_id if turn is not None else 0
        number = self.planned.get((person, day), 0) if self.plans else standing
        shift = self.shifts.get(number)
        begun = turn is not None and turn.starts_at <= now()
        name = turn.name if turn is not None and not self.plans else shift.name if shift is not None else ""
        times = f"{shift.begins}–{shift.ends}" if shift is not None else ""
        if turn is not None and not self.plans:
            times = f"{turn.starts_at.astimezone(HOME):%H:%M}–{turn.ends_at.astimezone(HOME):%H:%M}"
        who = self.names.get(person, "")
        away = (person, day) in self.away
        return {
            "person": person, "day": day.isoformat(), "shift": number, "name": name, "times": times, "short": name[:1],
            "tone": self.tone.get(number, 0), "away": away, "today": day == today(),
            "changed": self.plans and number != standing and not begun, "fixed": begun or day < today(),
            "label": " ".join(one for one in (who, day_words(day), name or gettext("没有班"), times) if one),
            "swap": reverse("rosters-swap", args=[turn.pk])
            if turn is not None and person == self.me and turn.starts_at > now() and not self.plans else "",
        }  # fmt: skip


def gap_row(
    unit: Unit, days: list[date], rosters: dict[date, Roster], shifts: dict[int, Shift], people: dict[int, str], *,
    planned: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """For each rule that wants somebody of this unit there: what is missing on which day."""
    rules, org = rulebooks.at(now()), organisation()
    if rules is None:
        return []
    ours = [rule for rule in rules.rules_of(Coverage) if any(org.unit_of(post) == unit.pk for post in rule.posts)]
    if not ours:
        return []
    there = presence(days[0] - DAY, days[-1] + DAY)
    if planned:
        there = as_planned(there, rosters, shifts, people)
    missing = {(one.rule.id, one.day): one for one in uncovered(rules, days[0], days[-1], there)}
    found = []
    for rule in ours:
        asked = {one.day for one in windows(rule, days[0], days[-1], rulebooks.calendar_of(rule.calendar))}
        cells = [
            {"today": day == today(), "asked": day in asked,
             "times": one.times if (one := missing.get((rule.id, day))) is not None else "",
             "short": max(gap.short for gap in one.missing) if one is not None else 0}
            for day in days
        ]  # fmt: skip
        found.append({
            "name": word(rule.name), "clause": reading.clause_at(rules.key_of(rule), rule.clause), "cells": cells,
            "missing": sum(1 for cell in cells if cell["times"]),
        })  # fmt: skip
    return found
