"""A competitor's article is written down, looked at, answered, let go."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.goods.models import Sku
from dianzhang.kernel.money import RECKONING, cents

from .models import Rival, RivalDay
from .reading import Unreadable, rows_of
from .seen import Seen, wrong
from .states import RIVAL

Platform = Literal["tmall", "taobao", "jd", "pinduoduo", "douyin", "xiaohongshu", "kuaishou", "wechat", "other"]
Answer = Literal["follow", "keep", "promote", "improve"]
_SHARE = Decimal("0.0001")


class Named(BaseModel):
    """Whose article it is, where it stands, and beside which of ours."""

    title: str = Personal(..., min_length=1, max_length=120, title="竞品名称")
    seller: str = Personal(..., min_length=1, max_length=80, title="对手店铺")
    platform: Platform = Kept(...)
    link: str = Personal("", max_length=500, title="链接", description="http 或 https 开头")
    sku: str = Personal("", max_length=100, title="我们的商品编码", description="拿哪件商品和它比")


class Table(BaseModel):
    text: str = Personal(
        ..., min_length=1, max_length=40_000, title="表",
        description="从表格里连表头一起复制：日期、对手价、来源必有；我们的价、月销、排名、评分、活动、动态可有",
    )  # fmt: skip


class Answered(BaseModel):
    answer: Answer = Kept(..., title="怎么应对")
    note: str = Personal(..., min_length=1, max_length=500, title="说明")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def _cannot(given: Named, pk: int | None) -> str:
    """Why it cannot be written down like this."""
    if given.link and not given.link.startswith(("http://", "https://")):
        return _("链接要以 http:// 或 https:// 开头。")
    same = Rival.objects.filter(platform=given.platform, seller=given.seller.strip(), title=given.title.strip())
    if (same.exclude(pk=pk) if pk is not None else same).exists():
        return _("这家店的这件竞品已经在看了。")
    if given.sku and not Sku.objects.filter(code=given.sku.strip()).exists():
        return _("没有编码为“%(code)s”的商品。") % {"code": given.sku}
    return ""


def _put(rival: Rival, given: Named) -> None:
    rival.title, rival.seller, rival.platform = given.title.strip(), given.seller.strip(), given.platform
    rival.link = given.link.strip()
    rival.sku_id = Sku.objects.only("pk").get(code=given.sku.strip()).pk if given.sku else None


@command("rival.add", zh="竞品.登记", en="Write down", on=RIVAL, creates=True, input=Named)
def add(rivals: Batch[Rival, Named], act: Act) -> None:
    """From now on it is looked at."""
    for rival, given in rivals:
        if why := _cannot(given, None):
            rivals.refuse(rival, why)
            continue
        _put(rival, given)
        rival.owner_id, rival.unit_id = act.actor.person_id, act.actor.unit_id


def named_now(rival: Rival) -> dict[str, object]:
    """What the form of ``rival.change`` begins with."""
    code = Sku.objects.filter(pk=rival.sku_id).values_list("code", flat=True).first() if rival.sku_id else ""
    return {
        "title": rival.title, "seller": rival.seller, "platform": rival.platform, "link": rival.link, "sku": code or "",
    }  # fmt: skip


@command("rival.change", zh="竞品.改", en="Change", on=RIVAL, input=Named, begins=named_now)
def change(rivals: Batch[Rival, Named], act: Act) -> None:
    """Another name, link or article of ours; what was seen stays."""
    for rival, given in rivals:
        if why := _cannot(given, rival.pk):
            rivals.refuse(rival, why)
            continue
        _put(rival, given)


@command(
    "rival.observe",
    zh="竞品.记一次",
    en="Note a day",
    on=RIVAL,
    requires={"status": "watched"},
    input=Seen,
    primary=True,
)
def observe(rivals: Batch[Rival, Seen], act: Act) -> None:
    """What the platform shows on a day; told again, it replaces what stood there."""
    for rival, given in rivals:
        if why := wrong(given, day_of(act.at)):
            rivals.refuse(rival, why)
        else:
            _take(rival, [given], act)


@command("rival.read", zh="竞品.读表", en="Read a table", on=RIVAL, requires={"status": "watched"}, input=Table)
def read(rivals: Batch[Rival, Table], act: Act) -> None:
    """Several days at once; where a cell cannot be read, none is taken."""
    for rival, given in rivals:
        try:
            rows = rows_of(given.text, day_of(act.at))
        except Unreadable as error:
            rivals.refuse(rival, str(error))
            continue
        _take(rival, rows, act)


def _take(rival: Rival, some: list[Seen], act: Act) -> None:
    there = {row.day: row for row in RivalDay.objects.filter(rival_id=rival.pk, day__in=[one.day for one in some])}
    for given in some:
        row = there.get(given.day) or RivalDay(rival_id=rival.pk, day=given.day)
        row.price_cents, row.our_cents = cents(given.price), cents(given.ours) if given.ours is not None else None
        row.sold, row.rank, row.rating = given.sold, given.rank, given.rating
        row.promotion, row.news, row.source = given.promotion.strip(), given.news.strip(), given.source.strip()
        row.person_id = act.actor.person_id
        if given.day in there:
            act.change(row)
        else:
            act.add(row)
        if rival.seen_on is None or given.day >= rival.seen_on:
            rival.seen_on, rival.price_cents, rival.our_cents = given.day, row.price_cents, row.our_cents
            rival.cheaper = cheaper(row.price_cents, row.our_cents)


def cheaper(theirs: int, ours: int | None) -> Decimal | None:
    """By which share of our price theirs is below it; None where ours is not known or nothing."""
    if not ours:
        return None
    return RECKONING.divide(Decimal(ours - theirs), Decimal(ours)).quantize(_SHARE)


@command("rival.answer", zh="竞品.应对", en="Answer", on=RIVAL, requires={"status": "watched"}, input=Answered)
def answer(rivals: Batch[Rival, Answered], act: Act) -> None:
    """What we do about it, or that we do nothing."""
    for rival, given in rivals:
        if rival.seen_on is None:
            rivals.refuse(rival, _("还没有看过它的价，先记一次。"))
            continue
        rival.answer, rival.answered_at = given.answer, act.at
        write_down(act, RIVAL, rival, given.note)


@command("rival.drop", zh="竞品.不看了", en="Let go", on=RIVAL, leads={"status": ("watched", "dropped")}, input=Why)
def drop(rivals: Batch[Rival, Why], act: Act) -> None:
    """It is looked at no more; what was seen stays."""
    for rival, given in rivals:
        write_down(act, RIVAL, rival, given.reason)


@command("rival.watch", zh="竞品.再看", en="Look again", on=RIVAL, leads={"status": ("dropped", "watched")})
def watch(rivals: Batch[Rival, None], act: Act) -> None:
    """It matters again."""
