"""Buyers whom a platform shows masked (``王**``, ``138****0000``) or ciphered: they are there, but not for us.

A masked name is many people's: it is no buyer.  What is withheld is not missing, and nobody knows whether it is whole.
"""

from __future__ import annotations

from .records import OrderRecord

MASK = "*"
_CIPHERS = ("##", "$$")


def masked(cell: str) -> str:
    """A ciphered cell as the mask alone; any other as it is."""
    return MASK if cell.strip().startswith(_CIPHERS) else cell


def withheld(record: OrderRecord) -> OrderRecord:
    """The record with what is masked taken for what it is, and said to be so."""
    record.encrypted = any(MASK in cell for cell in (record.receiver, record.phone, record.address))
    if MASK in record.buyer_id or MASK in record.buyer_name:
        record.buyer_id = "" if MASK in record.buyer_id else record.buyer_id
        record.buyer_name = "" if MASK in record.buyer_name else record.buyer_name
    if MASK in f"{record.address}{record.city}{record.province}":
        record.address_complete = None
    for name in ("receiver", "phone", "province", "city", "district", "address"):
        if getattr(record, name) == MASK:
            setattr(record, name, "")
    return record
