"""Finished ranges of the journal are sealed: hashed, chained to what was sealed before, signed.

A worker asks for it as leased work once the oldest event without a seal is a minute old, or there are enough for a
whole range.  It costs what the new events cost, a range at a time, each in a transaction of its own.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from django.db.models import Max

from dianzhang.engine import jobs
from dianzhang.engine.models import Event, Job
from dianzhang.engine.moment import now
from dianzhang.engine.rounds import every
from dianzhang.kernel.merkle import leaf, root_of
from dianzhang.kernel.messages import MessageError

from . import chain, lines, outside
from .models import Seal

KIND = "seal"
MOST = 1000  # events of one seal
AFTER = timedelta(minutes=1)  # the oldest event without a seal is at most so old while a worker runs
LOOK = 5.0  # seconds between looks
log = logging.getLogger("dianzhang.safety")


class Unsealable(MessageError):
    """Sealing would cover up what is wrong; the message says what, and what to do."""


def newest() -> Seal | None:
    """Without its hashes of events."""
    return Seal.objects.defer("leaves").order_by("-number").first()


def lag() -> tuple[int, int]:
    """(position up to which there are seals, position of the newest event)."""
    seal = newest()
    return seal.last if seal else 0, Event.objects.aggregate(top=Max("position"))["top"] or 0


@every(LOOK)
def ask() -> int:
    """Ask for sealing when there is something to seal and nobody was asked yet; one when it was asked for.

    It is work with a lease, so that of several workers one does it.
    """
    sealed, top = lag()
    if top <= sealed or not (top - sealed >= MOST or _waited(sealed + 1)):
        return 0
    rows = Job.objects.filter(kind=KIND)
    if rows.filter(done_at=None, attempts__lt=jobs.ATTEMPTS).exists():
        return 0
    rows.exclude(done_at=None).delete()  # of those done nobody asks again
    jobs.put(KIND, {})
    return 1


def _waited(position: int) -> bool:
    at = Event.objects.filter(position__gte=position).order_by("position").values_list("recorded_at", flat=True).first()
    return at is None or now() - at >= AFTER


@jobs.job(KIND)
def work(_data: dict[str, Any]) -> None:
    try:
        while seal_next():
            jobs.still_at_work()
    except (Unsealable, outside.KeyTrouble) as trouble:
        log.error("the journal is not sealed: %s", trouble)


def seal_all() -> int:
    """Seal everything that has a position.  Returns how many seals were made; Unsealable, KeyTrouble."""
    made = 0
    while seal_next():
        made += 1
    return made


def seal_next() -> Seal | None:
    """One more range, of whatever has a position by now; None when there is nothing, or another one does it."""
    key = usable_key()
    try:
        with transaction.atomic():
            made = _seal(key)
    except IntegrityError:
        return None
    if made is not None:
        outside.remember(made)
    return made


def begin() -> None:
    """Seal what a new department has done so far.  What is kept outside of an earlier one is set aside."""
    if outside.read().seal is not None and newest() is None:
        outside.accept()
    seal_all()


def usable_key() -> Ed25519PrivateKey:
    """The key, made at the very first seal.  One that is lost or another one is not replaced in silence."""
    kept, key = outside.read(), outside.private_key()
    file, head = outside.key_file(), outside.head_file()
    if key is None and (kept.keys or newest() is not None):
        raise Unsealable(
            zh=f"封存密钥 {file} 不见了。把它放回去；真丢了，执行 dianzhang journal new-key",
            en=f"The seal key {file} is gone. Put it back; if it is lost, run `dianzhang journal new-key`",
        )
    if key is None:
        return outside.make_key()
    if kept.key is not None and kept.key != outside.public(key):
        raise Unsealable(
            zh=f"{file} 和 {head} 里记的不是同一把密钥。放回原来的那把",
            en=f"{file} is not the key named in {head}: put the right one back",
        )
    if kept.seal is not None and not Seal.objects.filter(number=kept.seal.number, head=kept.seal.head).exists():
        number = kept.seal.number
        raise Unsealable(
            zh=f"日志和 {head} 里记的对不上：第 {number} 段封存不在了或变了。先执行 dianzhang journal verify",
            en=f"{head} knows another journal: seal {number} is gone or changed. Run `dianzhang journal verify` first",
        )
    return key


def _seal(key: Ed25519PrivateKey) -> Seal | None:
    before = newest()
    first = before.last + 1 if before else 1
    top = Event.objects.aggregate(top=Max("position"))["top"] or 0
    if top < first:
        return None
    last = min(top, first + MOST - 1)
    there = dict(lines.hashed(first, last))
    leaves = [there.get(position) or leaf(lines.ABSENT) for position in range(first, last + 1)]
    seal = Seal(
        number=before.number + 1 if before else 1, form=lines.FORM, first=first, last=last,
        root=root_of(leaves).hex(), previous=before.head if before else chain.BEGINNING,
        sealed_at=now(), key=outside.public(key), leaves=b"".join(leaves),
    )  # fmt: skip
    seal.head, seal.signature = chain.head(seal), key.sign(chain.text(seal)).hex()
    seal.save(force_insert=True)
    return seal
