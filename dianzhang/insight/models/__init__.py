"""What people keep of what they look at: boards."""

from .board import Board

__all__ = ["Board"]
