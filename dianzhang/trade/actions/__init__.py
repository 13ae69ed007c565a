"""What may happen to an order: platforms tell (``observed``, ``refunds``), people act (``review``, ``shipping``).

``column_maps``: how files of an unknown layout are read.
"""

from . import column_maps, observed, refunds, review, shipping

__all__ = ["column_maps", "observed", "refunds", "review", "shipping"]
