"""What an address or a form says, read with distrust: anyone may type anything."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

from dianzhang.engine.distrust import whole

__all__ = ["inside", "whole"]


def inside(address: str | None, otherwise: str = "/") -> str:
    """An address of this house; ``otherwise`` for one that leads out of it."""
    here = bool(address) and str(address).startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return str(address) if here else otherwise
