"""What may happen to a warehouse."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..models import ShopWarehouse, Stock, Warehouse
from ..states import WAREHOUSE


class Named(BaseModel):
    name: str = Field(min_length=1, max_length=80)


@command("warehouse.open", zh="仓库.设立", en="Set up", on=WAREHOUSE, creates=True, input=Named)
def open_warehouse(warehouses: Batch[Warehouse, Named], act: Act) -> None:
    """A warehouse gets its name, once."""
    for warehouse, given in warehouses:
        warehouse.unit_id = act.actor.unit_id
        _name(warehouses, warehouse, given)


@command("warehouse.rename", zh="仓库.改名", en="Rename", on=WAREHOUSE, input=Named)
def rename(warehouses: Batch[Warehouse, Named], act: Act) -> None:
    """Another name for the same place."""
    for warehouse, given in warehouses:
        if given.name.strip() == warehouse.name:
            warehouses.unchanged(warehouse)
        else:
            _name(warehouses, warehouse, given)


@command(
    "warehouse.close", zh="仓库.停用", en="Close", on=WAREHOUSE, leads={"status": ("open", "closed")},
    undo="warehouse.reopen",
)  # fmt: skip
def close(warehouses: Batch[Warehouse, None], act: Act) -> None:
    """Nothing comes here any more; what lies here, is on the way here or is to come back leaves its record first."""
    ids = [warehouse.id for warehouse, _given in warehouses]
    there = Q(on_hand__gt=0) | Q(coming__gt=0) | Q(drawn__gt=0)
    full = set(Stock.objects.filter(there, warehouse_id__in=ids).values_list("warehouse_id", flat=True))
    for warehouse, _given in warehouses:
        if warehouse.id in full:
            warehouses.refuse(warehouse, _("“%(name)s”里还有货，清了再停用。") % {"name": warehouse.name})


@command("warehouse.reopen", zh="仓库.启用", en="Open again", on=WAREHOUSE, leads={"status": ("closed", "open")})
def reopen(warehouses: Batch[Warehouse, None], act: Act) -> None:
    """It is in use again."""


class Served(BaseModel):
    """``shop`` is the code of a shop."""

    shop: str = Field(min_length=1, max_length=40)


@command("warehouse.serve", zh="仓库.管发货", en="Send for a shop", on=WAREHOUSE, input=Served,
         requires={"status": "open"})  # fmt: skip
def serve(warehouses: Batch[Warehouse, Served], act: Act) -> None:
    """The orders of a shop are sent from here from now on; what was promised elsewhere stays promised there."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    serving = {
        one.shop_id: one for one in ShopWarehouse.objects.filter(shop__code__in={g.shop for _w, g in warehouses})
    }
    for warehouse, given in warehouses:
        shop = shops.get(given.shop)
        if shop is None:
            warehouses.refuse(warehouse, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
        elif (one := serving.get(shop.pk)) is None:
            serving[shop.pk] = ShopWarehouse(shop_id=shop.pk, warehouse_id=warehouse.id)
            act.add(serving[shop.pk])
        elif one.warehouse_id == warehouse.id:
            warehouses.unchanged(warehouse)
        else:
            one.warehouse_id = warehouse.id
            act.change(one)


def _name(warehouses: Batch[Warehouse, Named], warehouse: Warehouse, given: Named) -> None:
    name = given.name.strip()
    if not name:
        warehouses.refuse(warehouse, _("仓库叫什么？"))
    elif Warehouse.objects.filter(name=name).exclude(id=warehouse.id).exists():
        warehouses.refuse(warehouse, _("已经有仓库叫“%(name)s”。") % {"name": name})
    else:
        warehouse.name = name
