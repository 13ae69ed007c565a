"""Rulebook versions take effect by an action like any other, so that a gate can stand before it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.rulebook import contradictions
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .. import rulebooks
from ..models import RulebookVersion
from ..moment import start_of
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import Field, Subject, command
from ..words import message

RULEBOOK = Subject(
    "rulebook",
    zh="制度",
    model=RulebookVersion,
    en="Rulebook",
    axes=(AxisWord("status", "状态", {"draft": "草案", "in_force": "已生效", "reference": "参考"}, "draft"),),
    fields=(
        Field("code", "代号", Unit.TEXT),
        Field("name", "名称", Unit.TEXT),
        Field("version", "版本", Unit.TEXT),
        Field("digest", "摘要", Unit.TEXT),
        Field("in_force_from", "生效时间", Unit.TIME),
    ),
)


class Draft(BaseModel):
    text: str = Personal(..., min_length=1)


def read_draft(row: RulebookVersion, text: str) -> list[str]:
    """Fill a version from its document; the problems found, in words, if it does not compile."""
    compiled = rulebooks.compiled_text(text)
    if compiled.rulebook is None:
        return [f"{p.line}:{p.column} {p.message}" for p in compiled.errors]
    book = compiled.rulebook
    row.code, row.name, row.version, row.effective = book.code, book.name, book.version, book.effective
    row.text, row.digest = text, hashlib.sha256(text.encode()).hexdigest()
    return []


@command("rulebook.draft", zh="制度.起草", en="Draft", on=RULEBOOK, creates=True, input=Draft)
def draft(versions: Batch[RulebookVersion, Draft], act: Act) -> None:
    """Keep a document as a draft; it must compile."""
    for version, given in versions:
        if problems := read_draft(version, given.text):
            versions.refuse(version, "；".join(problems[:5]))


@command(
    "rulebook.activate",
    zh="制度.生效",
    en="Put in force",
    on=RULEBOOK,
    leads={"status": ("draft", "in_force")},
    primary=True,
)
def activate(versions: Batch[RulebookVersion, None], act: Act) -> None:
    """In force from its effective date, never backward: a past date becomes the moment of the decision."""
    for version, _nothing in versions:
        since = in_force_from(version, act.at)
        if problems := contradicted(version, since):
            versions.refuse(version, _("；").join(problems[:5]))
            continue
        version.in_force_from = since
        act.transaction.afterwards(rulebooks.forget)


def contradicted(version: RulebookVersion, since: datetime) -> list[str]:
    """What the version says otherwise than a rulebook that will be in force beside it, in words."""
    compiled = rulebooks.compiled_text(version.text)
    others = [rulebooks.ruleset(other).rulebook for other in rulebooks.versions_from(since)]
    found = contradictions(
        compiled.rulebook or compiled.draft,
        [other for other in others if other.code != version.code],
        {post.code: post.name for post in organisation().posts.values()},
    )
    return [message(one.message) for one in found]


def in_force_from(version: RulebookVersion, decided_at: datetime) -> datetime:
    return max(start_of(version.effective), decided_at)


def reference(text: str) -> RulebookVersion:
    """A version kept only to judge a file on request.  ValueError, in words, when it does not compile."""
    row = RulebookVersion(status="reference")
    if problems := read_draft(row, text):
        raise ValueError(_("这部制度有错：%(why)s") % {"why": "；".join(problems[:5])})
    kept = RulebookVersion.objects.filter(digest=row.digest).exclude(status="draft").order_by("id").first()
    if kept is None:
        row.save()
        kept = row
    return kept
