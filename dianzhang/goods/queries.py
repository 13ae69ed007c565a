"""What other modules ask about articles."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Sku


def by_code(codes: Iterable[str]) -> dict[str, Sku]:
    """Articles by code, in one statement; unknown codes are left out."""
    wanted = {code for code in codes if code}
    return {sku.code: sku for sku in Sku.objects.filter(code__in=wanted)} if wanted else {}
