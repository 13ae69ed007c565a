"""Ready boards: one for each kind of work, shown to whose post it is and to whoever gets half of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.measure.metrics import define
from dianzhang.measure.rights import widest

from .spans import span_of
from .tiles import Tile


@dataclass(frozen=True)
class Ready:
    """``about`` says what it is for.  Numbers that the rulebook in force does not define are left out of it.

    Posts are the rulebook's: whichever has one of ``posts`` in its name begins with this board, the first that fits.
    """

    code: str
    zh: str
    about: str
    tiles: Sequence[Tile]
    posts: Sequence[str] = ()  # parts of the names of the posts whose own board it is
    forms: Sequence[str] = ()  # the forms of analysis that it leads to (``insight/forms``)


ALL = (
    Ready(
        "director", _("总监大屏"), _("部门一眼看全：卖了多少、退了多少、事情按时没有。"),
        (
            Tile("净支付金额", "today", "week"), Tile("支付订单数", "today", "week"),
            Tile("支付金额", "month", "target"), Tile("客单价", "yesterday", "week"),
            Tile("净支付金额", "yesterday", "week"), Tile("退款率", "days7", "before"),
            Tile("流程达成率", "days7", "before"), Tile("逾期时限数", "yesterday", "week"),
            Tile("净支付金额", "days31", "before", "line"), Tile("支付金额", "days7", "before", "shop"),
            Tile("退款率", "days31", "before", "shop"), Tile("总推广费用", "days7", "before", "shop"),
        ),
        ("总监", "总经理", "老板"),  # in Chinese only
        ("funnel", "cohorts", "rfm", "abc", "bands", "ages"),
    ),
    Ready(
        "operations", _("运营看板"), _("流量、转化、客单价、销售额，和上一段、去年比。"),
        (
            Tile("总访客数", "yesterday", "week"), Tile("进店转化率", "yesterday", "week"),
            Tile("客单价", "yesterday", "week"), Tile("支付金额", "yesterday", "week"),
            Tile("支付订单数", "days7", "before"), Tile("退款金额", "days7", "before"),
            Tile("支付金额", "month", "target"), Tile("支付金额", "month", "year"),
            Tile("支付金额", "days31", "before", "line"), Tile("支付金额", "days31", "before", "shop"),
            Tile("退款率", "days31", "before", "shop"), Tile("毛利", "days7", "before"),
        ),
        ("运营", "店长", "订单"),  # in Chinese only
        ("funnel", "cohorts", "rfm", "abc", "bands", "ages"),
    ),
    Ready(
        "promotion", _("推广看板"), _("花了多少、带来多少点击和转化、值不值。"),
        (
            Tile("总推广费用", "yesterday", "week"), Tile("推广展现数", "yesterday", "week"),
            Tile("推广点击数", "yesterday", "week"), Tile("推广点击率（CTR）", "yesterday", "week"),
            Tile("推广点击成本（CPC）", "days7", "before"), Tile("推广转化成本（CPA）", "days7", "before"),
            Tile("推广ROI", "days7", "before"), Tile("各渠道引流总和", "days7", "before"),
            Tile("总推广费用", "days31", "before", "line"), Tile("总推广费用", "days31", "before", "shop"),
        ),
        ("推广", "投放"),  # in Chinese only
        ("funnel", "rfm", "bands"),
    ),
    Ready(
        "design", _("设计看板"), _("图有没有人点、带来多少买的，自己的事按时没有；返工还没有人记，没有数。"),
        (
            Tile("推广点击率（CTR）", "yesterday", "week"), Tile("推广展现数", "yesterday", "week"),
            Tile("推广点击数", "yesterday", "week"), Tile("进店转化率", "yesterday", "week"),
            Tile("内容播放量", "days7", "before"), Tile("内容引导访客", "days7", "before"),
            Tile("流程达成率", "days31", "before"), Tile("逾期时限数", "days7", "before"),
            Tile("推广点击率（CTR）", "days31", "before", "line"),
            Tile("推广点击率（CTR）", "days31", "before", "shop"),
            Tile("按时时限数", "days31", "before", "person"),
        ),
        ("设计", "美工"),  # in Chinese only
        ("funnel", "abc", "bands"),
    ),
    Ready(
        "service", _("客服看板"), _("买家等了多久、解决没有、评价怎样。"),
        (
            Tile("响应次数", "yesterday", "week"), Tile("售后单数", "yesterday", "week"),
            Tile("质量售后占比", "days7", "before"), Tile("差评数", "days7", "before"),
            Tile("好评率", "days31", "before"), Tile("差评跟进按时率", "days31", "before"),
            Tile("流程达成率", "days7", "before"), Tile("逾期时限数", "days7", "before", "person"),
            Tile("售后单数", "days31", "before", "line"), Tile("按时时限数", "days31", "before", "person"),
        ),
        ("客服", "售后"),  # in Chinese only
        ("cohorts", "rfm"),
    ),
    Ready(
        "warehouse", _("仓储看板"), _("发得快不快、对不对、账实符不符。"),
        (
            Tile("揽收及时率", "days7", "before"), Tile("送达及时率", "days7", "before"),
            Tile("付款到交件中位时长", "days7", "before"), Tile("交件到送达中位时长", "days7", "before"),
            Tile("发错率", "days31", "before"), Tile("运输破损率", "days31", "before"),
            Tile("库存准确率", "last_month", "before"), Tile("支付订单数", "yesterday", "week"),
            Tile("支付订单数", "days31", "before", "line"), Tile("平台晚交件订单数", "days31", "before", "shop"),
        ),
        ("仓", "物流"),  # in Chinese only
        ("ages",),
    ),
    Ready(
        "people", _("人事看板"), _("各组按时做完多少、谁有逾期、加班多少。"),
        (
            Tile("流程达成率", "month", "before"), Tile("逾期时限数", "month", "before"),
            Tile("确认加班时长", "month", "before"), Tile("推行建议数", "month", "before"),
            Tile("流程达成率", "days31", "before", "unit"), Tile("逾期时限数", "days31", "before", "person"),
            Tile("确认加班时长", "month", "before", "person"), Tile("流程达成率", "days31", "before", "line"),
        ),
        ("人事", "行政"),  # in Chinese only
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Ready] = {one.code: one for one in ALL}


def tiles_of(board: Ready, today: date) -> list[Tile]:
    """Those whose numbers there are."""
    return [tile for tile in board.tiles if define(tile.number, today) is not None]


def shown_to(actor: Actor, today: date) -> list[Ready]:
    """Their post's own first, where they get any number of it; then those of which they get at least half: a board of
    refusals helps nobody."""
    own = next((board for board in _of_post(actor) if _seen(board, actor, today)[0]), None)
    others = [board for board in ALL if board is not own and _enough(board, actor, today)]
    return [own, *others] if own is not None else others


def first_of(actor: Actor, boards: Sequence[Ready]) -> Ready | None:
    """The one that their post begins with."""
    own = (board for board in _of_post(actor) if board in boards)
    return next(own, boards[0] if boards else None)


def _of_post(actor: Actor) -> list[Ready]:
    """Boards that are for what their post is called."""
    post = organisation().posts.get(actor.post or "")
    name = post.name if post is not None else ""
    return [board for board in ALL if any(part in name for part in board.posts)]


def _enough(board: Ready, actor: Actor, today: date) -> bool:
    seen, there = _seen(board, actor, today)
    return bool(there) and 2 * seen >= there


def _seen(board: Ready, actor: Actor, today: date) -> tuple[int, int]:
    """How many of its numbers this reader gets, of how many that there are."""
    numbers = {tile.number for tile in tiles_of(board, today)}
    days = span_of("yesterday", today)
    found = (define(name, today) for name in numbers)
    seen = sum(one is not None and widest(actor, one, days.first, days.last) is not None for one in found)
    return seen, len(numbers)
