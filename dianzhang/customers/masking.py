"""Personal data as those see it who need not know all of it."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """王小明 → 王**."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def masked_phone(phone: str) -> str:
    """13800000031 → 138****0031."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def masked_address(province: str, city: str, rest: str) -> str:
    """Province and city stay, the rest does not."""
    return " ".join(filter(None, (province, city, "****" if rest else "")))
