"""What may happen to an order: platforms tell (``observed``, ``refunds``), people act (``review``, ``shipping``)."""

from . import observed, refunds, review, shipping

__all__ = ["observed", "refunds", "review", "shipping"]
