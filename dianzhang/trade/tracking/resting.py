"""What told nothing for a while: it stands still, or nobody could be asked about it.

The two are not the same, and are not said in the same words: of what a carrier was asked, and told nothing new, it is
known that it stands still; of what nobody can be asked about nothing is known at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.rounds import every

from ..parcels.arriving import ON_THE_WAY
from .models import Followed, Tracker
from .telling import LONGEST, STEP

AT_ONCE = 200  # parcels that one round looks at
PATIENCE = timedelta(days=2)  # so long without any answer, and nobody can be said to be asked about it
DAILY = timedelta(days=1)  # between two remarks that nothing is known
HOUR = timedelta(hours=1)


@every(300)
def look_at_rest() -> int:
    """What has had no scan for half a day, and again for as long, is remarked; the rulebook says when it is stuck.

    As standing still only what was heard of since; what nobody could be asked about is remarked as that, once a day.
    """
    moment = now()
    due = list(Followed.objects.filter(rest_at__lte=moment).order_by("rest_at").select_related("parcel")[:AT_ONCE])
    tracker = Tracker.objects.filter(status="active").first() if due else None
    still, silent, later, over, lost, moved = [], [], [], [], [], []
    for one in due:
        parcel = one.parcel
        since = parcel.last_scan_at or parcel.shipped_at
        if parcel.status == "lost":
            lost.append(one.pk)
        elif parcel.status not in ON_THE_WAY or since is None or since + LONGEST < moment:
            over.append(one.pk)
        elif (steps := (moment - since) // STEP) < 1:
            one.rest_at = since + STEP
            moved.append(one)
        elif one.told_at is not None or (one.answered_at is not None and one.answered_at >= since + STEP * steps):
            still.append(Item(parcel.pk, data={"still_hours": (moment - since) // HOUR}))
            one.rest_at = since + STEP * (steps + 1)
            moved.append(one)
        elif (known := _last_known(one, since, tracker, moment)) is None:
            later.append(one.pk)
        else:
            if (days := (moment - known) // DAILY) >= 1:
                silent.append(Item(parcel.pk, data={"unheard_hours": (moment - known) // HOUR}))
            one.rest_at = known + DAILY * (days + 1)
            moved.append(one)
    Followed.objects.bulk_update(moved, ["rest_at"])
    Followed.objects.filter(pk__in=over).update(rest_at=None, next_at=None)
    Followed.objects.filter(pk__in=lost).update(rest_at=None)
    Followed.objects.filter(pk__in=later).update(rest_at=F("rest_at") + HOUR)
    _remark((("parcel.rest", still), ("parcel.unheard", silent)))
    return len(due)


def _last_known(one: Followed, since: datetime, tracker: Tracker | None, moment: datetime) -> datetime | None:
    """When anything was last known of a parcel that nobody can be asked about; None: one can, the answer is to come.

    Nobody can: without an account, of a carrier whose name is not known, where asking was given up, and where for two
    days there was no answer.
    """
    known = max(since, one.answered_at or since)
    asked = tracker is not None and one.next_at is not None
    return None if asked and known + PATIENCE > moment else known


def _remark(found: Iterable[tuple[str, list[Item]]]) -> None:
    for action, items in found:
        if items:
            perform(action, items, PLATFORM)
