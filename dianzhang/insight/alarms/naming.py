"""What the number of an alarm is called in the reader's language."""

from __future__ import annotations

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import now
from dianzhang.engine.words import word
from dianzhang.measure import catalogue
from dianzhang.ui.wording import chinese


def metric_name(name: str) -> str:
    """As the rulebook in force calls it in English, else the catalogue, else the word as translated."""
    if chinese():
        return name
    rules = rulebooks.at(now())
    metric = rules.metrics.get(name) if rules is not None else None
    if metric is not None and metric.en:
        return metric.en
    measure = catalogue.find(name)
    return (measure.english if measure is not None else "") or word(name)
