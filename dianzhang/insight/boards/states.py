"""Boards of one's own as rules and pages know them, and whom they are shown to."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.insight.models import Board
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

SHARED = {"own": _("自己"), "group": _("本组"), "unit": _("本部门"), "post": _("一个岗位"), "all": _("全部")}
MOST = 30  # boards of one person


def shown_to(actor: Actor) -> Q:
    """Theirs, and those shared with them."""
    theirs = Q(owner_id=actor.person_id, owner_id__isnull=False)
    shared = Q(shared="all") | Q(shared="post", for_post=actor.post or "-")
    if actor.unit_id is not None:
        above = [unit for unit, below in organisation().below.items() if actor.unit_id in below]
        shared |= Q(shared="group", unit_id=actor.unit_id) | Q(shared="unit", unit_id__in=sorted(above))
    return theirs | (shared & Q(status="kept"))


BOARD = Subject(
    "board",
    zh="数据看板",
    model=Board,
    en="Board",
    axes=(AxisWord("status", "状态", {"kept": "在用", "deleted": "已删除"}, "kept"),),
    fields=(
        Field("shared", "给谁用", Unit.TEXT, choices=SHARED, default="own"),
        Field("for_post", "给哪个岗位", Unit.TEXT),
        Field("name", "名称", Unit.TEXT, journal=False),
        Field("tiles", "格子", Unit.TEXT, journal=False),
        Field("owner_id", "归属", Unit.COUNT),
    ),
    title=lambda board: board.name,
    concerned=shown_to,
    everybody=True,
)
