"""Deliveries on their way: leased, sent beside the worker's other work, tried again at growing intervals for a day."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import one
from dianzhang.engine.moment import now
from dianzhang.engine.outward.again import LEASE, last_try, next_try
from dianzhang.engine.outward.beside import Beside
from dianzhang.engine.rounds import each_round

from ..models import Delivery, Webhook
from . import reading, sending
from .signing import secret_of

KEPT = timedelta(days=30)  # in the log
_CLEARED = 500
log = logging.getLogger("dianzhang.webhooks")


@each_round
def look_after() -> int:
    """Lay by what is new, and send what is due without waiting for it."""
    made = sum(reading.read_on(webhook_id) for webhook_id in reading.behind())
    return made + _beside.hand_out() + _clear_away()


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
    over = sent.barred or moment >= last_try(delivery.first_try_at, moment)
    Delivery.objects.filter(pk=delivery.pk, state="waiting").update(
        state="delivered" if sent.received else "waiting",
        leased_until=None,
        next_at=None if sent.received else next_try(delivery.attempts, delivery.first_try_at, moment),
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


_beside: Beside[Delivery] = Beside("webhook", lambda: reading.claim(LEASE), deliver)


def _clear_away() -> int:
    old = Delivery.objects.filter(made_at__lt=now() - KEPT).exclude(state="waiting").values_list("pk", flat=True)
    return Delivery.objects.filter(pk__in=list(old[:_CLEARED])).delete()[0]
