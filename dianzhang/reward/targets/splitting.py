"""``target.split``: the parts of a target are set, as if one by one, all or none."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item, Refused
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command
from dianzhang.engine.words import word
from dianzhang.measure.catalogue import span_of

from ..models import Target
from ..states import TARGET
from . import reach, weighting
from .dividing import BY, ONTO, NotDivided, Part, plan


def _onto() -> dict[str, str]:
    return {code: word(zh) for code, zh in ONTO.items()}


def _by() -> dict[str, str]:
    return {code: word(zh) for code, zh in BY.items()}


class Divided(BaseModel):
    """Onto what, by which weights; weights of one's own one a line: a period or a code, and how much."""

    onto: Annotated[Literal["quarter", "month", "shop", "unit", "person"], Chosen(_onto)] = Field(title="分到")
    by: Annotated[Literal["equal", "days", "last_year", "own"], Chosen(_by)] = Field("equal", title="怎么分")
    weights: str = Personal("", max_length=4000, title="份量", description="自己写时填，一行一份：2026-11 3")


def _not_mine(target: Target, actor: Any) -> str:
    return reach.why_not(actor, target, "target.split")


@command("target.split", zh="目标.分解", en="Split", on=TARGET, requires={"status": "set"}, input=Divided,
         barred=_not_mine, beside=True)  # fmt: skip
def split(targets: Batch[Target, Divided], act: Act) -> None:
    """Set its parts: together they are the whole; what is frozen of them stays as it is."""
    for target, given in targets:
        try:
            parts = plan(target, given.onto, given.by, given.weights, day_of(act.at))
        except NotDivided as error:
            targets.refuse(target, str(error))
            continue
        act.transaction.afterwards(lambda target=target, parts=parts: _set(target, parts, act))


def _set(whole: Target, parts: list[Part], act: Act) -> None:
    wanted = [Item(data=_wanted(whole, part)) for part in parts if not part.fixed]
    for outcome in act.transaction.do(actions["target.set"], wanted, actor=act.actor):
        if not outcome.done:
            raise Refused(outcome.why)


def _wanted(whole: Target, part: Part) -> dict[str, Any]:
    org, one = organisation(), part.target
    shop, unit = org.shops.get(one.shop_id or 0), org.units.get(one.for_unit_id or 0)
    codes = {person: code for code, person in org.codes.items()}
    first, last = span_of(one.period)
    spans = [span for span in weighting.of(whole.weights) if span.last >= first and span.first <= last]
    lines = (f"{max(s.first, first)}~{min(s.last, last)} {s.weight:f}" for s in spans)
    return {
        "period": one.period, "metric": one.metric,
        "value": Decimal(part.cents).scaleb(-2), "shop": shop.code if shop else "",
        "unit": unit.code if unit else "", "person": codes.get(one.for_person_id or 0, ""),
        "pace": "even" if whole.pace == "weights" and not spans else whole.pace,
        "weights": "\n".join(lines) if whole.pace == "weights" else "",
    }  # fmt: skip
