"""What an account in custody is called and which states it knows."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Account

KINDS = {"platform": "平台", "promotion": "推广", "payment": "支付", "tool": "工具"}


def title(account: Account) -> str:
    """``淘宝 平台 #3``: the log-in name itself is a secret."""
    return f"{account.platform} {gettext(KINDS.get(account.kind, ''))} #{account.id}".strip()


def held_by(actor: Actor) -> Q:
    """Those in one's own custody."""
    return Q(owner_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])


ACCOUNT = Subject(
    "account",
    zh="账号",
    model=Account,
    en="Account",
    axes=(
        AxisWord("custody", "保管", {"free": "待分配", "held": "保管中", "closed": "已注销"}, "free"),
        AxisWord("rotation", "密码", {"current": "有效", "due": "待更换"}, "current"),
    ),
    fields=(
        Field("name", "登录名", Unit.TEXT, secret=True, journal=False),
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("platform", "平台", Unit.TEXT),
        Field("rights", "权限范围", Unit.TEXT),
        Field("bound", "绑定号码", Unit.TEXT, secret=True, journal=False),
        Field("shared", "共用的理由", Unit.TEXT),
        Field("rotated_at", "换密码时间", Unit.TIME),
        Field("owner_id", "保管人", Unit.COUNT),
    ),
    title=title,
    concerned=held_by,
)  # fmt: skip


def is_shared(account: Any) -> bool:
    return bool(account.shared)
