"""Deliveries on their way: leased, sent beside the worker's other work, tried again at growing intervals for a day."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import override

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one
from dianzhang.engine.moment import now
from dianzhang.engine.rounds import each_round

from ..models import Delivery, Webhook
from . import reading, sending
from .signing import secret_of

FIRST_PAUSE = timedelta(seconds=30)  # after the first failure; twice as long after each further one
LONGEST_PAUSE = timedelta(hours=3)
GIVE_UP = timedelta(days=1)  # after the first try
LEASE = timedelta(seconds=60)  # longer than a delivery may take
AT_ONCE = 4  # deliveries under way in one worker: a receiver that is slow holds up neither deadlines nor the others
KEPT = timedelta(days=30)  # in the log
_CLEARED = 500
log = logging.getLogger("dianzhang.webhooks")

_pool: list[ThreadPoolExecutor] = []
_under_way: set[Future[None]] = set()


@each_round
def look_after() -> int:
    """Lay by what is new, and send what is due without waiting for it."""
    made = sum(reading.read_on(webhook_id) for webhook_id in reading.behind())
    return made + _hand_out() + _clear_away()


def _hand_out() -> int:
    _under_way.difference_update({one for one in _under_way if one.done()})
    handed = 0
    while len(_under_way) < AT_ONCE and (delivery := reading.claim(LEASE)) is not None:
        if not _pool:
            _pool.append(ThreadPoolExecutor(AT_ONCE, "webhook"))
        _under_way.add(_pool[0].submit(_deliver_beside, delivery))
        handed += 1
    return handed


def _deliver_beside(delivery: Delivery) -> None:
    """In a thread of its own, with a connection of its own."""
    try:
        deliver(delivery)
    except Exception:
        log.exception("delivery %s failed", delivery.pk)  # its lease lapses, and it is tried again
    finally:
        connections.close_all()


def deliver_due() -> int:
    """Send everything that is due, one after the other."""
    done = 0
    while (delivery := reading.claim(LEASE)) is not None:
        deliver(delivery)
        done += 1
    return done


def deliver(delivery: Delivery) -> sending.Sent:
    """Send one that was claimed, and write down what came of it."""
    webhook = Webhook.objects.get(pk=delivery.webhook_id)
    with override("zh-hans"):  # what is kept is kept in the house's language
        if reading.owner_of(webhook) is None:
            sent = sending.Sent(None, _("推送的主人已不在职，或者不再担任添加时的岗位。"), 0.0, barred=True)
        else:
            body = reading.body_of(delivery, webhook)
            headers = {"Dianzhang-Delivery": str(delivery.pk)}
            sent = sending.send(webhook.url, body, secret_of(webhook.salt), headers)
    _settle(delivery, webhook, sent)
    return sent


def _settle(delivery: Delivery, webhook: Webhook, sent: sending.Sent) -> None:
    moment = now()
    last_try = (delivery.first_try_at or moment) + GIVE_UP
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(delivery.attempts - 1, 20))
    over = sent.barred or moment >= last_try
    Delivery.objects.filter(pk=delivery.pk, state="waiting").update(
        state="delivered" if sent.received else "waiting",
        leased_until=None,
        next_at=None if sent.received else min(moment + pause, last_try),
        status=sent.status,
        why=sent.why[:200],
        seconds=sent.seconds,
        done_at=moment if sent.received else None,
    )
    if sent.received:
        return
    log.warning("webhook %s: delivery %s, try %s: %s", webhook.pk, delivery.pk, delivery.attempts, sent.why)
    if over:
        one("webhook.give_up", SYSTEM, webhook.pk, None, why=sent.why)


def _clear_away() -> int:
    old = Delivery.objects.filter(made_at__lt=now() - KEPT).exclude(state="waiting").values_list("pk", flat=True)
    return Delivery.objects.filter(pk__in=list(old[:_CLEARED])).delete()[0]
