"""The currencies that are taken, and those that stand in the headers of a table."""

from __future__ import annotations

import re

# Amounts are whole cents; currencies with another number of decimals need dated rates and more, and are not taken yet.
CURRENCIES = frozenset({"CNY", "USD", "EUR", "GBP", "HKD", "TWD", "SGD", "MYR", "THB", "PHP", "AUD", "CAD", "BRL"})
YUAN = frozenset({"人民币", "RMB", "¥", "￥", "元"})

# Where the marketplaces that write local times without saying so keep their clocks.
ZONES = {
    "CNY": "Asia/Shanghai", "HKD": "Asia/Hong_Kong", "TWD": "Asia/Taipei", "SGD": "Asia/Singapore",
    "MYR": "Asia/Kuala_Lumpur", "THB": "Asia/Bangkok", "PHP": "Asia/Manila", "GBP": "Europe/London",
    "BRL": "America/Sao_Paulo",
}  # fmt: skip
_IN_HEADER = re.compile(r"\(([a-z]{3})\)$")


def without_currency(key: str) -> tuple[str, str]:
    """The key of a header like ``Grand Total(PHP)`` without the currency, and the currency; "" when there is none."""
    found = _IN_HEADER.search(key)
    if found and (code := found[1].upper()) in CURRENCIES:
        return key[: found.start()], code
    return key, ""
