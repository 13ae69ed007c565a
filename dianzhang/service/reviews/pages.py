"""What the list and the page of reviews show: stars, words, what is done, how the article's stars are spread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record

from .articles import STARS as ORDERED
from .articles import of_same_article
from .models import BAD, Review
from .states import OUTCOMES, QUALITY, REVIEW, STARS, STATUS

BY_REVIEWED = ("-reviewed_day", "-id")


def may_record(actor: Actor) -> bool:
    return access.reach_of(actor, "review.record") is not None


def may_see(actor: Actor) -> bool:
    return access.reach_of(actor, "review.view") is not None


def _search(text: str) -> Q:
    """By the order, the platform's number, the article or what the buyer wrote."""
    exact = Q(order_number=text) | Q(number=text) | Q(item_code=text)
    return exact | Q(text__icontains=text) | Q(item_title__icontains=text)


def _rated(value: str) -> Q:
    """Reviews of so many stars; the bad ones, of one or two, by an index of their own."""
    wanted = {int(star) for star in value.split(",")}
    return Q(rating__lte=BAD) if wanted == set(range(1, BAD + 1)) else Q(rating__in=wanted)


def stars(review: Review) -> str:
    return "★" * review.rating + "☆" * (5 - review.rating)


def same_article(review: Review, actor: Actor) -> Mapping[str, Any] | None:
    """How the stars of the same article are spread."""
    counts = of_same_article(review, actor)
    if counts is None:
        return None
    rows = [
        {"label": gettext(STARS[str(star)]), "n": n, "level": "late" if star <= 2 else "act"}
        for star, n in zip(ORDERED, counts, strict=True)
    ]
    return {"rows": rows, "whole": sum(counts)}


show_list(
    ListPage(
        REVIEW,
        columns=(
            Column("stars", "星级", show=stars),
            Column("text"),
            Column("item", "商品", show=lambda review: review.item_title or review.item_code),
            Column("status"),
            Column("outcome", wide_only=True),
            Column("order_number", wide_only=True),
            Column("shop", "店铺", show=lambda review: review.shop, wide_only=True),
            Column("owner", "经办人", show=lambda review: review.owner, wide_only=True),
            Column("reviewed_at", wide_only=True),
        ),
        filters=(
            Filter("rating", "星级", STARS, where=_rated),
            Filter("status", "跟进", STATUS.states),
            Filter("outcome", "结果", OUTCOMES),
            Filter("quality", "质量反馈", QUALITY.states),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter("sku", "我们的商品", kind="text", where=lambda code: Q(sku__code=code)),
            Filter(
                "reviewed_from", "评价日起", kind="day", where=lambda day: Q(reviewed_day__gte=day), order=BY_REVIEWED
            ),
            Filter(
                "reviewed_to", "评价日止", kind="day", where=lambda day: Q(reviewed_day__lte=day), order=BY_REVIEWED
            ),
        ),
        views=(
            View("open", "待联系", {"status": "open"}),
            View("contacted", "已联系", {"status": "contacted"}),
            View("bad", "差评", {"rating": "1,2"}),
            View("passed", "转了质量", {"quality": "passed"}),
        ),
        search=_search,
        related=("shop", "owner"),
        empty="这里是买家对商品的评价。从平台导出的评价表读进来，差评按章程自己立案，有人联系、有结果。",
        create="review.record",
        ways=(Way(_("从文件读入"), "review-file", may_record), Way(_("按商品看评价"), "review-articles", may_see)),
        board="status",
    )
)
show_record(
    RecordPage(
        REVIEW,
        facts=(
            Column("stars", "星级", show=stars),
            Column("first_rating"),
            Column("text"),
            Column("item", "商品", show=lambda review: review.item_title),
            Column("item_code"),
            Column("sku", "我们的商品", show=lambda review: review.sku),
            Column("order_number"),
            Column("buyer"),
            Column("number"),
            Column("reviewed_at"),
            Column("reply"),
            Column("contacted_at"),
            Column("outcome"),
            Column("owner", "经办人", show=lambda review: review.owner),
        ),
        sections=(Section("这件商品的评价", "service/stars.html", same_article, aside=True),),
        main_axes=("status",),
        head=lambda review: str(review.shop),
    )
)
