"""kuaidi100 tells by itself: is it theirs, was it here before; then it is kept as it came, and read by a worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any, Literal

from django.db import IntegrityError, transaction

from dianzhang.engine import jobs
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.moment import now
from dianzhang.engine.vault import Unreadable, decrypt
from dianzhang.engine.words import message
from dianzhang.gateways.carriers.kuaidi100 import NotRead, Route, genuine, read_told
from dianzhang.gateways.carriers.names import code_of
from dianzhang.kernel.messages import Message

from ..parcels.models import Parcel
from .models import Followed, RouteTold, Tracker
from .taking import take

KIND = "parcel_way"
LARGEST = 300_000  # bytes of a message: a form, so each Chinese character is nine
KEPT_FOR = timedelta(days=30)  # a refused message: long enough to be looked into
STRANGE = Message("没有在跟踪的包裹用这个运单号。", "No parcel that is followed has this waybill number.")
Answer = Literal["kept", "known", "unknown", "forged", "large"]


def receive(token: str, read: Callable[[int], bytes]) -> Answer:
    """What came to an address; ``read`` gives at most so many bytes of the body."""
    tracker = Tracker.objects.filter(token=token, status="active").first()
    if tracker is None:
        return "unknown"
    body = read(LARGEST + 1)
    if len(body) > LARGEST:
        turned_away("a parcel's way that is too large", tracker=tracker.pk)
        return "large"
    if not _is_theirs(tracker, body):
        turned_away("a parcel's way without a good signature", tracker=tracker.pk)
        return "forged"
    Tracker.objects.filter(pk=tracker.pk).update(heard_at=now())
    try:
        with transaction.atomic():
            kept = RouteTold.objects.create(tracker=tracker, key=sha256(body).hexdigest(), body=body, came_at=now())
            jobs.put(KIND, {"told": kept.pk})
    except IntegrityError:
        return "known"
    return "kept"


def _is_theirs(tracker: Tracker, body: bytes) -> bool:
    try:
        return genuine(body, decrypt(tracker.salt_box))
    except Unreadable:
        return False


@jobs.job(KIND)
def work(data: dict[str, Any]) -> None:
    """Take one message in."""
    with transaction.atomic():
        found = jobs.unlocked(RouteTold.objects.filter(pk=data["told"], state="waiting")).first()
        if found is None:
            return
        try:
            route = read_told(bytes(found.body), now())
        except NotRead as error:
            found.state, found.reason = "refused", message(error.message)[:300]
        else:
            found.waybill = route.waybill[:60]
            found.state, found.reason = _taken(route)
            if found.state != "refused":
                found.body = b""
        found.save(update_fields=["state", "reason", "waybill", "body"])
    clear_away()


def _taken(route: Route) -> tuple[str, str]:
    mine = Parcel.objects.filter(waybill=route.waybill, followed_at__isnull=False).order_by("-pk")
    parcels = [parcel for parcel in mine if not route.carrier or code_of(parcel.carrier) == code_of(route.carrier)]
    if not parcels:
        return "refused", message(STRANGE)
    came = take(parcels[0].pk, route)
    Followed.objects.filter(parcel=parcels[0].pk).update(answered_at=now(), why="")
    return ("done" if came == "new" else "old"), ""


def clear_away() -> None:
    """Bodies of refused messages that nobody needs any more."""
    RouteTold.objects.filter(state="refused", came_at__lt=now() - KEPT_FOR).exclude(body=b"").update(body=b"")
