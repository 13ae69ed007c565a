"""A table that no platform writes: somebody says once which column is which, and the shop's files are read so."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import Field, Subject, command
from dianzhang.gateways.orders.currencies import CURRENCIES
from dianzhang.gateways.orders.own import NEEDED_ROLES, ROLES
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..importing import may_import, shops_for
from ..models import ColumnMap

COLUMN_MAP = Subject(
    "column_map",
    zh="列对照",
    model=ColumnMap,
    en="Column map",
    axes=(AxisWord("status", "状态", {"kept": "在用", "dropped": "已停用"}, "kept"),),
    fields=(
        Field("name", "名称", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("currency", "币种", Unit.TEXT),
        Field("columns", "哪一列是什么", Unit.TEXT),
    ),
    title=lambda one: one.name,
)


class MappedColumn(BaseModel):
    """``role`` is one of ``gateways.orders.own.ROLES``."""

    role: str = Kept(max_length=40)
    header: str = Kept(min_length=1, max_length=60)


class NewColumnMap(BaseModel):
    shop: str = Kept(description="店铺代号")
    name: str = Kept(min_length=1, max_length=60, title="名称")
    currency: str = Kept("CNY", min_length=3, max_length=3)
    columns: list[MappedColumn] = Kept(default_factory=list)


def brings_files_in(_map: ColumnMap, actor: Actor) -> bool:
    return may_import(actor)


def for_its_shop(one: ColumnMap, actor: Actor) -> bool:
    return one.shop_id in {shop.pk for shop in shops_for(actor)}


@command(
    "column_map.save", zh="列对照.存下", en="Save", on=COLUMN_MAP, creates=True, input=NewColumnMap,
    open=brings_files_in, in_person=True, undo="column_map.drop",
)  # fmt: skip
def save(maps: Batch[ColumnMap, NewColumnMap], act: Act) -> None:
    """Files with these columns are orders of the shop from now on."""
    shops = {shop.code: shop for shop in shops_for(act.actor)}
    for one, given in maps:
        columns = {column.role: column.header for column in given.columns}
        if given.shop not in shops:
            maps.refuse(one, _("没有这家店铺，或者你不能导入它的订单。"))
        elif why := _wrong(given, columns):
            maps.refuse(one, why)
        else:
            shop = shops[given.shop]
            one.shop_id, one.unit_id, one.owner_id = shop.pk, shop.unit_id, act.actor.person_id
            one.name, one.currency = given.name, given.currency
            one.columns = json.dumps(columns, ensure_ascii=False, sort_keys=True)


def _wrong(given: NewColumnMap, columns: dict[str, str]) -> str:
    """Why this is no way to read orders; "" when it is."""
    headers = [column.header for column in given.columns]
    if len(columns) < len(given.columns):
        return _("有两列选成了同一个意思：每个意思只选一列。")
    if len(set(headers)) < len(headers):
        return _("同一列选了两个意思：一列只选一个。")
    if not columns.keys() <= set(ROLES):
        return _("选了不认识的意思。")
    if not columns.keys() >= set(NEEDED_ROLES):
        return _("至少要有订单号、下单时间、订单总额三列：没有的话，请先在表里补上。")
    if given.currency not in CURRENCIES:
        return _("不认识的币种：写成 CNY、USD 这样的三个字母。")
    return ""


@command(
    "column_map.drop", zh="列对照.停用", en="Drop", on=COLUMN_MAP, leads={"status": ("kept", "dropped")},
    open=for_its_shop, in_person=True, undo="column_map.restore",
)  # fmt: skip
def drop(maps: Batch[ColumnMap, None], act: Act) -> None:
    """Such files are no longer recognised; orders that came in stay."""


@command(
    "column_map.restore", zh="列对照.恢复", en="Restore", on=COLUMN_MAP, leads={"status": ("dropped", "kept")},
    open=for_its_shop, in_person=True,
)  # fmt: skip
def restore(maps: Batch[ColumnMap, None], act: Act) -> None:
    """Such files are recognised again."""
