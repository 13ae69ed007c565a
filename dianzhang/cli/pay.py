"""`dianzhang pay`: settle a month's scores and pay, and explain one person's."""

from __future__ import annotations

import re
from typing import Any

import click

from dianzhang.cli.acting import acting, as_option
from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import Exit, answer, json_option, progress, wrong_call

language_option = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the workings and of the names."
)
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@click.group()
def pay() -> None:
    """Scores and pay of a month."""


@pay.command()
@click.argument("period", metavar="YYYY-MM")
@as_option
@language_option
@json_option
def run(period: str, who: str | None, language: str, as_json: bool) -> None:
    """Reckon scores and pay of the month and close it (action month.close; gates apply).

    A month that is closed already is shown as it was closed.  One that is not over is shown as an estimate.
    """
    _check(period)
    start_in_department()
    from dianzhang.cli.payslip import listed
    from dianzhang.engine.act import one
    from dianzhang.engine.moment import now
    from dianzhang.engine.tick import tick
    from dianzhang.reward.actions.months import end_of
    from dianzhang.reward.closing import is_closed
    from dianzhang.reward.reading import visible_slips

    actor, outcome, note = acting(who), None, ""
    if is_closed(period):
        note = f"{period} 早已关账，以下是当时的结果 · closed before; these are the lines of then"
    elif now() < end_of(period):
        note = f"{period} 还没有过完，以下是估算，没有关账 · not over yet: an estimate, nothing is closed"
    else:
        tick()
        outcome = one("month.close", actor, period=period)
        note = outcome.why
    if note:
        progress(note)
    done = outcome is None or outcome.done
    if outcome is not None and outcome.status == "refused":
        answer(_document(period, False, note, []), note, as_json=as_json, code=Exit.NO)
        return
    found = sorted(visible_slips(actor, period), key=lambda slip: slip.person_id)
    document = _document(period, is_closed(period), note, _lines(found))
    answer(
        document,
        listed(found, language) or f"{period}：没有可发的人 · nobody to pay",
        as_json=as_json,
        code=Exit.DONE if done else Exit.NO,
    )


@pay.command()
@click.argument("person", metavar="PERSON")
@click.argument("period", metavar="YYYY-MM")
@as_option
@language_option
@json_option
def explain(person: str, period: str, who: str | None, language: str, as_json: bool) -> None:
    """Every line of one person's pay: clause, formula, inputs down to their rows, steps, events behind it."""
    _check(period)
    start_in_department()
    from dianzhang.cli.payslip import written
    from dianzhang.engine.models import Person
    from dianzhang.reward.reading import may_see, slip

    actor = acting(who)
    found = Person.objects.filter(code=person).first() or Person.objects.filter(name=person).first()
    if found is None:
        known = "、".join(Person.objects.values_list("code", flat=True)[:20])
        wrong_call(f"没有“{person}”这个人。有：{known} · nobody here is called {person!r}")
    if not may_see(actor, found.pk, period):
        why = f"{actor.name} 看不到 {found.name} 的工资：制度没有授权 · the rulebook does not let {actor.name} see it"
        answer(
            {"person": found.code, "period": period, "refused": why, "lines": []}, why, as_json=as_json, code=Exit.NO
        )
        return
    one = slip(found.pk, period)
    if one is None:
        why = f"{found.name} 在 {period} 没有工资 · no pay in that month"
        answer(
            {"person": found.code, "period": period, "closed": False, "reason": why, "lines": []}, why, as_json=as_json
        )
        return
    document = {
        "person": found.code, "name": one.name, "post": one.post, "period": period, "closed": one.closed,
        "rulebook": one.version, "total": f"{one.total:.2f}", "scores": [_score(score) for score in one.scores],
        "lines": _lines([one], opened=True),
    }  # fmt: skip
    answer(document, written(one, language), as_json=as_json)


def _check(period: str) -> None:
    if not PERIOD.fullmatch(period):
        wrong_call(f"“{period}”不是月份，写成 2026-10 · not a month; write 2026-10")


def _document(period: str, closed: bool, note: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"period": period, "closed": closed, "note": note, "lines": lines}


def _lines(slips: Any, *, opened: bool = False) -> list[dict[str, Any]]:
    from dianzhang.engine.models import Person
    from dianzhang.engine.reading import clause_of

    codes = dict(Person.objects.values_list("pk", "code"))
    found = []
    for slip in slips:
        for line in slip.lines:
            clause = clause_of(line.version_id, line.rule)
            row: dict[str, Any] = {
                "person": codes.get(slip.person_id, ""), "name": slip.name, "item": line.item,
                "amount": None if line.amount is None else f"{line.amount:.2f}", "clause": line.clause,
                "clause_title": clause.short if clause else "", "rule": line.rule,
            }  # fmt: skip
            if line.amount is None:
                row["reason"] = line.reason.zh if line.reason else None
            if line.corrects:
                row["corrects"] = line.corrects
            found.append(row | _opened(line) if opened else row)
    return found


def _opened(line: Any) -> dict[str, Any]:
    from dianzhang.reward.tree import figure_data, step_data

    return {
        "formula": line.formula, "inputs": [figure_data(figure) for figure in line.inputs],
        "steps": [step_data(step) for step in line.steps], "events": _events(line.events),
    }  # fmt: skip


def _events(ids: tuple[int, ...]) -> list[dict[str, Any]]:
    from dianzhang.engine.models import Event

    return [
        {
            "id": e.pk,
            "kind": e.kind,
            "subject": f"{e.subject_kind}/{e.subject_id}",
            "at": e.occurred_at,
            "rule": e.rule or None,
        }
        for e in Event.objects.filter(pk__in=ids).order_by("occurred_at", "id")
    ]


def _score(score: Any) -> dict[str, Any]:
    figures = {name: getattr(score, name) for name in ("weight", "value", "counted", "points")}
    why = score.figure.reason
    return {
        "metric": score.metric, "clause": score.figure.clause, "formula": score.figure.formula,
        **{name: None if value is None else f"{value.normalize():f}" for name, value in figures.items()},
        **({"reason": why.zh} if why else {}),
    }  # fmt: skip
