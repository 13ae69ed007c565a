"""Rounds: what left is followed, what is under way is asked about, what told nothing is seen to stand still.

Each round does so much and no more; a question goes out beside the worker's other work, under a lease.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.jobs import unlocked
from dianzhang.engine.moment import day_of, now
from dianzhang.engine.outcome import Item
from dianzhang.engine.outward.again import LEASE
from dianzhang.engine.outward.beside import Beside
from dianzhang.engine.rounds import each_round, every
from dianzhang.engine.vault import Unreadable, decrypt
from dianzhang.engine.words import message
from dianzhang.gateways.carriers import asking
from dianzhang.gateways.carriers.kuaidi100 import NotRead, Route
from dianzhang.gateways.carriers.names import PHONE, code_of
from dianzhang.kernel.messages import Message

from ..models import Order
from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from .models import Followed, Tracker
from .taking import take
from .telling import STEP

AT_ONCE = 200  # parcels that one round begins to follow, or looks at
SOON = timedelta(hours=2)  # between two questions; kuaidi100 locks a waybill asked about twice in half an hour
WHERE = {"delivering": timedelta(hours=1), "moving": timedelta(hours=4), "collected": timedelta(hours=4)}
ON_TROUBLE = timedelta(hours=1)  # nothing is asked with an account that was refused
MOST_TRIES = 8  # in a row that gave nothing: then it is not asked about any more
LONGEST = timedelta(days=30)  # after it left
DAILY = timedelta(days=1)
UNKNOWN = Message("这家快递跟不了：不认识它的名字。", "This carrier cannot be followed: its name is not known.")
LOCKED = Message("授权 key 读不出来了（换过 vault-key），重填一次。",
                 "The key cannot be read any more (the vault's own was changed): enter it again.")  # fmt: skip
BROKEN = Message("答复没有记下来，程序出了错，过一阵再问；总是这样，请管系统的人看日志。",
                 "The answer was not taken down, for an error in the program; it is asked again later. If it stays so, "
                 "have whoever runs the system look at the log.")  # fmt: skip
log = logging.getLogger("dianzhang.tracking")


@dataclass(frozen=True)
class Question:
    """What is asked, taken out of the database before the wire is."""

    followed: Followed
    tracker: Tracker
    waybill: str
    phone: str


def active() -> Tracker | None:
    return Tracker.objects.filter(status="active").first()


@each_round
def begin() -> int:
    """What left since the account was opened is followed; of carriers that are not known it is said so, once."""
    tracker = active()
    if tracker is None:
        return 0
    left = Parcel.objects.filter(
        status="shipped", followed_at=None, followed=None, shipped_at__gte=tracker.opened_at, waybill__isnull=False
    )
    found = list(left.order_by("shipped_at").values_list("pk", "carrier", "shipped_at")[:AT_ONCE])
    strange = [pk for pk, carrier, _at in found if not code_of(carrier)]
    Followed.objects.bulk_create(
        [Followed(parcel_id=pk, carrier="", why=message(UNKNOWN)) for pk in strange], ignore_conflicts=True
    )
    items = [Item(pk, at=shipped_at) for pk, carrier, shipped_at in found if code_of(carrier)]
    if items:
        perform("parcel.follow", items, PLATFORM)
    return len(found)


def claim() -> Question | None:
    """The next parcel that is due, leased, and counted among the day's questions; None where nothing may be asked."""
    moment = now()
    with transaction.atomic():
        due = Followed.objects.filter(Q(leased_until=None) | Q(leased_until__lt=moment), next_at__lte=moment)
        if not due.exists():
            return None
        tracker = Tracker.objects.select_for_update().filter(status="active").first()
        if tracker is None or not _may_ask(tracker, moment):
            return None
        found = unlocked(due.select_related("parcel").order_by("next_at", "id")).first()
        if found is None:
            return None
        found.leased_until = moment + LEASE
        found.save(update_fields=["leased_until"])
        tracker.asked += 1
        tracker.save(update_fields=["asked", "asked_day"])
        return Question(found, tracker, found.parcel.waybill or "", _phone(tracker, found))


def _may_ask(tracker: Tracker, moment: datetime) -> bool:
    if tracker.paused_until is not None and tracker.paused_until > moment:
        return False
    if tracker.asked_day != day_of(moment):
        tracker.asked_day, tracker.asked = day_of(moment), 0
    return tracker.asked < tracker.per_day


def _phone(tracker: Tracker, followed: Followed) -> str:
    """Four digits for carriers that answer nobody without: the sender's, else the receiver's."""
    if followed.carrier not in PHONE:
        return ""
    if tracker.phone:
        return tracker.phone
    order = Order.objects.select_related("receiver").get(pk=followed.parcel.order_id)
    digits = "".join(c for c in (order.receiver.phone if order.receiver else "") if c.isdigit())
    return digits[-4:] if len(digits) >= 4 else ""


def work(question: Question) -> None:
    """Ask, or have it told from now on; and write down what came of it."""
    try:
        _work(question)
    except Exception:  # whatever it is, it may come again each time: this parcel waits, the others are asked about
        log.exception("tracking: parcel %s", question.followed.parcel_id)
        _put_off(question.followed, message(BROKEN), SOON * 2**question.followed.tries)


def _work(question: Question) -> None:
    tracker, followed = question.tracker, question.followed
    try:
        key = decrypt(tracker.box)
    except Unreadable:
        _paused(tracker, followed, message(LOCKED))
        return
    try:
        if tracker.way == "told":
            _subscribe(question, key)
            return
        route = asking.ask(tracker.customer, key, followed.carrier, question.waybill, question.phone, now())
    except NotRead as error:
        _not_read(question, error)
        return
    take(followed.parcel_id, route)
    status = Parcel.objects.values_list("status", flat=True).get(pk=followed.parcel_id)
    _answered(tracker, followed, _pause(route) if status in ON_THE_WAY else _after_the_end(followed, status))


def _subscribe(question: Question, key: str) -> None:
    tracker, followed = question.tracker, question.followed
    back = f"{settings.DIANZHANG_URL}/way/{tracker.token}"
    asking.subscribe(key, followed.carrier, question.waybill, question.phone, back, decrypt(tracker.salt_box))
    Followed.objects.filter(pk=followed.pk).update(told_at=now())
    _answered(tracker, followed, None)


def _after_the_end(followed: Followed, status: str) -> timedelta | None:
    """What was lost may turn up again: it is asked about once a day for a month after it left, nothing else is."""
    left = followed.parcel.shipped_at
    return DAILY if status == "lost" and left is not None and left + LONGEST > now() else None


def _pause(route: Route) -> timedelta:
    return WHERE.get(route.state, SOON)


def _answered(tracker: Tracker, followed: Followed, pause: timedelta | None) -> None:
    moment = now()
    Followed.objects.filter(pk=followed.pk).update(
        leased_until=None, tries=0, why="", answered_at=moment, next_at=moment + pause if pause is not None else None
    )
    Tracker.objects.filter(pk=tracker.pk).update(heard_at=moment, trouble="", paused_until=None)


def _not_read(question: Question, error: NotRead) -> None:
    """Nothing came: because nothing is known yet, because of the account, or of this parcel."""
    tracker, followed, why = question.tracker, question.followed, message(error.message)[:300]
    log.warning("tracking: parcel %s: %s", followed.parcel_id, error.code or "no answer")
    if error.nothing_yet:
        _answered(tracker, followed, SOON)
    elif error.of_the_account:
        _paused(tracker, followed, why)
    else:
        _put_off(followed, why, SOON * 2**followed.tries if error.later else STEP)


def _put_off(followed: Followed, why: str, pause: timedelta) -> None:
    """Another time, half a day from now at most; after so many in a row not at all."""
    tries = followed.tries + 1
    Followed.objects.filter(pk=followed.pk).update(
        leased_until=None, tries=tries, why=why, next_at=None if tries >= MOST_TRIES else now() + min(pause, STEP)
    )


def _paused(tracker: Tracker, followed: Followed, why: str) -> None:
    """The account is refused: nothing is asked with it for a while, and its page says why."""
    Followed.objects.filter(pk=followed.pk).update(leased_until=None, why=why)
    Tracker.objects.filter(pk=tracker.pk).update(trouble=why, paused_until=now() + ON_TROUBLE)


def ask_due() -> int:
    """Everything that is due, one after the other."""
    done = 0
    while (question := claim()) is not None:
        work(question)
        done += 1
    return done


_beside: Beside[Question] = Beside("tracking", claim, work)


@each_round
def hand_out() -> int:
    return _beside.hand_out()


@every(300)
def look_at_rest() -> int:
    """What has had no scan for half a day, and again for as long, is remarked; the rulebook says when it is stuck.

    Only of what was heard since: where kuaidi100 did not answer, nobody knows whether a parcel stands still.
    """
    moment = now()
    due = list(Followed.objects.filter(rest_at__lte=moment).order_by("rest_at").select_related("parcel")[:AT_ONCE])
    items, later, over, lost, moved = [], [], [], [], []
    for one in due:
        parcel = one.parcel
        since = parcel.last_scan_at or parcel.shipped_at
        if parcel.status == "lost":
            lost.append(one.pk)
        elif parcel.status not in ON_THE_WAY or since is None or since + LONGEST < moment:
            over.append(one.pk)
        elif (moment - since) // STEP < 1:
            one.rest_at = since + STEP
            moved.append(one)
        elif one.told_at is None and (
            one.answered_at is None or one.answered_at < since + STEP * ((moment - since) // STEP)
        ):
            later.append(one.pk)
        else:
            items.append(Item(parcel.pk, data={"still_hours": int((moment - since) // timedelta(hours=1))}))
            one.rest_at = since + STEP * ((moment - since) // STEP + 1)
            moved.append(one)
    Followed.objects.bulk_update(moved, ["rest_at"])
    Followed.objects.filter(pk__in=over).update(rest_at=None, next_at=None)
    Followed.objects.filter(pk__in=lost).update(rest_at=None)
    Followed.objects.filter(pk__in=later).update(rest_at=F("rest_at") + timedelta(hours=1))
    if items:
        perform("parcel.rest", items, PLATFORM)
    return len(due)
