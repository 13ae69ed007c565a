"""Whether a report is one of the shop for which it was sent."""

from __future__ import annotations

from dianzhang.engine.models import Shop
from dianzhang.gateways.reports import Report
from dianzhang.kernel.messages import Message

from .facts import spans, standing
from .models import DataReport

PLATFORMS = {
    "taobao": ("taobao", "淘宝"), "tmall": ("tmall", "天猫"), "jd": ("jd", "京东"), "pdd": ("pdd", "拼多多"),
    "douyin": ("douyin", "抖音"), "kuaishou": ("kuaishou", "快手"),
}  # fmt: skip


def why_not(found: Report, shop: Shop) -> Message | None:
    """Why this report cannot be the shop's; None where nothing speaks against it."""
    return _platform(found, shop) or _name(found, shop) or _currency(found, shop) or _cut(found, shop)


def _platform(found: Report, shop: Shop) -> Message | None:
    """A shop that says on which platform it is gets no other platform's report."""
    said = shop.platform.strip().casefold()
    known = next((code for code, words in PLATFORMS.items() if said in words), "")
    if not known or not found.layout.platforms or known in found.layout.platforms:
        return None
    return Message(
        f"「{found.name}」是「{found.layout.title.zh}」，“{shop.name}”在{shop.platform}：选它的那家店铺再送",
        f"{found.name} is “{found.layout.title.en}”, but {shop.name} is on {shop.platform}: send it for its own shop",
    )


def _name(found: Report, shop: Shop) -> Message | None:
    """What a report calls its shop stays the same; the name of another shop of ours is that shop's."""
    if not found.shop:
        return None
    other = Shop.objects.filter(name=found.shop).exclude(pk=shop.pk).first()
    taken = DataReport.objects.exclude(said="").filter(status__in=("taken", "replaced"))
    mine = taken.filter(shop=shop, layout=found.layout.name).order_by("-id").values_list("said", flat=True).first()
    theirs = taken.filter(said=found.shop).exclude(shop=shop).select_related("shop").order_by("-id").first()
    owner = other or (theirs.shop if theirs is not None else None)
    if owner is not None and mine != found.shop:
        return Message(
            f"「{found.name}」是“{found.shop}”的，那是“{owner.name}”，不是“{shop.name}”：选对店铺再送",
            f"{found.name} is of {found.shop}, which is {owner.name}, not {shop.name}: choose the right shop",
        )
    if mine and mine != found.shop:
        return Message(
            f"「{found.name}」是“{found.shop}”的，“{shop.name}”以前的报表写的是“{mine}”：选对店铺再送",
            f"{found.name} is of {found.shop}, but earlier reports of {shop.name} said {mine}: choose the right shop",
        )
    return None


def _currency(found: Report, shop: Shop) -> Message | None:
    if not found.currency or found.layout.family != "promotion" or found.currency == shop.currency:
        return None
    return Message(
        f"「{found.name}」是 {found.currency}，“{shop.name}”记的是 {shop.currency}：两种货币不能相加，没有收",
        f"{found.name} is in {found.currency}, {shop.name} keeps {shop.currency}: they cannot be added; not taken",
    )


def _cut(found: Report, shop: Shop) -> Message | None:
    """Days that stand as one sum cannot be replaced in part."""
    told = spans(found)
    for there in standing(shop.pk, found.layout.name, sorted(told)):
        if there.first < found.first or there.last > found.last:
            return Message(
                f"已有的报表把 {there.first} 到 {there.last} 记成一个数，不能只换其中几天："
                "送来包含这些天的报表，或者先撤回那一份",
                f"an earlier report tells {there.first} to {there.last} as one sum, of which no part can be replaced: "
                "send one that covers all of these days, or take the earlier one back first",
            )
    return None
