"""What the list and the page of accounts show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.vault import Unreadable, decrypt

from ..models import Account
from .secrets import shown_to
from .states import ACCOUNT, KINDS

CUSTODY, ROTATION = ACCOUNT.axes

LIST = show_list(
    ListPage(
        ACCOUNT,
        columns=(
            Column("platform"),
            Column("kind"),
            Column("name"),
            Column("owner", "保管人", show=lambda account: account.owner),
            Column("rights", wide_only=True),
            Column("custody"),
            Column("rotation"),
            Column("rotated_at", wide_only=True),
        ),
        filters=(
            Filter("custody", "保管", CUSTODY.states),
            Filter("rotation", "密码", ROTATION.states),
            Filter("kind", "类别", KINDS),
        ),
        views=(
            View("due", "密码待更换", {"rotation": "due"}),
            View("free", "待分配", {"custody": "free"}),
            View("held", "保管中", {"custody": "held"}),
        ),
        search=lambda text: Q(name__icontains=text) | Q(platform__icontains=text),
        search_reads=("name",),
        related=("owner",),
        empty="这里是平台、推广和支付账号。一号一人：登记账号，写明权限，交给一个人保管；人走了，一起收回。",
        create="account.register",
    )
)


def use_section(account: Account, actor: Actor) -> Mapping[str, Any] | None:
    """The shared secret while it is taken out, and who took it out before."""
    if not account.shared:
        return None
    at, org = now(), organisation()
    taken = shown_to(account, actor, at)
    secret = unreadable = None
    if taken is not None:
        try:
            secret = decrypt(account.box)
        except Unreadable:
            unreadable = True
    rows = account.check_outs.order_by("-at")[:20]
    return {
        "why": account.shared,
        "secret": secret,
        "unreadable": unreadable,
        "until": taken.until if taken is not None else None,
        "log": [{"who": org.names.get(row.person_id, ""), "at": row.at} for row in rows],
    }


show_record(
    RecordPage(
        ACCOUNT,
        facts=(
            Column("platform"),
            Column("kind"),
            Column("name"),
            Column("owner", "保管人", show=lambda account: account.owner),
            Column("shop", "店铺", show=lambda account: account.shop),
            Column("rights"),
            Column("bound"),
            Column("main", "主账号", show=lambda account: account.main.name if account.main else None),
            Column("rotated_at"),
        ),
        sections=(Section("共用密码", "ui/secret.html", use_section),),
        main_axes=("custody",),
    )
)
