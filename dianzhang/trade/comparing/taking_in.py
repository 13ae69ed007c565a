"""Orders that are missing here, taken in from the file that was compared."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from django.utils.translation import gettext as _

from dianzhang.engine.outcome import Act
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FileError, OrderRecord, open_tables

from ..chunks import ChunkWork
from ..column_maps import own_layouts
from ..models import Order
from .making import file_of
from .models import Comparison
from .taking_over import NotSo


def take_in(comparison: Comparison, numbers: AbstractSet[str], act: Act) -> dict[str, int]:
    """Number -> id of the orders that are here now, with their payment and refund, as an import would have it."""
    path, shop = file_of(comparison), comparison.shop
    there = Order.objects.filter(shop=shop, number__in=numbers)
    found: dict[str, int] = dict(there.values_list("number", "pk"))
    if not path.exists():
        raise NotSo(_("对过的文件已经不在了：再对一次账，或者把文件导入。"))
    try:
        tables = open_tables(str(path), name=comparison.name, currency=shop.currency, own=own_layouts(shop.code))
        for table in tables:
            if table.layout.part:
                continue
            wanted: list[OrderRecord] = []
            for chunk in table.chunks():
                wanted += [one for one in chunk.orders if one.number in numbers and one.number not in found]
            records = ChunkWork(act.transaction, comparison.shop_id, table.carries).enter(wanted)
            found |= {record.number: record.id for record in records}
    except FileError as error:
        raise NotSo(message(error.message)) from error
    return found
