"""A suggestion is made, answered by those above with a reason, handed up when nobody does."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.keepers import head_of_all
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down
from dianzhang.measure.chosen import MeasureName

from ..models import Suggestion
from .states import SUGGESTION, answerers, answers


class Proposed(BaseModel):
    """What would be better done how, and why; which number it is to move, if one can tell."""

    title: str = Personal(..., min_length=1, max_length=80, title="一句话")
    what: str = Personal(..., min_length=1, max_length=2000)
    why: str = Personal(..., min_length=1, max_length=2000)
    expected: str = Personal("", max_length=300, description="改了以后会怎样，如：一次解决率到九成")
    measure: MeasureName = Kept("", description="试行以后按这个数比前后；说不出哪个数就不选")


class Answer(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000)


def works_here(_suggestion: Suggestion, actor: Actor) -> bool:
    return actor.person_id in organisation().active


def is_mine(suggestion: Suggestion, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == suggestion.author_id


def own(suggestion: Suggestion, actor: Actor) -> str:
    """Nobody answers their own, but where there is nobody else."""
    judged = is_mine(suggestion, actor) and not answers(suggestion, actor)
    return _("自己提的建议，由别人答复。") if judged else ""


def goes_to(suggestion: Suggestion, post: str, org: Organisation) -> tuple[int, ...]:
    """Let the post answer; the first of those who can has it now."""
    suggestion.post = post
    found = answerers(suggestion)
    suggestion.owner_id = found[0] if found else None
    return found


@command(
    "suggestion.propose", zh="建议.提出", en="Suggest", on=SUGGESTION, creates=True, input=Proposed, open=works_here,
)  # fmt: skip
def propose(suggestions: Batch[Suggestion, Proposed], act: Act) -> None:
    """Say what could be done better.  It goes to the post above, which answers with a reason."""
    org = organisation()
    for suggestion, given in suggestions:
        for name in Proposed.model_fields:
            setattr(suggestion, name, getattr(given, name).strip())
        suggestion.author_id, suggestion.proposed_at = act.actor.person_id, act.at
        suggestion.unit_id = act.actor.unit_id
        heard = goes_to(suggestion, org.superior(act.actor.post) or head_of_all(org) or act.actor.post, org)
        tell(act, SUGGESTION, suggestion, "told", heard, action="suggestion.propose")


@command(
    "suggestion.withdraw", zh="建议.收回", en="Take back", on=SUGGESTION, leads={"status": ("proposed", "withdrawn")},
    gives_up=True, open=is_mine, in_person=True,
)  # fmt: skip
def withdraw(suggestions: Batch[Suggestion, None], act: Act) -> None:
    """Take it back, as long as nobody has answered."""
    for suggestion, _nothing in suggestions:
        suggestion.closed_at = act.at


@command(
    "suggestion.accept", zh="建议.接受", en="Accept", on=SUGGESTION, leads={"status": ("proposed", "accepted")},
    input=Answer, open=answers, barred=own, primary=True,
)  # fmt: skip
def accept(suggestions: Batch[Suggestion, Answer], act: Act) -> None:
    """It is worth a trial, and why."""
    for suggestion, said in suggestions:
        suggestion.answered_at = act.at
        if act.actor.person_id is not None:
            suggestion.owner_id = act.actor.person_id
        write_down(act, SUGGESTION, suggestion, said.reason)
        tell(act, SUGGESTION, suggestion, "told", [suggestion.author_id], action="suggestion.accept")


@command(
    "suggestion.decline", zh="建议.不接受", en="Decline", on=SUGGESTION, leads={"status": ("proposed", "declined")},
    input=Answer, open=answers, barred=own,
)  # fmt: skip
def decline(suggestions: Batch[Suggestion, Answer], act: Act) -> None:
    """Not now, and why; whoever proposed it reads the reason."""
    for suggestion, said in suggestions:
        suggestion.answered_at = suggestion.closed_at = act.at
        write_down(act, SUGGESTION, suggestion, said.reason)
        tell(act, SUGGESTION, suggestion, "told", [suggestion.author_id], action="suggestion.decline")


@consequence("suggestion.climb", zh="建议.上交", en="Hand up", on=SUGGESTION, requires={"status": "proposed"})
def climb(suggestions: Batch[Suggestion, None], act: Act) -> None:
    """Nobody answered in time: the post above answers instead."""
    org = organisation()
    for suggestion, _nothing in suggestions:
        heard = goes_to(suggestion, org.superior(suggestion.post) or suggestion.post, org)
        tell(act, SUGGESTION, suggestion, "told", heard, action="suggestion.climb")
