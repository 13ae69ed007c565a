"""The calendar: what falls due and what happens, by day, on working days and days off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine import agenda, registry, rulebooks
from dianzhang.engine.agenda import Days
from dianzhang.engine.moment import HOME, now, today
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.calendar import Calendar, china
from dianzhang.ui.wording import day as day_words

from .calendar_lines import laid_out, left_out
from .radar import deadlines_of_the_rulebook
from .setup.steps import go_on
from .shell import show
from .who import Asking, working
from .words import message, subject_name

IN_A_CELL = 4  # lines of a day in the month; the others in the week
WEEK = timedelta(7)
USUAL = (8, 20)  # the first and the last hour of a day that stand there with nothing in them


@working
@require_GET
def page(request: Asking) -> HttpResponse:
    """A month, a week or a day, of oneself or, as far as one may see it, of a person, a unit, everybody."""
    return show(request, "web/calendar.html", Looking(request).context())


class Looking:
    """One look at the calendar: what the address asks for, and what stands in it."""

    def __init__(self, request: Asking) -> None:
        self.actor = request.actor
        self.here = reverse("calendar")
        given = request.GET
        self.shape = given["view"] if given.get("view") in ("week", "day") else "month"
        self.scope = self.scope_asked(given.get("scope", ""))
        self.kinds = agenda.kinds(request.actor)
        self.kind = given.get("kind", "") if given.get("kind") in self.kinds else ""
        self.problem = ""
        self.on = self.day_asked(given.get("on", ""))
        whole = {"month": month_of, "week": week_of}.get(self.shape)
        self.days = whole(self.on) if whole is not None else Days(self.on, self.on)

    def scope_asked(self, given: str) -> str:
        """One's own, where the address names nobody who is here."""
        whom, number = agenda.read_scope(given)
        known = {"person": people(), "unit": units()}.get(whom, {})
        return given if given in ("group", "all") or f"{whom}:{number}" in known else "mine"

    def day_asked(self, given: str) -> date:
        try:
            asked = date.fromisoformat(given) if given else today()
        except ValueError:
            asked = date.min
        if 2000 <= asked.year <= 2100:
            return asked
        self.problem = gettext("地址里的日子看不懂，先看今天。")
        return today()

    def address(self, on: date | None = None, **other: str) -> str:
        """The same look at another day, or otherwise."""
        asked = {"view": self.shape, "on": (on or self.on).isoformat(), "scope": self.scope, "kind": self.kind} | other
        usual = {"view": "month", "on": today().isoformat(), "scope": "mine", "kind": ""}
        query = urlencode({name: value for name, value in asked.items() if value != usual[name]})
        return f"{self.here}?{query}" if query else self.here

    def context(self) -> dict[str, Any]:
        due = agenda.falling_due(self.actor, self.scope, self.days, self.kind)
        past, looked = agenda.fallen(self.actor, self.scope, self.days, self.kind)
        happenings, left = agenda.dates(self.actor, self.scope, self.days, self.kind)
        entries = laid_out([*due.views, *past.views], happenings, self.days)
        scopes = [("mine", gettext("我的")), ("group", gettext("本组")), ("all", gettext("全部看得到的"))]
        calendar = working_days()
        days = [
            self.cell(day, entries[day], due.more.get(day, 0) + past.more.get(day, 0), calendar) for day in self.days
        ]
        return {
            "title": self.title(),
            "shape": self.shape,
            "weeks": [days[n : n + 7] for n in range(0, len(days), 7)],
            "heads": [str(WEEKDAYS_ABBR[n]) for n in range(7)],
            "previous": self.address(self.turned(-1)),
            "next": self.address(self.turned(1)),
            "today": self.address(today()),
            "shapes": [
                {"label": label, "url": self.address(view=shape), "current": shape == self.shape, "key": shape[0]}
                for shape, label in (("month", gettext("月")), ("week", gettext("周")), ("day", gettext("日")))
            ],
            "hours": self.hours(days[0], entries[self.on]) if self.shape == "day" else None,
            "whose": [(gettext("小组"), list(units().items())), (gettext("人"), list(people().items()))],
            "scope": self.scope,
            "tabs": [
                {"label": label, "url": self.address(scope=code), "current": code == self.scope}
                for code, label in scopes
            ],
            "kinds": [(name, subject_name(registry.subjects[name])) for name in self.kinds],
            "kind": self.kind,
            "keep": {"view": self.shape, "on": self.on.isoformat()},
            "problem": self.problem or left_out(left, looked),
            "warnings": [message(told) for told in calendar.warnings_for(self.on.year)],
            "empty": None if any(entries.values()) else self.empty(),
        }

    def title(self) -> str:
        if self.shape == "month":
            return gettext("%(year)s 年 %(month)s 月") % {"year": self.on.year, "month": self.on.month}
        if self.shape == "day":
            return day_words(self.on, weekday=True)
        return f"{day_words(self.days.first)} – {day_words(self.days.last)}"

    def turned(self, step: int) -> date:
        """A day of the month or week before or after."""
        if self.shape != "month":
            return self.on + step * (WEEK if self.shape == "week" else timedelta(1))
        first = self.on.replace(day=1)
        return (first - timedelta(1)).replace(day=1) if step < 0 else (first + timedelta(32)).replace(day=1)

    def cell(self, day: date, entries: list[dict[str, Any]], more: int, calendar: Calendar) -> dict[str, Any]:
        shown = entries if self.shape != "month" else entries[:IN_A_CELL]
        hidden = len(entries) - len(shown) + more
        days = {"from": day.isoformat(), "to": day.isoformat(), "state": "running,missed"}
        rest = f"{reverse('radar')}?{urlencode(days)}" if self.shape != "month" else self.address(day, view="day")
        return {
            "day": day,
            "today": day == today(),
            "outside": self.shape == "month" and day.month != self.on.month,
            "off": not calendar.is_working_day(day),
            "mark": self.mark(day, calendar),
            "why": message(calendar.why(day)),
            "entries": shown,
            "more": hidden,
            "rest": rest,
            "url": self.address(day, view="day"),
            "label": day_words(day, weekday=True),
        }

    def hours(self, cell: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
        """The day by its hours: those of usual work, and whatever lies before and after them."""
        timed = [(entry["at"].astimezone(HOME).hour, entry) for entry in entries if entry["at"] is not None]
        known = [hour for hour, _entry in timed]
        first, last = min([USUAL[0], *known]), max([USUAL[1], *known])
        current = now().astimezone(HOME)
        return {
            "cell": cell,
            "whole": [entry for entry in entries if entry["at"] is None],
            "rows": [
                {
                    "hour": hour,
                    "now": (self.on, hour) == (current.date(), current.hour),
                    "entries": [entry for at, entry in timed if at == hour],
                }
                for hour in range(first, last + 1)
            ],
        }

    def mark(self, day: date, calendar: Calendar) -> str:
        """What is unlike the week: a holiday, or a day worked in its place."""
        worked = calendar.is_working_day(day)
        if worked == (day.weekday() < 5):
            return ""
        return gettext("班") if worked else gettext("休")

    def empty(self) -> dict[str, Any]:
        return {
            "title": gettext("这些天没有到期的事"),
            "text": gettext("时限、事项、例行、审批的时限和休假按到期的日子排在这里。换一个月，或看更大的范围。"),
            "actions": [
                *go_on(self.actor),
                {"label": gettext("看全部看得到的"), "url": self.address(scope="all")},
                deadlines_of_the_rulebook(),
            ]
            if self.scope != "all"
            else [*go_on(self.actor), deadlines_of_the_rulebook()],
            "small": True,
        }


def people() -> dict[str, str]:
    """Whoever works here, as a scope; what is shown of them is what the reader may see."""
    org = organisation()
    return {f"person:{pk}": org.names[pk] for pk in sorted(org.posts_of, key=lambda pk: org.names.get(pk, ""))}


def units() -> dict[str, str]:
    return {f"unit:{pk}": unit.name for pk, unit in organisation().units.items()}


def month_of(day: date) -> Days:
    """The whole weeks in which the days of its month lie."""
    first = day.replace(day=1)
    last = (first + timedelta(32)).replace(day=1) - timedelta(1)
    return Days(week_of(first).first, week_of(last).last)


def week_of(day: date) -> Days:
    monday = day - timedelta(day.weekday())
    return Days(monday, monday + timedelta(6))


def working_days() -> Calendar:
    """The department's own days."""
    found = rulebooks.calendar_of(None)
    return found if isinstance(found, Calendar) else china("department")
