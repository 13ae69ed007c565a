"""What a document has to do with: records, and clauses of the rulebook."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import access, reading, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried, Personal
from dianzhang.engine.registry import command

from ..models import Document, DocumentLink
from .states import DOCUMENT, folders_of


class Link(BaseModel):
    """A record by kind and id, or a clause by its id."""

    of_kind: str = Personal("", carried=True, max_length=40)
    of_id: int | None = Personal(None, carried=True, ge=1)
    clause: str = Personal("", carried=True, max_length=120)


class Linked(BaseModel):
    """As ``Link``, from the place that is linked; of a clause, ``of_kind`` is ``clause``."""

    of_kind: str = Carried(max_length=40)
    of_id: int | None = Carried(None, ge=1)
    clause: str = Carried("", max_length=120)


class Loosened(BaseModel):
    """``link``: which of its links."""

    link: int = Carried(ge=1)


def reads(document: Document, actor: Actor) -> bool:
    """Whoever reads the document may say what it has to do with."""
    if actor.person_id is None:
        return False
    far = access.covers(actor, access.reach_of(actor, "document.view"), document)
    return far or document.owner_id == actor.person_id or document.folder_id in folders_of(actor)


def wrong_link(given: Link | Linked, actor: Actor) -> str:
    """Why it cannot be linked with that: there is no such record, or the actor does not see it."""
    if given.clause:
        rules = rulebooks.at(now())
        there = rules is not None and rules.clause(given.clause) is not None
        return "" if there else _("现行的章程里没有这一条。")
    if not given.of_kind and given.of_id is None:
        return ""
    there = given.of_kind != DOCUMENT.name and reading.find_named(actor, given.of_kind, given.of_id) is not None
    return "" if there else _("没有找到要关联的那条记录。")


def add_link(act: Act, document: Document, given: Link | Linked) -> bool:
    """Whether there is one more."""
    if given.clause:
        link = DocumentLink(document_id=document.pk, clause=given.clause)
    elif given.of_kind:
        link = DocumentLink(document_id=document.pk, subject_kind=given.of_kind, subject_id=given.of_id)
    else:
        return False
    there = DocumentLink.objects.filter(
        document_id=document.pk, clause=link.clause, subject_kind=link.subject_kind, subject_id=link.subject_id
    )
    if there.exists():
        return False
    act.add(link)
    return True


@command("document.link", zh="文档.关联", en="Link", on=DOCUMENT, input=Linked, open=reads, beside=True)
def link(documents: Batch[Document, Linked], act: Act) -> None:
    """It has to do with this record, or explains this clause; both sides show it."""
    for document, given in documents:
        if why := wrong_link(given, act.actor):
            documents.refuse(document, why)
        elif not add_link(act, document, given):
            documents.unchanged(document)


@command("document.unlink", zh="文档.取消关联", en="Unlink", on=DOCUMENT, input=Loosened, open=reads, beside=True)
def unlink(documents: Batch[Document, Loosened], act: Act) -> None:
    """It has nothing to do with it after all."""
    for document, given in documents:
        found = DocumentLink.objects.filter(pk=given.link, document_id=document.pk).first()
        if found is None:
            documents.unchanged(document)
        else:
            act.transaction.afterwards(lambda found=found: found.delete())
