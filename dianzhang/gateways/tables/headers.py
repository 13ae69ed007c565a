"""Header cells compared as people read them, not as programs spelt them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Mapping, Set

DELIMITERS = ",\t;"

_NOISE = re.compile(r"[\s_\-\ufeff\u200b-\u200f]+")


def header_key(text: str) -> str:
    """What two spellings of one header have in common.

    Width of brackets and letters, case, spaces, a byte order mark, ``_`` and ``-`` do not matter, and 帐 is 账:
    ``"收货地址 "`` = ``"收货地址"``, ``"金额（元）"`` = ``"金额(元)"``, ``"Paid At"`` = ``"paid_at"``.
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("帐", "账")


def top_rows(text: str, delimiter: str, within: int) -> list[tuple[int, list[str]]]:
    """The first ``within`` lines of a table, numbered from 1: among them its header is looked for."""
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=within)[:within]
    return [(number, next(csv.reader([line], delimiter=delimiter), [])) for number, line in enumerate(lines, 1)]


def places_of(columns: Mapping[str, tuple[str, ...]], places: Mapping[str, int]) -> dict[str, int]:
    """Role -> place, by the first of its headers that stands there; ``places`` are those of header keys."""
    return {
        role: place
        for role, faces in columns.items()
        if (place := next((places[key] for face in faces if (key := header_key(face)) in places), None)) is not None
    }


def lacking(columns: Mapping[str, tuple[str, ...]], required: Collection[str], keys: Set[str]) -> list[str]:
    """The headers, as they should be written, of required roles that none of these header keys is."""
    return [
        columns[role][0] for role in sorted(required) if not any(header_key(face) in keys for face in columns[role])
    ]
