"""A review comes in, once by the platform's number; later the platform may have other stars or words for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.inputs import Moment
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, observation

from .articles import Key, articles_of
from .models import Review
from .states import REVIEW


class Told(BaseModel):
    """A review as the platform shows it.  ``rating``: one to five stars."""

    shop: str = Personal(..., min_length=1, max_length=40)
    number: str = Kept(..., min_length=1, max_length=160, title="评价编号")
    rating: int = Kept(..., ge=1, le=5, title="星级", description="1 到 5")
    text: str = Personal("", max_length=4000, title="评价内容")
    order_number: str = Kept("", max_length=64)
    item_code: str = Kept("", max_length=200, description="店铺里的商家编码或者商品编码")
    item_title: str = Personal("", max_length=200, title="商品")
    buyer: str = Personal("", max_length=80, title="买家")
    reviewed_at: Moment | None = Kept(None, title="评价时间", description="不填是现在")


class News(BaseModel):
    """What the platform shows now; what is not given stays."""

    rating: int | None = Kept(None, ge=1, le=5, title="星级")
    text: str | None = Personal(None, max_length=4000, title="评价内容")


@command("review.record", zh="评价.登记", en="Write down", on=REVIEW, creates=True, input=Told)
def record(reviews: Batch[Review, Told], act: Act) -> None:
    """Write down a review that somebody saw on the platform."""
    _begin(reviews, act)


@observation("review.tell", zh="评价.收到", en="Be told", on=REVIEW, creates=True, input=Told)
def told(reviews: Batch[Review, Told], act: Act) -> None:
    """The platform tells of it; once for each number of a shop."""
    _begin(reviews, act)


def _begin(reviews: Batch[Review, Told], act: Act) -> None:
    shops = {shop.code: shop for shop in organisation().shops.values()}
    known = _known(given for _review, given in reviews)
    articles = articles_of(_key(shops[g.shop].pk, g, act) for _r, g in reviews if g.shop in shops)
    for review, given in reviews:
        shop, number = shops.get(given.shop), given.number.strip()
        if shop is None:
            reviews.refuse(review, _("没有代号为 %(shop)s 的店铺。") % {"shop": given.shop})
            continue
        if (shop.pk, number) in known:
            reviews.refuse(review, _("这家店已经有编号为 %(number)s 的评价。") % {"number": number})
            continue
        known.add((shop.pk, number))
        review.shop_id, review.unit_id, review.number = shop.pk, shop.unit_id, number
        review.rating = review.first_rating = given.rating
        review.text, review.buyer_name = given.text.strip(), given.buyer.strip()
        review.order_number, review.item_code = given.order_number.strip(), given.item_code.strip()
        review.item_title, review.sku_id = given.item_title.strip(), articles.get(_key(shop.pk, given, act))
        review.reviewed_at = given.reviewed_at or act.at
        review.reviewed_day = day_of(review.reviewed_at)


def _key(shop: int, given: Told, act: Act) -> Key:
    return Key(shop, given.item_code.strip(), given.reviewed_at or act.at)


def _known(given: Iterable[Any]) -> set[tuple[int, str]]:
    numbers = {one.number.strip() for one in given}
    return set(Review.objects.filter(number__in=numbers).values_list("shop_id", "number"))


@observation("review.update", zh="评价.更新", en="Be told anew", on=REVIEW, input=News)
def update(reviews: Batch[Review, News], act: Act) -> None:
    """The buyer gives other stars, or writes more."""
    for review, given in reviews:
        before = review.rating, review.text
        if given.rating is not None:
            review.rating = given.rating
        if given.text is not None:
            review.text = given.text.strip()
        if before == (review.rating, review.text):
            reviews.unchanged(review)
