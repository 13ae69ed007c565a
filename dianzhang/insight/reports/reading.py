"""A report as one reader may see it: of its numbers those that are theirs to see, of its conclusions too."""

from __future__ import annotations

import json
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from dianzhang.engine.access import Actor, reach_of
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define
from dianzhang.measure.rights import why_not
from dianzhang.measure.series import address

from .concluding import SPEND, STANDS, Finding
from .models import PeriodReport
from .states import WRITING, reads, writes

TRAFFIC = "traffic_by_channel"


def shown(report: PeriodReport) -> dict[str, Any]:
    """Its content: of a draft as it is now, of what was handed in as it was submitted."""
    kept: dict[str, Any] = json.loads(report.drafted if report.status in WRITING else report.sent)
    return kept


def findings_of(report: PeriodReport) -> list[Finding]:
    """Of a draft all conclusions, of what was handed in those that stood in it."""
    if report.status in WRITING:
        return json.loads(report.findings)  # type: ignore[no-any-return]
    return [one for one in json.loads(report.sent)["findings"] if one["state"] in STANDS]


class Sight:
    """What one reader sees of one report.  Each number is asked about once."""

    def __init__(self, actor: Actor, report: PeriodReport) -> None:
        self.actor, self.report = actor, report
        self._known: dict[str, bool] = {}

    def number(self, name: str) -> bool:
        if name not in self._known:
            definition = self.definition(name)
            self._known[name] = definition is not None and not why_not(self.actor, definition, self.days)
        return self._known[name]

    def definition(self, name: str) -> Definition | None:
        return define(name, self.report.first_day)

    @property
    def days(self) -> Slice:
        return Slice(self.report.first_day, self.report.last_day)

    @property
    def traffic(self) -> bool:
        return self.number(catalogue.measures[TRAFFIC].zh)

    @property
    def visitors(self) -> bool:
        """Whether a split by visitors may be shown."""
        return self.number(catalogue.measures["visitors"].zh)

    @property
    def advertising(self) -> bool:
        return all(self.number(catalogue.measures[name].zh) for name in SPEND)

    @property
    def deadlines(self) -> bool:
        """They are those that its owner sees: the owner's to show to whom it is handed in, nobody else's."""
        return self.actor.unbound or writes(self.report, self.actor) or reads(self.report, self.actor)

    def finding(self, one: Finding) -> bool:
        """A conclusion tells of its numbers: whoever may not see one of them does not read it."""
        if one["kind"] == "deadlines":
            return self.deadlines
        split = one["kind"] == "moved" and one["data"].get("cause") in BY_VISITORS
        return all(self.number(name) for name in one["numbers"]) and (self.visitors or not split or bool(one["words"]))

    def rows(self, name: str) -> str:
        """Where the rows behind a number are listed; empty for those who may not see that list."""
        definition = self.definition(name)
        if definition is None:
            return ""
        text = definition.text
        for measure in sorted(definition.measures(), key=lambda m: text.find(m.zh) if m.zh in text else len(text)):
            found = address(measure, self.days)
            if found is not None and (found.kind == "clock" or reach_of(self.actor, f"{found.kind}.view") is not None):
                try:
                    base = reverse("radar") if found.kind == "clock" else reverse("list", args=[found.kind])
                except NoReverseMatch:
                    continue
                return f"{base}?{urlencode(found.filters)}"
        return ""


BY_VISITORS = frozenset({"visitors", "conversion", "order_value", "untold", "unmatched"})
