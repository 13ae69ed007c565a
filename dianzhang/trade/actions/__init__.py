"""What may happen to an order: platforms tell (``observed``, ``refunds``), people act (``review``, ``shipping``).

``column_maps``: how files of an unknown layout are read.  ``marks``: orders that are not as others.
"""

from . import column_maps, marks, observed, refunds, review, shipping

__all__ = ["column_maps", "marks", "observed", "refunds", "review", "shipping"]
