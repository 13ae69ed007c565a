"""Which months are closed."""

from __future__ import annotations

from .models import Month


def is_closed(period: str) -> bool:
    return Month.objects.filter(period=period, status="closed").exists()
