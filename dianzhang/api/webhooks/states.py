"""A webhook as rules and pages know it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Webhook


def concerned(actor: Any) -> Q:
    """One's own."""
    return Q(owner_id=actor.person_id, owner_id__isnull=False)


WEBHOOK = Subject(
    "webhook",
    zh="推送",
    model=Webhook,
    en="Webhook",
    axes=(AxisWord("status", "状态", {"active": "在送", "paused": "已暂停", "removed": "已删除"}, "active"),),
    fields=(
        Field("name", "用途", Unit.TEXT),
        Field("url", "网址", Unit.TEXT, journal=False),
        Field("kinds", "事件", Unit.TEXT),
        Field("post", "岗位", Unit.TEXT),
        Field("owner_id", "归属", Unit.COUNT),
        Field("reason", "暂停的原因", Unit.TEXT, journal=False),
    ),
    title=lambda webhook: webhook.name,
    concerned=concerned,
)
