"""Finds buyers and receivers, or makes them: for a whole batch in two statements each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act

from .models import Buyer, Receiver
from .phones import tail_of

_SEPARATOR = "\x1f"


class Who(NamedTuple):
    """What a platform says of the buyer and the place to send to; empty where it says nothing."""

    platform_id: str = ""
    name: str = ""
    receiver: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    address: str = ""
    encrypted: bool = False

    @property
    def buyer_key(self) -> str:
        """Some platforms know their buyers by name only."""
        return self.platform_id or self.name

    @property
    def placed(self) -> bool:
        """Whether there is more to the place than its province."""
        return bool(self.receiver or self.phone or self.city or self.district or self.address or self.encrypted)

    @property
    def digest(self) -> str:
        parts = (self.buyer_key, *self[2:8], *(("encrypted",) if self.encrypted else ()))
        return blake2b(_SEPARATOR.join(parts).encode(), digest_size=16).hexdigest()


def keep(shop_id: int, people: Sequence[Who], act: Act) -> list[tuple[int | None, int | None]]:
    """For each of ``people`` the ids of the buyer and of the receiver; missing rows join the action's transaction."""
    buyers = _buyers(shop_id, people, act)
    receivers = _receivers(shop_id, people, buyers, act)
    return [(buyers.get(who.buyer_key), receivers.get(who.digest) if who.placed else None) for who in people]


def _buyers(shop_id: int, people: Iterable[Who], act: Act) -> dict[str, int]:
    wanted = {who.buyer_key: who.name for who in people if who.buyer_key}
    if not wanted:
        return {}
    rows = writer.fetch(Buyer, "platform_id", list(wanted), " AND shop_id = %s", (shop_id,))
    known = {row.platform_id: row.id for row in rows}
    new = [key for key in wanted if key not in known]
    for key, row_id in zip(new, act.transaction.ids(Buyer, len(new)), strict=True):
        act.add(Buyer(id=row_id, shop_id=shop_id, platform_id=key, name=wanted[key]))
        known[key] = row_id
    return known


def _receivers(shop_id: int, people: Iterable[Who], buyers: dict[str, int], act: Act) -> dict[str, int]:
    wanted = {who.digest: who for who in people if who.placed}
    if not wanted:
        return {}
    rows = writer.fetch(Receiver, "digest", list(wanted), " AND shop_id = %s", (shop_id,))
    known = {row.digest: row.id for row in rows}
    new = [digest for digest in wanted if digest not in known]
    for digest, row_id in zip(new, act.transaction.ids(Receiver, len(new)), strict=True):
        who = wanted[digest]
        act.add(
            Receiver(
                id=row_id, shop_id=shop_id, buyer_id=buyers.get(who.buyer_key), name=who.receiver, phone=who.phone,
                phone_tail=tail_of(who.phone), encrypted=who.encrypted, digest=digest,
                province=who.province, city=who.city, district=who.district, address=who.address,
            )
        )  # fmt: skip
        known[digest] = row_id
    return known
