"""What may happen to articles, warehouses and what lies in them."""

from . import articles, moving, purposes, stock, warehouses

__all__ = ["articles", "moving", "purposes", "stock", "warehouses"]
