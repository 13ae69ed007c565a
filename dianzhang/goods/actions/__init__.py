"""What may happen to articles, warehouses and what lies in them."""

from . import articles, stock, warehouses

__all__ = ["articles", "stock", "warehouses"]
