"""Rulebooks on their way to force: drafted and edited, put on record step by step, submitted."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic import Field as InputField

from dianzhang.kernel.rulebook.concerns import STEPS
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .. import rulebooks
from ..access import SYSTEM, Actor, covers, reach_of
from ..inputs import Named
from ..models import Approval, Note, RulebookVersion
from ..moment import day_of
from ..outcome import Act, Batch, Item
from ..personal import Personal
from ..recording import forget_records, note_of
from ..registry import Field, Subject, actions, command, consequence
from ..takingeffect import problems_of, why_not
from ..words import message

LARGEST = 1_000_000  # characters of a document
STATES = {
    "draft": "草案", "submitted": "送审中", "in_force": "已生效", "repealed": "已废止", "reference": "参考",
    "discarded": "已弃",
}  # fmt: skip

RULEBOOK = Subject(
    "rulebook",
    zh="制度",
    model=RulebookVersion,
    en="Rulebook",
    axes=(AxisWord("status", "状态", STATES, "draft"),),
    fields=(
        Field("code", "代号", Unit.TEXT),
        Field("name", "名称", Unit.TEXT),
        Field("version", "版本", Unit.TEXT),
        Field("digest", "摘要", Unit.TEXT),
        Field("effective", "文件上的生效日", Unit.DATE, journal=False),
        Field("keeper", "归口部门", Unit.TEXT, journal=False),
        Field("wanted_on", "要求生效日", Unit.DATE, journal=False),
        Field("in_force_from", "生效时间", Unit.TIME),
        Field("in_force_until", "废止时间", Unit.TIME),
        # The event keeps which step was recorded for which day; a request already made is not about them.
        Field("discussed_on", "讨论日期", Unit.DATE, journal=False),
        Field("opinions_on", "征求意见日期", Unit.DATE, journal=False),
        Field("consulted_on", "平等协商日期", Unit.DATE, journal=False),
        Field("published_on", "公示日期", Unit.DATE, journal=False),
    ),
    title=str,
)


class Text(BaseModel):
    text: str = Personal(..., min_length=1, max_length=LARGEST)


class Step(BaseModel):
    """A step that the law asks for.  ``note``: who was there, where the minutes lie."""

    step: Annotated[Literal["discussed", "opinions", "consulted", "published"], Named(STEPS)]
    on: date
    note: str = Personal("", max_length=2000)


class Wanted(BaseModel):
    """The day from which it is to be in force; none: the day that the document names."""

    on: date | None = InputField(None, title="自哪天起生效")


def read_text(row: RulebookVersion, text: str) -> None:
    """Fill a version from its document, as far as it can be read."""
    book = rulebooks.compiled_text(text).draft
    row.code, row.name, row.version, row.keeper = book.code[:80], book.name[:120], book.version[:40], book.owner[:120]
    row.effective = book.effective if book.effective > date.min else None
    row.text, row.digest = text, hashlib.sha256(text.encode()).hexdigest()


@command("rulebook.draft", zh="制度.起草", en="Draft", on=RULEBOOK, creates=True, input=Text)
def draft(versions: Batch[RulebookVersion, Text], act: Act) -> None:
    """Keep a document as a draft, as typed: errors and all."""
    for version, given in versions:
        read_text(version, given.text)
        version.owner_id, version.unit_id = act.actor.person_id, act.actor.unit_id


@command("rulebook.edit", zh="制度.修改", en="Edit", on=RULEBOOK, requires={"status": "draft"}, input=Text)
def edit(versions: Batch[RulebookVersion, Text], act: Act) -> None:
    """A draft reads otherwise from now on.  What was published before was another text; and where a clause that the law
    wants discussed reads otherwise, so was what they discussed."""
    for version, given in versions:
        if given.text == version.text:
            versions.unchanged(version)
            continue
        read_text(version, given.text)
        versions.say(version, forget_records(version))


def unfit_to_record(version: RulebookVersion, _given: Step | None, _act: Act | None) -> str:
    if waiting_for_force(version).exists():
        return _("这一版正在等审批，批的是现在的记录。要改记录，先撤回。")
    if problems_of(version):
        return _("正文还有错，改好再记：讨论过的应当是写好的正文。")
    return ""


@command(
    "rulebook.record", zh="制度.记录", en="Record a step", on=RULEBOOK, requires={"status": "draft"}, input=Step,
    unfit=unfit_to_record,
)  # fmt: skip
def record(versions: Batch[RulebookVersion, Step], act: Act) -> None:
    """When a step of the law was taken; what was recorded of it before is replaced."""
    for version, given in versions:
        if given.on > day_of(act.at):
            why = _("%(step)s的日期 %(on)s 还没有到：做过了再记。")
            versions.refuse(version, why % {"step": message(STEPS[given.step]), "on": given.on.isoformat()})
            continue
        setattr(version, f"{given.step}_on", given.on)
        version.recorded_text = version.text
        if given.note:
            note = note_of(given.step, given.on) + given.note
            act.add(
                Note(
                    subject_kind="rulebook", subject_id=version.id, author_id=act.actor.person_id,
                    written_at=act.recorded_at, text=note,
                )
            )  # fmt: skip


def unfit_to_submit(version: RulebookVersion, wanted: Wanted | None, act: Act) -> str:
    return why_not(version, act, wanted.on if wanted else None)


@command(
    "rulebook.submit", zh="制度.送审", en="Send for approval", on=RULEBOOK, leads={"status": ("draft", "submitted")},
    input=Wanted, unfit=unfit_to_submit, primary=True,
)  # fmt: skip
def submit(versions: Batch[RulebookVersion, Wanted], act: Act) -> None:
    """The text is final; whoever keeps the rulebook is asked, and with their consent it takes effect."""
    for version, given in versions:
        version.wanted_on = given.on
        act.transaction.afterwards(lambda version=version: _ask_for_force(version, act))


def waiting_for_force(version: RulebookVersion) -> QuerySet[Approval]:
    """The requests that it take effect which nobody has decided yet."""
    return Approval.objects.filter(target_kind="rulebook", target_id=version.pk, status="waiting")


def _ask_for_force(version: RulebookVersion, act: Act) -> None:
    asked = Item(record=version)
    act.transaction.do(actions["rulebook.activate"], [asked], actor=act.actor, checked=True)


def may_write(version: RulebookVersion, actor: Actor) -> bool:
    """Whoever wrote it, and whoever may write drafts."""
    mine = actor.person_id is not None and version.owner_id == actor.person_id
    return mine or covers(actor, reach_of(actor, "rulebook.edit"), version)


def unfit_to_discard(version: RulebookVersion, _given: None, _act: Act | None) -> str:
    return _("这一版正在等审批，先撤回。") if waiting_for_force(version).exists() else ""


@command(
    "rulebook.discard", zh="制度.弃稿", en="Throw away", on=RULEBOOK, leads={"status": ("draft", "discarded")},
    open=may_write, undo="rulebook.restore", unfit=unfit_to_discard,
)  # fmt: skip
def discard(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """Nobody goes on with this draft.  Its text is kept, and it can be taken up again."""


@command(
    "rulebook.restore", zh="制度.捡回", en="Take up again", on=RULEBOOK, leads={"status": ("discarded", "draft")},
    open=may_write,
)  # fmt: skip
def restore(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """A draft that was thrown away is a draft again."""


@consequence(
    "rulebook.send_back", zh="制度.退回", en="Send back", on=RULEBOOK,
    leads={"status": (("draft", "submitted"), "draft")},
)  # fmt: skip
def send_back(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """The request that it take effect came to nothing: a draft again.  The request keeps who said what, and why."""
    for version, _nothing in versions:
        version.wanted_on = None


@command(
    "rulebook.withdraw", zh="制度.撤回", en="Withdraw", on=RULEBOOK, leads={"status": ("submitted", "draft")},
)  # fmt: skip
def withdraw(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """Back to a draft; nobody is asked about it any longer."""
    for version, _nothing in versions:
        version.wanted_on = None
        for approval in waiting_for_force(version):
            item = Item(approval.pk)
            act.transaction.afterwards(
                lambda item=item: act.transaction.do(actions["approval.void"], [item], actor=SYSTEM, checked=True)
            )


def reference(text: str) -> RulebookVersion:
    """A version kept only to judge a file on request.  ValueError, in words, when it does not compile."""
    row = RulebookVersion(status="reference")
    read_text(row, text)
    if problems := problems_of(row):
        raise ValueError(_("这部制度有错：%(why)s") % {"why": "；".join(problems[:5])})
    kept = RulebookVersion.objects.filter(digest=row.digest, status__in=rulebooks.FIXED).order_by("id").first()
    if kept is None:
        row.save()
        kept = row
    return kept
