"""What may happen to articles, warehouses and what lies in them."""

from . import articles, counts, lines, moving, purposes, stock, transfers, warehouses

__all__ = ["articles", "counts", "lines", "moving", "purposes", "stock", "transfers", "warehouses"]
