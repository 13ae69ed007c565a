"""A file of payouts: sent, read as leased work in short transactions, taken once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM, Actor
from dianzhang.engine.act import must, one, perform, retried, together
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import aside, write_down_to
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item, Outcome
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, observation
from dianzhang.engine.words import message
from dianzhang.gateways.settlements import FileError, Problem, nothing_read, open_payouts
from dianzhang.gateways.settlements import PayoutFile as ReadFile

from .columns import own_layouts
from .models import PayoutFile
from .states import PAYOUT_FILE
from .taking import Taken, take

KIND = "payout_file"
LARGEST = 50_000_000  # bytes: what every page takes
CHUNK, SHOWN = 1000, 20


class Sent(BaseModel):
    """``shop`` is its code; ``digest`` the SHA-256 of the content; ``kept`` the name it lies under in ``uploads``."""

    shop: str = Kept(..., min_length=1, max_length=40)
    name: str = Kept(..., min_length=1, max_length=120)
    digest: str = Kept(..., carried=True, pattern=r"^[0-9a-f]{64}$")
    kept: str = Personal(..., carried=True, pattern=r"^[0-9a-f]{32}\.csv$")


class Read(BaseModel):
    """What came of it; money in cents."""

    layout: str = Kept("", max_length=60)
    lines: int = Kept(0, ge=0)
    repeated: int = Kept(0, ge=0)
    rejected: int = Kept(0, ge=0)
    waiting: int = Kept(0, ge=0)
    unknown: int = Kept(0, ge=0)
    net_cents: int = Personal(0)
    loose_cents: int = Personal(0)
    problems: str = Personal("", max_length=20_000)


class Failed(BaseModel):
    why: str = Personal(..., min_length=1, max_length=1000)


@command("payout_file.send", zh="结算文件.送来", en="Send", on=PAYOUT_FILE, creates=True, input=Sent)
def send(files: Batch[PayoutFile, Sent], act: Act) -> None:
    """A file is here to be read, and will be.  The same content is taken once a shop."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    there = set(
        PayoutFile.objects.filter(digest__in={given.digest for _f, given in files})
        .exclude(status="failed").values_list("digest", "shop_id")
    )  # fmt: skip
    reading = set(
        PayoutFile.objects.filter(status="reading", kept__in={g.kept for _f, g in files}).values_list("kept", flat=True)
    )
    for file, given in files:
        shop = shops.get(given.shop)
        if shop is None:
            files.refuse(file, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
        elif (given.digest, shop.pk) in there:
            files.refuse(file, _("这份文件已经送过了，里面的款项不会再记一次。"))
        elif given.kept in reading or not _is_here(given.kept):
            files.refuse(file, _("文件没有送到：在结算文件页面上送。"))
        else:
            there.add((given.digest, shop.pk))
            reading.add(given.kept)
            file.shop_id, file.unit_id, file.owner_id = shop.pk, shop.unit_id, act.actor.person_id
            file.name, file.digest, file.kept, file.sent_at = given.name, given.digest, given.kept, act.at
            act.add(jobs.asked(KIND, {"file": file.id}))


def _is_here(kept: str) -> bool:
    """Whether a file was laid aside under this name: one of ours, not a way to somewhere else."""
    path = aside() / kept
    return path.is_file() and not path.is_symlink() and path.resolve().parent == aside().resolve()


@observation(
    "payout_file.take",
    zh="结算文件.读完",
    en="Taken",
    on=PAYOUT_FILE,
    leads={"status": ("reading", "taken")},
    input=Read,
)
def taken(files: Batch[PayoutFile, Read], act: Act) -> None:
    """All of it is in."""
    for file, given in files:
        for name, value in given.model_dump().items():
            setattr(file, name, value)
        file.kept = ""


@observation(
    "payout_file.fail", zh="结算文件.没有读成", en="Failed", on=PAYOUT_FILE, leads={"status": ("reading", "failed")},
    input=Failed,
)  # fmt: skip
def failed(files: Batch[PayoutFile, Failed], act: Act) -> None:
    """It is no file that can be read; mended, it may be sent again."""
    for file, given in files:
        file.problems, file.kept = given.why, ""


def receive(chunks: Iterable[bytes], name: str, shop: str, actor: Actor) -> Outcome:
    """Keep a file aside and have it read.  TooLarge: nothing is kept; a refusal says why, and nothing is kept."""
    path = aside() / f"{secrets.token_hex(16)}.csv"
    _size, digest = write_down_to(path, chunks, LARGEST)
    given = {"shop": shop, "name": Path(name).name[:120] or path.name, "digest": digest, "kept": path.name}
    outcome = perform("payout_file.send", Item(data=given), actor)[0]
    if outcome.status not in ("done", "awaiting"):  # what is asked for is read once it is agreed to
        path.unlink(missing_ok=True)
    return outcome


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Read it.  Cut off, it is taken up again: what is in already is known by its transaction and counted as told."""
    file = PayoutFile.objects.select_related("shop").filter(pk=data["file"], status="reading").first()
    if file is not None:
        read(file, aside() / file.kept)
        (aside() / file.kept).unlink(missing_ok=True)


def read(file: PayoutFile, path: Path, at: datetime | None = None) -> None:
    """Take in a file that was sent, and say on its record what came of it."""
    try:
        if sha256(path.read_bytes()).hexdigest() != file.digest:
            raise FileError("文件和送来时不一样：请再送一次", "the file is not what was sent: send it again")
        found = open_payouts(path, name=file.name, own=own_layouts(file.shop_id))
        told = _take_all(file, found, at)
    except (FileError, OSError) as error:
        turned_away("a payout file that is none", upload=file.pk, person=file.owner_id or 0)
        why = message(error.message) if isinstance(error, FileError) else _("文件不在了：请再送一次。")
        must(one("payout_file.fail", SYSTEM, file.pk, why=why[:1000]))
        return
    must(perform("payout_file.take", Item(file.pk, data=told), SYSTEM)[0])


def _take_all(file: PayoutFile, found: ReadFile, at: datetime | None) -> Read:
    whole, problems, waiting = Taken(), list[Problem](), 0
    rejected = 0
    for chunk in found.chunks(CHUNK):
        if chunk.lines:
            _take_chunk(file, chunk.lines, whole, at)
        problems += chunk.problems[: SHOWN - len(problems)] if len(problems) < SHOWN else []
        rejected += len(chunk.problems)
        waiting += chunk.waiting
        jobs.still_at_work()
    if not whole.lines and not whole.repeated and not waiting:
        raise nothing_read(problems)
    said = [_("第 %(line)s 行：%(why)s") % {"line": p.line, "why": message(p.why)} for p in problems]
    return Read(
        layout=message(found.layout.title)[:60], lines=whole.lines, repeated=whole.repeated, rejected=rejected,
        waiting=waiting, unknown=len(whole.unknown), net_cents=whole.net, loose_cents=whole.loose,
        problems="\n".join(said),
    )  # fmt: skip


def _take_chunk(file: PayoutFile, lines: list[Any], whole: Taken, at: datetime | None) -> None:
    """One short transaction; done again when someone else changed one of its settlements meanwhile."""

    def work() -> Taken:
        done = Taken()
        with transaction.atomic(), together(SYSTEM, at=at, source={"file": file.name}) as tx:
            take(tx, file, lines, done)
        return done

    done = retried(work)
    whole.lines += done.lines
    whole.repeated += done.repeated
    whole.net += done.net
    whole.loose += done.loose
    whole.unknown |= done.unknown
