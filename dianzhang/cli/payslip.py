"""Pay as text for people at the terminal, in Chinese or, where the rulebook and the catalogue have it, in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dianzhang.cli.django import speaking
from dianzhang.engine.reading import clause_of
from dianzhang.engine.words import message
from dianzhang.kernel.formula import plain_number
from dianzhang.kernel.messages import Message
from dianzhang.reward.english import figure_formula, figure_name, item_formula, item_name
from dianzhang.reward.slip import PayResult, ScoreResult, Slip
from dianzhang.reward.tree import Figure
from dianzhang.ui.wording import chinese


def listed(slips: Iterable[Slip], language: str) -> str:
    """One line for every item of everybody's pay, in ``zh`` or ``en``."""
    with speaking(language):
        return "\n".join(
            f"{slip.name}  {item_name(line)}  {_amount(line)}  {line.clause}" for slip in slips for line in slip.lines
        )


def written(slip: Slip, language: str) -> str:
    """A payslip: the score with its parts, then every line with its formula, steps and figures; ``zh`` or ``en``."""
    with speaking(language):
        return "\n".join(_slip(slip))


def _slip(slip: Slip) -> Iterator[str]:
    head = f"{slip.name}  {slip.period}  {slip.total:.2f} "
    if chinese():
        yield head + f"元（{'已关账' if slip.closed else '估算'}）"
    else:
        yield head + f"yuan ({'closed' if slip.closed else 'estimate'})"
    if slip.score is not None:
        yield from _score(slip.score)
    for line in slip.lines:
        yield f"\n{item_name(line)}  {_amount(line)}{_by(line.version_id, line.rule)}"
        yield f"  = {item_formula(line)}"
        yield from (f"    {message(step.text)}" for step in line.steps)
        for figure in line.inputs:
            yield from _branch(figure, 3)
        yield f"  {len(line.events)} {'个事件' if chinese() else 'events'}"


def _score(score: ScoreResult) -> Iterator[str]:
    figure = score.figure
    yield f"\n{figure_name(figure)}  {_value(score.value, figure.reason)}{_by(figure.version_id, figure.rule)}"
    yield f"  = {figure_formula(figure)}"
    yield from (f"    {message(step.text)}" for step in figure.steps)


def _branch(figure: Figure, depth: int) -> Iterator[str]:
    """A figure and what it was made of, indented."""
    working = f" = {figure_formula(figure)}" if figure.formula else ""
    yield f"{'  ' * depth}{figure_name(figure)} {_value(figure.value, figure.reason)}{working}"
    for under in figure.inputs:
        yield from _branch(under, depth + 1)


def _by(version_id: int | None, rule: str) -> str:
    clause = clause_of(version_id, rule)
    return f"  {'依据' if chinese() else 'by'} {clause.short}" if clause else ""


def _amount(line: PayResult) -> str:
    return f"{line.amount:.2f}" if line.amount is not None else _value(None, line.reason)


def _value(value: Decimal | None, reason: Message | None) -> str:
    if value is not None:
        return plain_number(value)
    return f"{'无值：' if chinese() else 'no value: '}{message(reason)}"
