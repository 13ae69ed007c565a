"""An accepted suggestion is tried, its effect is measured when the days are over, and it is adopted or dropped."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.moment import day_of, today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, consequence
from dianzhang.engine.rounds import every
from dianzhang.engine.telling import tell, write_down

from ..models import Suggestion
from .answering import Answer, own
from .effect import effect_of
from .states import SUGGESTION, answerers, answers

LONGEST = 366  # days
PAUSE = 300.0  # seconds between two looks for trials that are over


class Trial(BaseModel):
    """Who tries it, from which day to which, both included."""

    person: str = Personal(..., min_length=1, max_length=40, title="由谁试行")
    first_day: date = Kept(...)
    last_day: date = Kept(...)
    note: str = Personal("", max_length=1000)

    @model_validator(mode="after")
    def _in_order(self) -> Trial:
        if self.last_day < self.first_day:
            raise ValueError(_("止日早于起日。"))
        if (self.last_day - self.first_day).days >= LONGEST:
            raise ValueError(_("试行不超过一年。"))
        return self


@command(
    "suggestion.try", zh="建议.试行", en="Try", on=SUGGESTION, leads={"status": ("accepted", "trying")}, input=Trial,
    open=answers, barred=own, primary=True,
)  # fmt: skip
def try_out(suggestions: Batch[Suggestion, Trial], act: Act) -> None:
    """Name who tries it and in which days: the number is compared with as many days before."""
    org = organisation()
    for suggestion, given in suggestions:
        person = org.codes.get(given.person)
        if person not in org.posts_of:
            suggestions.refuse(suggestion, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        if given.last_day < day_of(act.at):
            suggestions.refuse(suggestion, _("试行的日子已经过去了，请另定。"))
            continue
        suggestion.trier_id = suggestion.owner_id = person
        suggestion.first_day, suggestion.last_day = given.first_day, given.last_day
        write_down(act, SUGGESTION, suggestion, given.note)
        tell(act, SUGGESTION, suggestion, "told", [person, suggestion.author_id], action="suggestion.try")


@consequence(
    "suggestion.measure", zh="建议.测得", en="Measure", on=SUGGESTION, leads={"status": ("trying", "measured")}
)
def measure(suggestions: Batch[Suggestion, None], act: Act) -> None:
    """The days are over: what the number was before and in them is written down, and who answers it decides."""
    for suggestion, _nothing in suggestions:
        found = effect_of(suggestion)
        if found is not None:
            suggestion.before, suggestion.after = ("" if v is None else f"{v:f}" for v in (found.before, found.after))
        suggestion.measured_at = act.at
        heard = answerers(suggestion)
        suggestion.owner_id = heard[0] if heard else suggestion.owner_id
        tell(act, SUGGESTION, suggestion, "told", (*heard, suggestion.author_id), action="suggestion.measure")


@command(
    "suggestion.adopt", zh="建议.推行", en="Adopt", on=SUGGESTION, leads={"status": ("measured", "adopted")},
    input=Answer, open=answers, barred=own, primary=True,
)  # fmt: skip
def adopt(suggestions: Batch[Suggestion, Answer], act: Act) -> None:
    """This is how we work from now on; everybody may read it."""
    for suggestion, said in suggestions:
        suggestion.closed_at, suggestion.adopted_day = act.at, day_of(act.at)
        write_down(act, SUGGESTION, suggestion, said.reason)
        concerned = [suggestion.author_id, suggestion.trier_id]
        tell(act, SUGGESTION, suggestion, "told", concerned, action="suggestion.adopt")


@command(
    "suggestion.drop", zh="建议.停办", en="Drop", on=SUGGESTION, gives_up=True,
    leads={"status": (("accepted", "trying", "measured"), "dropped")}, input=Answer, open=answers, barred=own,
)  # fmt: skip
def drop(suggestions: Batch[Suggestion, Answer], act: Act) -> None:
    """It does not help, or cannot be tried after all, and why."""
    for suggestion, said in suggestions:
        suggestion.closed_at = act.at
        write_down(act, SUGGESTION, suggestion, said.reason)
        concerned = [suggestion.author_id, suggestion.trier_id]
        tell(act, SUGGESTION, suggestion, "told", concerned, action="suggestion.drop")


@every(PAUSE)
def measure_in_time() -> int:
    """Trials whose last day is over are measured."""
    over = Suggestion.objects.filter(status="trying", last_day__lt=today()).order_by("id")
    ids = list(over.values_list("pk", flat=True)[:200])
    if ids:
        with together(SYSTEM) as tx:
            tx.do(actions["suggestion.measure"], [Item(pk) for pk in ids], checked=True)
    return len(ids)
