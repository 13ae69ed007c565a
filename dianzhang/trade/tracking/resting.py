"""What told nothing for a while: it stands still, or nobody could be asked about it.

The two are not the same, and are not said in the same words: of what a carrier was asked, and told nothing new, it is
known that it stands still; of what nobody can be asked about nothing is known at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import retried, together
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.rounds import every

from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
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
    due = Followed.objects.filter(rest_at__lte=now()).order_by("rest_at", "id")
    asked = list(due.values_list("parcel_id", flat=True)[:AT_ONCE])
    return retried(lambda: _look(asked)) if asked else 0


def _look(asked: Sequence[int]) -> int:
    """Hours are counted once the parcels are ours, from what is known then: whoever scanned one first is seen, and of
    what another worker looked at meanwhile the next look is moved already."""
    with together(PLATFORM) as tx:
        parcels = tx.take(PARCEL, sorted(asked))
        due = Followed.objects.select_for_update().filter(parcel__in=sorted(parcels), rest_at__lte=tx.at)
        tracker = Tracker.objects.filter(status="active").first()
        found = Found()
        for one in (rows := list(due.order_by("id"))):
            found.put(one, parcels[one.parcel_id], tracker, tx.at)
        Followed.objects.bulk_update(found.moved, ["rest_at"])
        Followed.objects.filter(pk__in=found.over).update(rest_at=None, next_at=None)
        Followed.objects.filter(pk__in=found.lost).update(rest_at=None)
        Followed.objects.filter(pk__in=found.later).update(rest_at=F("rest_at") + HOUR)
        for name, items in (("parcel.rest", found.still), ("parcel.unheard", found.silent)):
            if items:
                tx.do(actions[name], items)
        return len(rows)


@dataclass
class Found:
    """What is remarked (``still``, ``silent``), what is looked at no more, and what another time."""

    still: list[Item] = field(default_factory=list)
    silent: list[Item] = field(default_factory=list)
    moved: list[Followed] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def put(self, one: Followed, parcel: Parcel, tracker: Tracker | None, moment: datetime) -> None:
        since = parcel.last_scan_at or parcel.shipped_at
        if parcel.status == "lost":
            self.lost.append(one.pk)
        elif parcel.status not in ON_THE_WAY or since is None or since + LONGEST < moment:
            self.over.append(one.pk)
        elif (steps := (moment - since) // STEP) < 1:
            self._again(one, since + STEP)
        elif one.told_at is not None or (one.answered_at is not None and one.answered_at >= since + STEP * steps):
            self.still.append(Item(parcel.pk, data={"still_hours": (moment - since) // HOUR}))
            self._again(one, since + STEP * (steps + 1))
        elif (known := _last_known(one, since, tracker, moment)) is None:
            self.later.append(one.pk)
        else:
            if (days := (moment - known) // DAILY) >= 1:
                self.silent.append(Item(parcel.pk, data={"unheard_hours": (moment - known) // HOUR}))
            self._again(one, known + DAILY * (days + 1))

    def _again(self, one: Followed, at: datetime) -> None:
        one.rest_at = at
        self.moved.append(one)


def look_from(rows: QuerySet[Followed], moment: datetime) -> None:
    """What nobody could be asked about until now is looked at again once there was time to answer.

    Of what left before every parcel was followed the silence says nothing as long as nobody can be asked.
    """
    rows.filter(rest_at=None).exclude(carrier="").update(rest_at=moment + PATIENCE)


def _last_known(one: Followed, since: datetime, tracker: Tracker | None, moment: datetime) -> datetime | None:
    """When anything was last known of a parcel that nobody can be asked about; None: one can, the answer is to come.

    Nobody can: without an account, of a carrier whose name is not known, where asking was given up, and where for two
    days there was no answer.
    """
    known = max(since, one.answered_at or since)
    asked = tracker is not None and one.next_at is not None
    return None if asked and known + PATIENCE > moment else known
