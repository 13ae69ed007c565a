"""A file of orders that somebody sent, read while they wait: aside for as long as it is read, its tables recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dianzhang.engine.files import while_read
from dianzhang.engine.models import Shop
from dianzhang.engine.words import message
from dianzhang.gateways.orders import FileError, OrderSource, open_tables

from .column_maps import own_layouts


class Unread(Exception):
    """It is no file of orders, or not a whole one; the words say where, why and what to do."""


@dataclass(frozen=True)
class Held:
    """``path`` is gone afterwards, unless it was put somewhere else; ``name`` is what people call it."""

    path: Path
    name: str
    digest: str
    tables: Sequence[OrderSource]


def called(name: str | None) -> str:
    """What people call a file that they sent: without the folders that some browsers name, at most 120 characters."""
    return Path(name or "").name[:120]


@contextmanager
def held(chunks: Iterable[bytes], name: str | None, shop: Shop, most: int) -> Iterator[Held]:
    """What was sent for a shop.  TooLarge where it has more than ``most`` bytes; Unread, also while it is read on."""
    with while_read(chunks, most) as (path, digest):
        said = called(name) or path.name
        try:
            tables = open_tables(str(path), name=said, currency=shop.currency, own=own_layouts(shop.code))
            yield Held(path, said, digest, tables)
        except FileError as error:
            raise Unread(message(error.message)) from error
