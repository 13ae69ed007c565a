"""A bad review is a case: the buyer is contacted, something comes of it, somebody asks again later."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import Review
from .states import OPEN, REVIEW, Outcome


class MaybeSaid(BaseModel):
    note: str = Personal("", max_length=1000)


class Said(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000)


class Contacted(BaseModel):
    note: str = Personal(
        ..., min_length=1, max_length=1000, title="怎么说的", description="没有联系上也写：打了几次、什么时候"
    )


class Settled(BaseModel):
    outcome: Outcome = Kept(...)
    note: str = Personal("", max_length=1000)


class Reply(BaseModel):
    """What stands below the review on the platform, for everybody."""

    reply: str = Personal(..., min_length=1, max_length=1000, title="店铺回复")


class Heard(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="打算怎么办")


@command(
    "review.raise", zh="评价.立案", en="Open a case", on=REVIEW, leads={"status": ("none", "open")}, input=MaybeSaid,
)  # fmt: skip
def open_case(reviews: Batch[Review, MaybeSaid], act: Act) -> None:
    """Somebody has to see to it: by the rulebook, or because somebody thinks so."""
    for review, said in reviews:
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command(
    "review.contact", zh="评价.联系", en="Contact", on=REVIEW, leads={"status": (OPEN, "contacted")}, input=Contacted,
    primary=True,
)  # fmt: skip
def contact(reviews: Batch[Review, Contacted], act: Act) -> None:
    """The buyer was contacted, or it was tried; whoever does it first has the case."""
    for review, said in reviews:
        review.contacted_at = review.contacted_at or act.at
        if review.owner_id is None and act.actor.person_id is not None:
            review.owner_id, review.unit_id = act.actor.person_id, act.actor.unit_id
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command(
    "review.settle", zh="评价.了结", en="Settle", on=REVIEW, leads={"status": ("contacted", "settled")}, input=Settled,
    primary=True, undo="review.reopen",
)  # fmt: skip
def settle(reviews: Batch[Review, Settled], act: Act) -> None:
    """What came of it."""
    for review, said in reviews:
        review.outcome, review.settled_at = getattr(said, "outcome", ""), act.at
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command(
    "review.follow_up", zh="评价.回访", en="Follow up", on=REVIEW, leads={"status": ("settled", "closed")}, input=Said,
)  # fmt: skip
def follow_up(reviews: Batch[Review, Said], act: Act) -> None:
    """Asked again whether it is all right now."""
    for review, said in reviews:
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command(
    "review.reopen", zh="评价.重开", en="Open again", on=REVIEW, leads={"status": (("settled", "closed"), "open")},
    input=Said,
)  # fmt: skip
def reopen(reviews: Batch[Review, Said], act: Act) -> None:
    """It was not settled after all."""
    for review, said in reviews:
        review.outcome, review.settled_at = "", None
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command("review.reply", zh="评价.回复", en="Reply", on=REVIEW, input=Reply, beside=True)
def reply(reviews: Batch[Review, Reply], act: Act) -> None:
    """What was written below it on the platform; good ones are thanked, too."""
    for review, said in reviews:
        review.reply = said.reply.strip()


@command(
    "review.pass_on", zh="评价.转质量", en="Pass on quality trouble", on=REVIEW,
    leads={"quality": ("none", "passed")}, input=Said,
)  # fmt: skip
def pass_on(reviews: Batch[Review, Said], act: Act) -> None:
    """What is wrong with the goods goes to operations."""
    for review, said in reviews:
        review.ops_heard = False
        write_down(act, REVIEW, review, getattr(said, "note", ""))


@command(
    "review.hear_ops", zh="评价.运营收悉", en="Operations have it", on=REVIEW, requires={"quality": "passed"},
    input=Heard, sets={"ops_heard": True}, beside=True,
)  # fmt: skip
def hear_ops(reviews: Batch[Review, Heard], act: Act) -> None:
    """Operations have read it and say what they do about it."""
    for review, said in reviews:
        if review.ops_heard:
            reviews.refuse(review, _("运营已经收悉。"))
            continue
        review.ops_heard = True
        write_down(act, REVIEW, review, getattr(said, "note", ""))
