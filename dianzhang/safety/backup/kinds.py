"""Values as a backup holds them, whichever database they come from or go to.

| kind | in the file |
|---|---|
| int, float, text, json | number or text |
| bool | 0 or 1 |
| instant | ``2026-03-02 04:00:00.500000``, UTC, six digits or none |
| date, time, decimal, uuid, ip | text |
| duration | microseconds |
| bytes | base64 |
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Field, ForeignKey

_OF = {
    "CharField": "text", "TextField": "text", "SlugField": "text", "EmailField": "text", "URLField": "text",
    "FileField": "text", "FilePathField": "text", "ImageField": "text",
    "BooleanField": "bool", "DateTimeField": "instant", "DateField": "date", "TimeField": "time",
    "DecimalField": "decimal", "FloatField": "float", "BinaryField": "bytes", "JSONField": "json",
    "UUIDField": "uuid", "GenericIPAddressField": "ip", "DurationField": "duration",
}  # fmt: skip
KINDS = frozenset(_OF.values()) | {"int"}

# How PostgreSQL is asked for them; SQLite holds them so already.
_POSTGRES = {
    "bool": "{}::int",
    "instant": "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')",
    "date": "{}::text",
    "time": "{}::text",
    "decimal": "{}::text",
    "json": "{}::text",
    "uuid": "replace({}::text, '-', '')",
    "ip": "host({})",
    "duration": "(extract(epoch from {}) * 1000000)::bigint",
}


def kind_of(field: Field[Any, Any]) -> str:
    while isinstance(field, ForeignKey):  # a OneToOneField is one
        field = field.target_field
    name = field.get_internal_type()
    if name in _OF:
        return _OF[name]
    if name.endswith(("IntegerField", "AutoField")):
        return "int"
    raise TypeError(f"a backup has no kind for {name}")


def selected(column: str, kind: str, vendor: str) -> str:
    """The column as SQL that gives what the file holds (but for bytes)."""
    quoted = f'"{column}"'
    return _POSTGRES[kind].format(quoted) if vendor == "postgresql" and kind in _POSTGRES else quoted


def packer(kinds: Sequence[str]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """From a row of the database to a row of the file."""
    binary = [n for n, kind in enumerate(kinds) if kind == "bytes"]
    exact = [n for n, kind in enumerate(kinds) if kind == "decimal"]
    if not binary and not exact:
        return lambda row: row

    def pack(row: Sequence[Any]) -> Sequence[Any]:
        packed = list(row)
        for n in binary:
            packed[n] = None if packed[n] is None else b64encode(bytes(packed[n])).decode("ascii")
        for n in exact:
            packed[n] = None if packed[n] is None else str(packed[n])
        return packed

    return pack


def unpacker(kinds: Sequence[str], vendor: str) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """From a row of the file to what the driver binds (SQLite) or copies in (PostgreSQL)."""
    convert: list[tuple[int, Callable[[Any], Any]]] = []
    for n, kind in enumerate(kinds):
        if kind == "bytes":
            convert.append((n, lambda text: b64decode(text, validate=True)))
        elif vendor == "postgresql" and kind in _TO_POSTGRES:
            convert.append((n, _TO_POSTGRES[kind]))

    def unpack(row: Sequence[Any]) -> Sequence[Any]:
        bound = list(row)
        for n, one in convert:
            if bound[n] is not None:
                bound[n] = one(bound[n])
        return bound

    return unpack if convert else lambda row: row


_TO_POSTGRES: dict[str, Callable[[Any], Any]] = {
    "bool": bool,
    "instant": lambda text: f"{text}+00",
    "duration": lambda number: f"{number} microseconds",
}
