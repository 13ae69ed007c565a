"""Advertising by campaign, advertisement or scene: the same measures and the rulebook's own metrics, group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dianzhang.engine import rulebooks
from dianzhang.engine.reading import ClauseRef, clause_of
from dianzhang.kernel.messages import Message
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import Measure
from dianzhang.measure.metrics import measures_behind, work_out

from .models import PromotionFact

LEVELS = ("ad", "campaign", "scene")


@dataclass(frozen=True)
class Group:
    """One campaign (or advertisement, or scene): ``measured`` by names of measures, ``metrics`` by those of metrics.

    Of a metric without a value the reason.
    """

    name: str
    measured: Mapping[str, Decimal | None]
    metrics: Mapping[str, tuple[Decimal | None, Message | None]]


def advertising_measures() -> list[Measure]:
    return [one for one in catalogue.measures.values() if one.model is PromotionFact]


def advertising_metrics(day: date) -> dict[str, tuple[Any, ClauseRef | None]]:
    """Metrics of the rulebook of a day that need nothing but reports of advertising, each with its clause."""
    ruleset = rulebooks.defining(day)
    if ruleset is None:
        return {}
    own = {measure.name for measure in advertising_measures()}
    found = {}
    for name, metric in ruleset.metrics.items():
        if metric.formula is not None and (needs := measures_behind(metric, ruleset.metrics)) and needs <= own:
            found[name] = (metric, clause_of(ruleset.key_of(metric), metric.id))
    return found


def groups(rows: Any, by: str, day: date) -> list[Group]:
    """``rows``: some PromotionFacts; ``by``: one of ``LEVELS``.  Dearest first.  Metrics as defined on ``day``."""
    measures = advertising_measures()
    ruleset = rulebooks.defining(day)
    metrics = advertising_metrics(day)
    values = {f"_{measure.name}": measure.value for measure in measures}
    found = []
    for row in rows.order_by().values(by).annotate(**values).order_by("-_promotion_spend", by):
        measured = {measure.name: measure.read(row[f"_{measure.name}"]) for measure in measures}
        worked = {
            name: work_out(metric, ruleset.metrics if ruleset else {}, measured)
            for name, (metric, _c) in metrics.items()
        }
        found.append(Group(row[by], measured, {name: (one.value, one.reason) for name, one in worked.items()}))
    return found


def finest(rows: Any) -> str:
    """By what advertising is told apart: its campaigns, else its scenes."""
    return "campaign" if rows.exclude(campaign="").exists() else "scene"


def names_of(groups_: Sequence[Group]) -> list[str]:
    """The metrics that stand in the table."""
    return list(groups_[0].metrics) if groups_ else []
