"""Keys for programs: issued for a time and a purpose, revoked at once."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from dianzhang.kernel.units import Unit as UnitOf
from dianzhang.kernel.vocabulary import AxisWord

from .. import tokens as keys
from ..access import OWNER_POST, Actor
from ..models import Token
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Kept
from ..registry import Field, Subject, command

LONGEST = 366  # days
KINDS = {"personal": "个人", "service": "服务"}

TOKEN = Subject(
    "token",
    zh="令牌",
    model=Token,
    en="Token",
    axes=(AxisWord("status", "状态", {"active": "有效", "revoked": "已吊销"}, "active"),),
    fields=(
        Field("name", "名称", UnitOf.TEXT),
        Field("kind", "类别", UnitOf.TEXT, choices=KINDS, default="personal"),
        Field("post", "岗位", UnitOf.TEXT),
        Field("prefix", "开头", UnitOf.TEXT),
        Field("scopes", "可做范围", UnitOf.TEXT),
        Field("owner_id", "归属", UnitOf.COUNT),
        Field("expires_at", "到期", UnitOf.TIME),
    ),
    title=lambda token: token.name,
    concerned=lambda actor: Q(owner_id=actor.person_id, owner_id__isnull=False),
)


class Wanted(BaseModel):
    """What the key is for, what it may do (``engine.tokens``), and for how many days."""

    name: str = Kept(min_length=1, max_length=60, title="用途")
    scopes: str = Kept(max_length=600, title="可做范围")
    days: int = Kept(ge=1, le=LONGEST, title="有效天数")

    @field_validator("scopes")
    @classmethod
    def _known(cls, given: str) -> str:
        found = list(dict.fromkeys(given.replace(",", " ").split()))
        if not found:
            raise ValueError(_("请写明这个令牌可以做什么。"))
        if wrong := [scope for scope in found if not keys.is_scope(scope)]:
            raise ValueError(_("没有范围“%(scope)s”。") % {"scope": wrong[0]})
        return " ".join(found)


class WantedByService(Wanted):
    post: str = Kept(title="岗位")


def works_here(token: Token, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def whose(token: Token, actor: Actor) -> bool:
    return actor.person_id is not None and token.owner_id == actor.person_id


@command(
    "token.issue", zh="令牌.签发", en="Issue", on=TOKEN, creates=True, input=Wanted, open=works_here, in_person=True
)
def issue(tokens: Batch[Token, Wanted], act: Act) -> None:
    """A key of one's own, for a program that acts in one's place and post.  It is shown once."""
    for token, given in tokens:
        if not act.actor.post:
            tokens.refuse(token, _("你还没有岗位，令牌无从办事。"))
            continue
        _make(token, given, act, act.actor.post)


@command(
    "token.issue_service",
    zh="令牌.签发服务令牌",
    en="Issue to a service",
    on=TOKEN,
    creates=True,
    input=WantedByService,
)
def issue_service(tokens: Batch[Token, WantedByService], act: Act) -> None:
    """A key for a service that acts in a post without being a person.  It is shown once."""
    for token, given in tokens:
        if given.post not in organisation().posts or given.post == OWNER_POST:
            tokens.refuse(token, _("没有可以给服务用的岗位“%(post)s”。") % {"post": given.post})
        elif not (act.actor.unbound or _at_or_below(given.post, act.actor.post)):
            tokens.refuse(token, _("服务的岗位只能是你自己的或在你之下的：没有人能给出自己没有的权限。"))
        else:
            token.kind = "service"
            _make(token, given, act, given.post)


def _at_or_below(post: str, above: str) -> bool:
    org, seen = organisation(), set[str]()
    now: str | None = post
    while now and now not in seen:
        if now == above:
            return True
        seen.add(now)
        now = org.superior(now)
    return False


def _make(token: Token, given: Wanted, act: Act, post: str) -> None:
    key, token.prefix, token.digest = keys.new_key()
    token.name, token.scopes, token.post = given.name, given.scopes, post
    token.owner_id, token.unit_id = act.actor.person_id, act.actor.unit_id
    token.issued_at, token.expires_at = act.at, act.at + timedelta(days=given.days)
    token.key = key  # type: ignore[attr-defined]  # of this one object, never written


@command("token.revoke", zh="令牌.吊销", en="Revoke", on=TOKEN, leads={"status": ("active", "revoked")}, open=whose)
def revoke(tokens: Batch[Token, None], act: Act) -> None:
    """From now on the key opens nothing."""
