"""Orders that a platform sends by itself, one message each: whether it is theirs, and what it says."""

from .messages import Deleted, Ping, Pushed, Refunded, read
from .signing import KEY_HEADERS, PLATFORMS, SIGNATURES, TOPICS, genuine, is_ping

__all__ = [
    "KEY_HEADERS", "PLATFORMS", "SIGNATURES", "TOPICS", "Deleted", "Ping", "Pushed", "Refunded", "genuine", "is_ping",
    "read",
]  # fmt: skip
