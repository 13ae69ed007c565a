"""Slips to rows, when a month is closed, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from dianzhang.engine.organisation import organisation
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.money import cents, yuan

from .models import Month, PayLine, ScoreLine
from .slip import PayResult, ScoreResult, Slip
from .tree import figure_data, figure_of, message_data, message_of, step_data, step_of


def rows_of(slip: Slip, month: Month) -> list[ScoreLine | PayLine]:
    """A slip as the rows that keep it."""
    scores: list[ScoreLine | PayLine] = [_score_row(s, slip, month, n) for n, s in enumerate(slip.scores, 1)]
    return scores + [_pay_row(line, slip, month, n) for n, line in enumerate(slip.lines, 1)]


def _score_row(score: ScoreResult, slip: Slip, month: Month, number: int) -> ScoreLine:
    figure = score.figure
    return ScoreLine(
        month_id=month.id, person_id=slip.person_id, post=slip.post, number=number, clause=figure.clause,
        rule=figure.rule, version_id=figure.version_id, formula=figure.formula, inputs=_json([figure_data(figure)]),
        steps=_json([step_data(step) for step in figure.steps]), events=_json(list(figure.all_events())),
        reason=_json(message_data(figure.reason)) if figure.reason else "", metric=score.metric, whole=score.whole,
        weight=_text(score.weight), value=_text(score.value), counted=_text(score.counted), points=_text(score.points),
    )  # fmt: skip


def _pay_row(line: PayResult, slip: Slip, month: Month, number: int) -> PayLine:
    return PayLine(
        month_id=month.id, person_id=slip.person_id, post=slip.post, number=number, clause=line.clause, rule=line.rule,
        version_id=line.version_id, formula=line.formula, inputs=_json([figure_data(f) for f in line.inputs]),
        steps=_json([step_data(step) for step in line.steps]), events=_json(list(line.events)),
        reason=_json(message_data(line.reason)) if line.reason else "", item=line.item,
        amount_cents=None if line.amount is None else cents(line.amount), currency=line.currency,
        corrects=line.corrects,
    )  # fmt: skip


def pay_of(row: PayLine) -> PayResult:
    return PayResult(
        row.item, None if row.amount_cents is None else yuan(row.amount_cents), row.clause, row.rule, row.version_id,
        row.formula, tuple(figure_of(f) for f in json.loads(row.inputs)),
        tuple(step_of(s) for s in json.loads(row.steps)), tuple(json.loads(row.events)),
        message_of(json.loads(row.reason)) if row.reason else None, row.corrects, row.currency,
    )  # fmt: skip


def score_of(row: ScoreLine) -> ScoreResult:
    return ScoreResult(
        row.metric, _number(row.weight), _number(row.value), _number(row.counted), _number(row.points),
        figure_of(json.loads(row.inputs)[0]), row.whole,
    )  # fmt: skip


def stored_slips(month: Month, persons: Iterable[int] | None = None) -> list[Slip]:
    """The slips of a closed month exactly as they were closed."""
    scores: dict[int, list[ScoreLine]] = {}
    lines: dict[int, list[PayLine]] = {}
    whose = Q() if persons is None else Q(person_id__in=list(persons))
    for score in ScoreLine.objects.filter(whose, month=month).order_by("person_id", "number"):
        scores.setdefault(score.person_id, []).append(score)
    for line in PayLine.objects.filter(whose, month=month).order_by("person_id", "number"):
        lines.setdefault(line.person_id, []).append(line)
    names = organisation().names
    return [
        Slip(
            person, names.get(person, ""), next(row.post for row in [*lines.get(person, []), *scores.get(person, [])]),
            month.period, tuple(map(score_of, scores.get(person, []))), tuple(map(pay_of, lines.get(person, []))),
            month.closed_at,
        )
        for person in sorted(scores.keys() | lines.keys())
    ]  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain_number(value)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
