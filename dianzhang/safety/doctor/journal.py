"""Seals, the check of what was sealed last, backups."""

from __future__ import annotations

from datetime import timedelta

from dianzhang.engine.moment import HOME, now
from dianzhang.kernel.merkle import SIZE
from dianzhang.kernel.messages import Message

from .. import chain, checks, lines, logbook, outside, sealing
from ..backup import scheduled
from ..comparing import differences
from ..models import Seal
from .finding import Check, Said

BEHIND = timedelta(minutes=10)


def seals() -> Said:
    sealing.usable_key()  # says what is wrong with it
    sealed, top = sealing.lag()
    if top == 0:
        return "ok", Message("日志还是空的", "the journal is empty")
    said = Message(f"封存到第 {sealed} 件，共 {top} 件", f"sealed up to event {sealed} of {top}")
    if top > sealed:
        from dianzhang.engine.models import Event

        first = Event.objects.filter(position=sealed + 1).values_list("recorded_at", flat=True).first()
        if first is None or now() - first > BEHIND:
            todo = Message(
                "看后台在不在跑，或执行 dianzhang journal seal", "see that a worker runs, or `dianzhang journal seal`"
            )
            return "warn", said, todo
    return "ok", said


def newest_seal() -> Said:
    """Signed by the key that counts, and the events under it as they were."""
    seal = Seal.objects.order_by("-number").first()
    if seal is None:
        return "note", Message("还没有封存", "nothing is sealed yet")
    key = outside.read().key_of(seal.number)
    raw = bytes(seal.leaves)
    leaves = [raw[n : n + SIZE] for n in range(0, len(raw), SIZE)]
    fits = key == seal.key and chain.head(seal) == seal.head and chain.signed_by(seal, seal.key)
    there = lines.hashed(seal.first, min(seal.last, seal.first + sealing.MOST), seal.form)
    broken = differences(seal.first, leaves, there, {}, {}) if fits else []
    if not fits or broken:
        where = Message(f"第 {seal.number} 段对不上", f"seal {seal.number} does not hold")
        return "bad", where, Message("执行 dianzhang journal verify 看清楚", "run `dianzhang journal verify`")
    return "ok", Message(f"指纹 {chain.fingerprint(seal.key)}", f"fingerprint {chain.fingerprint(seal.key)}")


def newest_check() -> Said:
    check = checks.newest_done()
    if check is None or check.done_at is None:
        return "note", Message("整本日志还没核对过", "the whole journal was not checked yet")
    at = f"{check.done_at.astimezone(HOME):%Y-%m-%d %H:%M}"
    if check.broken:
        return (
            "bad",
            Message(f"{at} 核对：{check.broken} 处对不上", f"{at}: broken in {check.broken} places"),
            Message("执行 dianzhang journal verify 看清楚", "run `dianzhang journal verify`"),
        )
    return "ok", Message(f"{at} 核对 {check.events} 件，完好", f"{at}: {check.events} events, whole")


def backups() -> Said:
    newest, folder = logbook.newest_backup(), scheduled.folder()
    at = f"{newest.made_at.astimezone(HOME):%Y-%m-%d %H:%M}" if newest else ""
    if folder is None:
        said = Message(f"没有每天备份（最近一次 {at or '没有'}）", f"no daily backups (the newest: {at or 'none'})")
        todo = Message("设 DIANZHANG_BACKUP_DIR，最好在另一块盘上", "set DIANZHANG_BACKUP_DIR, best on another disk")
        return "warn", said, todo
    if newest is None or scheduled.missed():
        said = Message(f"漏了备份（最近一次 {at or '没有'}）", f"missed (the newest: {at or 'none'})")
        todo = Message(f"看后台在不在跑，{folder} 写不写得进", f"see that a worker runs and may write to {folder}")
        return "bad", said, todo
    return "ok", Message(
        f"最近一次 {at}，{newest.bytes / 1e6:.1f} MB", f"the newest: {at}, {newest.bytes / 1e6:.1f} MB"
    )


CHECKS: dict[str, Check] = {
    "seals": seals,
    "newest_seal": newest_seal,
    "newest_check": newest_check,
    "backups": backups,
}
