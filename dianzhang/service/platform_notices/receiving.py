"""A notice comes in: somebody writes it down, or the platform tells of it; later it may be told anew."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, observation
from dianzhang.engine.telling import tell
from dianzhang.kernel.money import cents

from .models import PlatformNotice
from .states import NOTICE, Kind


class Told(BaseModel):
    """A notice as the platform gives it.  ``fine`` in yuan; ``due_at`` is until when the platform waits."""

    shop: str = Personal(..., min_length=1, max_length=40)
    kind: Kind = Kept(...)
    title: str = Personal(..., min_length=1, max_length=120)
    number: str = Kept("", max_length=64, title="平台编号")
    text: str = Personal("", max_length=4000, title="内容")
    goods: str = Personal("", max_length=500, title="涉及商品", description="平台点名的商品，几样用分号隔开")
    points: int | None = Kept(None, ge=0, le=1000, title="可能扣分")
    fine: Decimal | None = Kept(None, ge=0, max_digits=13, decimal_places=2, title="可能罚款")
    received_at: datetime | None = Kept(None, title="收到时间", description="不填是现在")
    due_at: datetime | None = Kept(None, title="平台时限", description="平台写明的截止时间，没有就不填")


class Recorded(Told):
    """As ``Told``, and who sees to it, where somebody in particular does (a person's code)."""

    person: str = Personal("", max_length=40, description="不选的，由章程写明的岗位办")


class News(BaseModel):
    """What the platform says differently now; what is not given stays."""

    due_at: datetime | None = Kept(None)
    points: int | None = Kept(None, ge=0, le=1000)
    fine: Decimal | None = Kept(None, ge=0, max_digits=13, decimal_places=2)


@command("platform_notice.record", zh="平台通知.登记", en="Write down", on=NOTICE, creates=True, input=Recorded)
def record(notices: Batch[PlatformNotice, Recorded], act: Act) -> None:
    """Write down what a platform sent, and give it to somebody."""
    org = organisation()
    _begin(notices, act)
    for notice, given in notices:
        if not given.person:
            continue
        person = org.codes.get(given.person)
        if person is None or person not in org.posts_of:
            notices.refuse(notice, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        give_to(notice, person, act)


@observation("platform_notice.tell", zh="平台通知.收到", en="Be told", on=NOTICE, creates=True, input=Told)
def told(notices: Batch[PlatformNotice, Told], act: Act) -> None:
    """The platform tells of it; once for each number of a shop."""
    _begin(notices, act)


def _begin(notices: Batch[PlatformNotice, Any], act: Act) -> None:
    shops = {shop.code: shop for shop in organisation().shops.values()}
    numbers = {given.number.strip() for _notice, given in notices} - {""}
    there = PlatformNotice.objects.filter(number__in=numbers) if numbers else PlatformNotice.objects.none()
    known: set[tuple[int, str]] = set(there.values_list("shop_id", "number"))
    for notice, given in notices:
        shop, number = shops.get(given.shop), given.number.strip()
        if shop is None:
            notices.refuse(notice, _("没有代号为 %(shop)s 的店铺。") % {"shop": given.shop})
            continue
        if number and (shop.pk, number) in known:
            notices.refuse(notice, _("这家店已经有平台编号为 %(number)s 的通知。") % {"number": number})
            continue
        known.add((shop.pk, number))
        at = given.received_at or act.at
        if given.due_at is not None and given.due_at <= at:
            notices.refuse(notice, _("平台时限要晚于收到时间。"))
            continue
        notice.shop_id, notice.unit_id, notice.number, notice.kind = shop.pk, shop.unit_id, number, given.kind
        notice.title, notice.text, notice.goods = given.title.strip(), given.text.strip(), given.goods.strip()
        notice.points, notice.due_at = given.points, given.due_at
        notice.fine_cents = cents(given.fine) if given.fine is not None else None
        notice.received_at, notice.received_day = at, day_of(at)


@observation("platform_notice.update", zh="平台通知.更新", en="Be told anew", on=NOTICE, input=News)
def update(notices: Batch[PlatformNotice, News], act: Act) -> None:
    """The platform gives another deadline, or other things are at stake."""
    for notice, given in notices:
        before = notice.due_at, notice.points, notice.fine_cents
        if given.due_at is not None:
            notice.due_at = given.due_at
        if given.points is not None:
            notice.points = given.points
        if given.fine is not None:
            notice.fine_cents = cents(given.fine)
        if before == (notice.due_at, notice.points, notice.fine_cents):
            notices.unchanged(notice)


def give_to(notice: PlatformNotice, person: int, act: Act) -> None:
    """It is this person's from now on; they are told."""
    org = organisation()
    notice.owner_id, notice.unit_id = person, org.unit_of(org.posts_of[person][0])
    tell(act, NOTICE, notice, "told", [person], action="platform_notice.assign")
