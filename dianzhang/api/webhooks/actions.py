"""What may happen to a webhook."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

from django.utils.translation import gettext as _
from pydantic import BaseModel, field_validator

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.departing import Departure, Line, departure
from dianzhang.engine.models import Notice
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.outward import guard
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.kernel.vocabulary import nearest

from ..models import Delivery, Webhook
from .reading import begin_at
from .signing import secret_of
from .states import WEBHOOK

EVERYTHING = "*"


class Wanted(BaseModel):
    """What is sent where.  The address may hold a key of the receiver's, so the journal does not have it."""

    name: str = Kept(min_length=1, max_length=60, title="用途")
    url: str = Personal(max_length=guard.LONGEST, title="网址", description="以 https:// 开头，对方收事件的地址")
    kinds: str = Kept(
        EVERYTHING, max_length=600, title="事件", description="用逗号隔开，例如 order.ship, complaint.*；* 是全部"
    )

    @field_validator("url")
    @classmethod
    def _may_be_sent_to(cls, given: str) -> str:
        guard.read(given.strip())
        return given.strip()

    @field_validator("kinds")
    @classmethod
    def _known(cls, given: str) -> str:
        found = list(dict.fromkeys(given.replace(",", " ").replace("，", " ").split())) or [EVERYTHING]
        known = known_kinds()
        for one in found:
            if one not in known:
                near = nearest(one, known)
                hint = _("是不是“%(near)s”？") % {"near": near} if near else ""
                raise ValueError(_("没有事件“%(kind)s”。") % {"kind": one} + hint)
        return ", ".join(found)


def known_kinds() -> set[str]:
    """Every event there can be, and ``order.*`` for all of one subject."""
    every = {f"{subject}.{verb}" for subject in registry.subjects for verb in (*registry.CONSEQUENCES, "*")}
    return every | set(registry.actions) | {EVERYTHING}


def whose(webhook: Webhook, actor: Actor) -> bool:
    return actor.person_id is not None and webhook.owner_id == actor.person_id


@command("webhook.add", zh="推送.添加", en="Add", on=WEBHOOK, creates=True, input=Wanted, primary=True)
def add(webhooks: Batch[Webhook, Wanted], act: Act) -> None:
    """Events are sent from now on.  The secret that signs them is shown once."""
    for webhook, given in webhooks:
        if act.actor.person_id is None:
            webhooks.refuse(webhook, _("推送归一个人所有：请本人来添加。"))
            continue
        webhook.name, webhook.url, webhook.kinds = given.name, given.url, given.kinds
        webhook.post, webhook.salt = act.actor.post, secrets.token_hex(16)
        webhook.owner_id, webhook.unit_id = act.actor.person_id, act.actor.unit_id
        act.add(begin_at(webhook))
        webhooks.show_once(webhook, secret_of(webhook.salt))


@command(
    "webhook.pause", zh="推送.暂停", en="Pause", on=WEBHOOK, leads={"status": ("active", "paused")}, open=whose,
    undo="webhook.resume",
)  # fmt: skip
def pause(webhooks: Batch[Webhook, None], act: Act) -> None:
    """Nothing is sent; what happens meanwhile is sent after it resumes."""


@command("webhook.resume", zh="推送.恢复", en="Resume", on=WEBHOOK, leads={"status": ("paused", "active")}, open=whose)
def resume(webhooks: Batch[Webhook, None], act: Act) -> None:
    """From where it stopped: what was not received is tried again at once."""
    for webhook, _nothing in webhooks:
        webhook.reason = ""
        for delivery in Delivery.objects.filter(webhook_id=webhook.id, state="waiting"):
            delivery.next_at, delivery.first_try_at, delivery.attempts = act.recorded_at, None, 0
            act.change(delivery)


@command(
    "webhook.renew",
    zh="推送.换密钥",
    en="Renew the secret",
    on=WEBHOOK,
    requires={"status": ("active", "paused")},
    open=whose,
)
def renew(webhooks: Batch[Webhook, None], act: Act) -> None:
    """A new secret, shown once; the old one signs nothing any more."""
    for webhook, _nothing in webhooks:
        webhook.salt = secrets.token_hex(16)
        webhooks.show_once(webhook, secret_of(webhook.salt))


@command(
    "webhook.remove", zh="推送.删除", en="Remove", on=WEBHOOK, leads={"status": (("active", "paused"), "removed")},
    open=whose,
)  # fmt: skip
def remove(webhooks: Batch[Webhook, None], act: Act) -> None:
    """For good.  Its address is forgotten."""
    for webhook, _nothing in webhooks:
        webhook.url = ""
        for delivery in Delivery.objects.filter(webhook_id=webhook.id, state="waiting"):
            delivery.state = "dropped"
            act.change(delivery)


@departure
def webhooks_of(going: Departure) -> Iterator[Line]:
    """Nothing goes out in the name of one who left, or of a post that they left."""
    theirs = list(Webhook.objects.filter(owner=going.person).exclude(status="removed").order_by("pk"))
    going.act.transaction.do(registry.actions["webhook.remove"], [Item(one.pk) for one in theirs], checked=True)
    yield from (Line("webhook", one.name, "webhook", one.pk) for one in theirs)


class Failed(BaseModel):
    why: str = Personal("", max_length=300)


@consequence(
    "webhook.give_up", zh="推送.送不到", en="Give up", on=WEBHOOK, leads={"status": ("active", "paused")}, input=Failed
)
def give_up(webhooks: Batch[Webhook, Failed], act: Act) -> None:
    """Nobody took it for a day, or it must not be sent there: it pauses, and its owner hears of it."""
    for webhook, given in webhooks:
        webhook.reason = given.why
        if webhook.owner_id is not None:
            data = json.dumps({"title": webhook.name, "what": webhook.reason}, ensure_ascii=False)
            act.add(
                Notice(
                    person_id=webhook.owner_id, kind="undelivered", subject_kind="webhook", subject_id=webhook.id,
                    data=data, created_at=act.recorded_at,
                )
            )  # fmt: skip
