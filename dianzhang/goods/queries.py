"""What other modules ask about articles."""

from __future__ import annotations

from collections.abc import Iterable

from dianzhang.engine import writer

from .models import Sku


def by_code(codes: Iterable[str]) -> dict[str, Sku]:
    """Articles by code, in one statement; unknown codes are left out."""
    wanted = {code for code in codes if code}
    return {sku.code: sku for sku in writer.fetch(Sku, "code", list(wanted))} if wanted else {}
