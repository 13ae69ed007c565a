"""A payout table that no platform writes: somebody says once under which header stands what."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.gateways.settlements import Layout
from dianzhang.gateways.settlements.layout import own_layout
from dianzhang.gateways.settlements.own import ROLES

from .models import PayoutColumns
from .states import COLUMNS


class NewColumns(BaseModel):
    """Headers as they stand in the table.  Either ``amount`` (with its sign, or ``direction`` beside it), or ``income``
    and ``expense``."""

    shop: str = Kept(..., min_length=1, max_length=40, title="店铺代号")
    name: str = Kept(..., min_length=1, max_length=60, title="这种表叫什么")
    number: str = Personal(..., min_length=1, max_length=60, title="平台单号在哪一列", description="照抄表头")
    at: str = Personal(..., min_length=1, max_length=60, title="入账时间在哪一列")
    words: str = Personal(..., min_length=1, max_length=60, title="款项名称在哪一列")
    amount: str = Personal("", max_length=60, title="金额在哪一列", description="收入和支出分两列的，不写这里")
    direction: str = Personal("", max_length=60, title="收支方向在哪一列")
    income: str = Personal("", max_length=60, title="收入在哪一列")
    expense: str = Personal("", max_length=60, title="支出在哪一列")
    transaction: str = Personal("", max_length=60, title="流水号在哪一列", description="没有就不写")


def own_layouts(shop: int) -> list[Layout]:
    """The layouts of a shop (its id), the newest first."""
    kept = PayoutColumns.objects.filter(shop_id=shop, status="kept").order_by("-id")
    return [own_layout(one.name, json.loads(one.columns)) for one in kept]


@command("payout_columns.save", zh="结算列对照.存下", en="Save", on=COLUMNS, creates=True, input=NewColumns,
         undo="payout_columns.drop")  # fmt: skip
def save(maps: Batch[PayoutColumns, NewColumns], act: Act) -> None:
    """Files with these headers are payouts of the shop from now on."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    for one, given in maps:
        said = {role: header for role in ROLES if (header := getattr(given, role).strip())}
        shop = shops.get(given.shop)
        if shop is None:
            maps.refuse(one, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
        elif len(set(said.values())) < len(said):
            maps.refuse(one, _("同一列选了两个意思：一列只选一个。"))
        elif "amount" not in said and not {"income", "expense"} <= said.keys():
            maps.refuse(one, _("金额一列，或者收入、支出两列，要写一样。"))
        elif "amount" in said and said.keys() & {"income", "expense"}:
            maps.refuse(one, _("金额和收入、支出只写一样。"))
        else:
            one.shop_id, one.unit_id, one.name = shop.pk, shop.unit_id, given.name
            one.columns = json.dumps(said, ensure_ascii=False, sort_keys=True)


@command("payout_columns.drop", zh="结算列对照.停用", en="Drop", on=COLUMNS, leads={"status": ("kept", "dropped")},
         undo="payout_columns.restore")  # fmt: skip
def drop(maps: Batch[PayoutColumns, None], act: Act) -> None:
    """Such files are no longer recognised; what they told stays."""


@command("payout_columns.restore", zh="结算列对照.恢复", en="Restore", on=COLUMNS,
         leads={"status": ("dropped", "kept")})  # fmt: skip
def restore(maps: Batch[PayoutColumns, None], act: Act) -> None:
    """Such files are recognised again."""
