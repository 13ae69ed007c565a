"""What we do about a notice: given to somebody, read, answered or appealed against, closed with its lesson."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import PlatformNotice
from .receiving import give_to
from .states import NOTICE, OPEN

BESIDE = "图片、凭证附在下面的附件里"


class ToWhom(BaseModel):
    person: str = Personal(...)


class MaybeSaid(BaseModel):
    note: str = Personal("", max_length=1000)


class Said(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, description=BESIDE)


class Lesson(BaseModel):
    """What to do differently, so that it does not come again."""

    lesson: str = Personal(..., min_length=1, max_length=1000, title="教训", description="为什么会有，以后怎么避免")


@command(
    "platform_notice.assign", zh="平台通知.指派", en="Assign", on=NOTICE, requires={"status": OPEN}, input=ToWhom,
)  # fmt: skip
def assign(notices: Batch[PlatformNotice, ToWhom], act: Act) -> None:
    """Say who sees to it; they are told."""
    org = organisation()
    for notice, given in notices:
        person = org.codes.get(given.person)
        if person is None or person not in org.posts_of:
            notices.refuse(notice, _("没有在岗的人“%(who)s”。") % {"who": given.person})
        elif person == notice.owner_id:
            notices.unchanged(notice)
        else:
            give_to(notice, person, act)


@command(
    "platform_notice.acknowledge", zh="平台通知.确认", en="Acknowledge", on=NOTICE,
    leads={"status": ("received", "read")}, input=MaybeSaid, primary=True,
)  # fmt: skip
def acknowledge(notices: Batch[PlatformNotice, MaybeSaid], act: Act) -> None:
    """Read and understood; whoever does has it, unless somebody has it already."""
    for notice, said in notices:
        notice.read_at = act.at
        _take_up(notice, act)
        write_down(act, NOTICE, notice, getattr(said, "note", ""))


@command(
    "platform_notice.answer", zh="平台通知.答复", en="Answer", on=NOTICE, leads={"status": ("read", "answered")},
    input=Said, primary=True,
)  # fmt: skip
def answer(notices: Batch[PlatformNotice, Said], act: Act) -> None:
    """Put right or replied to on the platform, and how."""
    for notice, said in notices:
        notice.answered_at = notice.answered_at or act.at
        _take_up(notice, act)
        write_down(act, NOTICE, notice, getattr(said, "note", ""))


@command(
    "platform_notice.appeal", zh="平台通知.申诉", en="Appeal", on=NOTICE,
    leads={"status": (("read", "answered"), "appealed"), "outcome": ("*", "pending")}, input=Said,
)  # fmt: skip
def appeal(notices: Batch[PlatformNotice, Said], act: Act) -> None:
    """Appealed against on the platform, with what evidence; the platform decides anew."""
    for notice, said in notices:
        notice.appealed_at, notice.answered_at = act.at, notice.answered_at or act.at
        _take_up(notice, act)
        write_down(act, NOTICE, notice, getattr(said, "note", ""))


@command(
    "platform_notice.close", zh="平台通知.结案", en="Close", on=NOTICE,
    leads={"status": (("read", "answered", "appealed"), "closed")}, input=Lesson, undo="platform_notice.reopen",
)  # fmt: skip
def close(notices: Batch[PlatformNotice, Lesson], act: Act) -> None:
    """Done with, and what is learnt from it.  An appeal waits for the platform."""
    for notice, said in notices:
        if notice.appealed_at is not None and notice.outcome == "pending":
            notices.refuse(notice, _("申诉还没有结果：平台定下以后先记下结果，再结案。"))
            continue
        notice.closed_at = act.at
        notice.lesson = getattr(said, "lesson", "").strip()


@command(
    "platform_notice.reopen", zh="平台通知.重开", en="Open again", on=NOTICE, leads={"status": ("closed", "read")},
    input=Said,
)  # fmt: skip
def reopen(notices: Batch[PlatformNotice, Said], act: Act) -> None:
    """It was not over after all."""
    for notice, said in notices:
        notice.closed_at = None
        write_down(act, NOTICE, notice, getattr(said, "note", ""))


def _take_up(notice: PlatformNotice, act: Act) -> None:
    if notice.owner_id is None and act.actor.person_id is not None:
        notice.owner_id, notice.unit_id = act.actor.person_id, act.actor.unit_id
