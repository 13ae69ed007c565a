"""What other modules ask about articles and warehouses."""

from __future__ import annotations

from collections.abc import Iterable

from dianzhang.engine import writer

from .models import ShopWarehouse, Sku, Stock, Warehouse


def by_code(codes: Iterable[str]) -> dict[str, Sku]:
    """Articles by code, in one statement; unknown codes are left out."""
    wanted = {code for code in codes if code}
    return {sku.code: sku for sku in writer.fetch(Sku, "code", list(wanted))} if wanted else {}


def warehouse_names() -> list[str]:
    """Warehouses in use, the oldest first."""
    return list(Warehouse.objects.filter(status="open").order_by("id").values_list("name", flat=True))


def stock_is_kept() -> bool:
    """Whether anybody has said what lies in a warehouse."""
    return Stock.objects.exists()


def warehouses_of(shops: Iterable[int]) -> dict[int, int]:
    """Shop -> the warehouse its orders are sent from: the one that serves it if that is open, else the oldest open."""
    wanted = set(shops)
    open_ones = list(Warehouse.objects.filter(status="open").order_by("id").values_list("id", flat=True))
    if not open_ones:
        return {}
    serving = dict(ShopWarehouse.objects.filter(shop_id__in=wanted).values_list("shop_id", "warehouse_id"))
    return {shop: serving[shop] if serving.get(shop) in open_ones else open_ones[0] for shop in wanted}
