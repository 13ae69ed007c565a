"""What may happen to an order: what platforms tell (``observed``, ``refunds``) and what people do (``review``, ``shipping``)."""

from . import observed, refunds, review, shipping

__all__ = ["observed", "refunds", "review", "shipping"]
