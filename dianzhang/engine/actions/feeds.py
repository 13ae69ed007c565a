"""One's calendar for programs: made, renewed and revoked by the one whose it is."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..access import Actor
from ..feeds import new_secret
from ..models import Feed
from ..organisation import organisation
from ..outcome import Act, Batch
from ..registry import Field, Subject, command
from ..tokens import digest_of

FEED = Subject(
    "feed",
    zh="日历订阅",
    model=Feed,
    en="Calendar feed",
    axes=(AxisWord("status", "状态", {"active": "有效", "revoked": "已停用"}, "active"),),
    fields=(Field("owner_id", "归属", Unit.COUNT),),
    title=lambda feed: _("日历订阅"),
    concerned=lambda actor: Q(owner_id=actor.person_id, owner_id__isnull=False),
)


def works_here(feed: Feed, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def whose(feed: Feed, actor: Actor) -> bool:
    return actor.person_id is not None and feed.owner_id == actor.person_id


@command("feed.make", zh="日历订阅.生成", en="Make", on=FEED, creates=True, open=works_here, in_person=True)
def make(feeds: Batch[Feed, None], act: Act) -> None:
    """An address at which one's calendar is read.  It is shown once."""
    for feed, _nothing in feeds:
        if Feed.objects.filter(owner_id=act.actor.person_id, status="active").exists():
            feeds.refuse(feed, _("你已经有一个订阅地址；忘了就换一个新的，旧的立刻失效。"))
            continue
        feed.owner_id, feed.unit_id, feed.made_at = act.actor.person_id, act.actor.unit_id, act.at
        _shown(feeds, feed)


@command(
    "feed.renew", zh="日历订阅.换新地址", en="Renew", on=FEED, requires={"status": "active"}, open=whose, in_person=True
)
def renew(feeds: Batch[Feed, None], act: Act) -> None:
    """Another address, shown once; the one before opens nothing any more."""
    for feed, _nothing in feeds:
        feed.made_at = act.at
        _shown(feeds, feed)


@command("feed.revoke", zh="日历订阅.停用", en="Revoke", on=FEED, leads={"status": ("active", "revoked")}, open=whose)
def revoke(feeds: Batch[Feed, None], act: Act) -> None:
    """From now on the address opens nothing."""


def _shown(feeds: Batch[Feed, None], feed: Feed) -> None:
    secret = new_secret()
    feed.digest = digest_of(secret)
    feeds.show_once(feed, secret)
