"""What is written down about looking after the data: backups made, workers alive; and who hears of trouble."""

from __future__ import annotations

import json
import os
import socket
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max

from dianzhang.engine.access import OWNER_POST
from dianzhang.engine.keepers import head_of_all
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.engine.rounds import every

from .models import Backup, Heartbeat

if TYPE_CHECKING:
    from .backup.making import Made

BEAT = 30.0  # seconds
FORGOTTEN = timedelta(days=1)
ABOUT = "journal"  # what notices of this module are about: they lead to its page


def write_down(made: Made, *, scheduled: bool) -> Backup:
    journal = made.manifest.journal
    return Backup.objects.create(
        made_at=datetime.fromisoformat(made.manifest.made_at), file=str(made.path)[-300:], bytes=made.bytes,
        events=journal.events, position=journal.position, seconds=made.seconds, scheduled=scheduled,
    )  # fmt: skip


def newest_backup(*, scheduled: bool | None = None) -> Backup | None:
    """The newest that was made."""
    rows = Backup.objects.filter(failed="")
    if scheduled is not None:
        rows = rows.filter(scheduled=scheduled)
    return rows.order_by("-made_at").first()


# --- workers ---------------------------------------------------------------------------------


@every(BEAT)
def beat() -> int:
    """This worker lives."""
    me = f"{socket.gethostname()}:{os.getpid()}"[:80]
    Heartbeat.objects.update_or_create(worker=me, defaults={"at": now()})
    Heartbeat.objects.filter(at__lt=now() - FORGOTTEN).delete()
    return 0


def newest_beat() -> datetime | None:
    at: datetime | None = Heartbeat.objects.aggregate(at=Max("at"))["at"]
    return at


# --- trouble ---------------------------------------------------------------------------------


def responsible() -> list[int]:
    """Who hears of it: the head of the department, and whoever set it up."""
    org = organisation()
    head = head_of_all(org)
    posts = [post for post in (head, OWNER_POST) if post is not None]
    return list(dict.fromkeys(person for post in posts for person in org.holders.get(post, ())))


def tell(kind: str, about: int = 0, **data: object) -> int:
    """A notice to those responsible, once a day for each kind of trouble."""
    since = now() - timedelta(hours=23)
    told = set(Notice.objects.filter(kind=kind, created_at__gte=since).values_list("person_id", flat=True))
    rows = [
        Notice(
            person_id=person, kind=kind, subject_kind=ABOUT, subject_id=about,
            data=json.dumps(data, ensure_ascii=False), created_at=now(),
        )
        for person in responsible()
        if person not in told
    ]  # fmt: skip
    Notice.objects.bulk_create(rows)
    return len(rows)
