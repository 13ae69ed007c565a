"""Rounds: what is under way is asked about.

Each round does so much and no more; a question goes out beside the worker's other work, under a lease.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from dianzhang.engine.jobs import unlocked
from dianzhang.engine.moment import day_of, now
from dianzhang.engine.outward.again import LEASE
from dianzhang.engine.outward.beside import Beside
from dianzhang.engine.rounds import each_round
from dianzhang.engine.vault import Unreadable, decrypt
from dianzhang.engine.words import message
from dianzhang.gateways.carriers import asking
from dianzhang.gateways.carriers.kuaidi100 import NotRead, Route
from dianzhang.gateways.carriers.names import PHONE
from dianzhang.kernel.messages import Message

from ..models import Order
from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from .models import Followed, Tracker
from .taking import take
from .telling import LONGEST, STEP

SOON = timedelta(hours=2)  # between two questions; kuaidi100 locks a waybill asked about twice in half an hour
WHERE = {"delivering": timedelta(hours=1), "moving": timedelta(hours=4), "collected": timedelta(hours=4)}
ON_TROUBLE = timedelta(hours=1)  # nothing is asked with an account that was refused
MOST_TRIES = 8  # in a row that gave nothing: then it is not asked about any more
DAILY = timedelta(days=1)
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
