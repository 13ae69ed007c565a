"""What may happen to a warehouse."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..models import Stock, Warehouse
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
    """Nothing comes here any more; what still lies here is taken off its record first."""
    ids = [warehouse.id for warehouse, _given in warehouses]
    full = set(Stock.objects.filter(warehouse_id__in=ids, opening__gt=0).values_list("warehouse_id", flat=True))
    for warehouse, _given in warehouses:
        if warehouse.id in full:
            warehouses.refuse(warehouse, _("“%(name)s”里还有货，清了再停用。") % {"name": warehouse.name})


@command("warehouse.reopen", zh="仓库.启用", en="Open again", on=WAREHOUSE, leads={"status": ("closed", "open")})
def reopen(warehouses: Batch[Warehouse, None], act: Act) -> None:
    """It is in use again."""


def _name(warehouses: Batch[Warehouse, Named], warehouse: Warehouse, given: Named) -> None:
    name = given.name.strip()
    if not name:
        warehouses.refuse(warehouse, _("仓库叫什么？"))
    elif Warehouse.objects.filter(name=name).exclude(id=warehouse.id).exists():
        warehouses.refuse(warehouse, _("已经有仓库叫“%(name)s”。") % {"name": name})
    else:
        warehouse.name = name
