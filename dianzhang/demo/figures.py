"""Reports of figures that 许诺 exported in the morning: eight days of advertising, traffic, the help desk,
content and scores."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dianzhang.engine.moment import day_of
from dianzhang.marketing.sending import receive
from dianzhang.marketing.taking import work

from .story import DOUYIN, TMALL
from .world import World

DAYS = 8  # yesterday, and the same weekday a week before
GAP = 3  # days ago: of that day nobody exported the traffic
SCENES = (("关键词推广", 12_000, 9), ("人群推广", 8_000, 6), ("货品运营", 5_000, 4))
AGENTS = (("周可", 46, 22), ("苏禾", 38, 27))
CONTENT = (("短视频", "保温杯开箱", 6_400), ("直播", "晚八点厨房专场", 2_300))
SCORES = (("店铺综合体验分", 462), ("宝贝与描述相符", 479), ("卖家的服务态度", 481), ("物流服务的质量", 476))


def plan(world: World, at: datetime) -> None:
    """Advertising, visitors and scores of the Tmall shop, help desk and content of the Douyin shop."""

    def send(moment: datetime) -> None:
        last = day_of(moment) - timedelta(days=1)
        days = [last - timedelta(days=n) for n in reversed(range(DAYS))]
        gap = day_of(moment) - timedelta(days=GAP)
        _sent(world, TMALL.code, f"万相台-{last:%Y%m%d}.csv", _advertising(days))
        _sent(world, TMALL.code, f"店铺日报-{days[0]:%Y%m%d}.csv", _visitors([day for day in days if day < gap]))
        _sent(world, TMALL.code, f"店铺日报-{last:%Y%m%d}.csv", _visitors([day for day in days if day > gap]))
        _sent(world, DOUYIN.code, f"飞鸽-{last:%Y%m%d}.csv", _help_desk(days))
        _sent(world, DOUYIN.code, f"内容-{last:%Y%m%d}.csv", _content(days))
        _sent(world, TMALL.code, f"店铺评分-{last:%Y%m%d}.csv", _scores(days))

    world.agenda.do(at, send)


def _sent(world: World, shop: str, name: str, text: str) -> None:
    outcome = receive([text.encode("gb18030")], name, shop, world.people["xunuo"])
    if outcome.id is not None and outcome.done:
        work({"report": outcome.id})


def _advertising(days: list[date]) -> str:
    rows, whole = [], 0
    for n, day in enumerate(days):
        for scene, shown, share in SCENES:
            seen, clicks = shown + 310 * n, (shown + 310 * n) * share // 200
            whole += clicks * 19
            said = f'"{seen:,}"' if seen >= 10_000 else str(seen)
            rows.append(
                f"{day},{scene},{clicks * 19 / 100:.2f},{said},{clicks},{clicks * 71 / 100:.2f},{clicks // 30}\n"
            )
    rows.append(f"总计,,{whole / 100:.2f},,,,\n")
    return "日期,场景,花费,展现量,点击量,总成交金额,总成交笔数\n" + "".join(rows)


def _visitors(days: list[date]) -> str:
    rows = [f"{day},{900 + 37 * day.day},{2600 + 91 * day.day},{41 + day.day % 5}%,{80 + day.day}\n" for day in days]
    return "统计日期,访客数,浏览量,跳失率,加购人数\n" + "".join(rows)


def _help_desk(days: list[date]) -> str:
    rows = [
        f"{day},{name},{sessions + day.day % 7},{seconds + day.day % 4}秒,{seconds // 3}秒,{sessions // 2},"
        f"{sessions // 5 + day.day % 3},{sessions // 4},{sessions // 4 - day.day % 2}\n"
        for day in days
        for name, sessions, seconds in AGENTS
    ]
    head = "日期,客服昵称,接待会话量,全天平响时长,全天首响时长,询单人数,支付人数,有效评价数,有效好评数\n"
    return head + "".join(rows)


def _content(days: list[date]) -> str:
    rows = [
        f"{day},{form},{title},{plays + 130 * day.day},{plays // 50 + day.day},{plays // 4}.00\n"
        for day in days
        for form, title, plays in CONTENT
    ]
    return "日期,内容类型,标题,播放量,引导访客,引导成交金额\n" + "".join(rows)


def _scores(days: list[date]) -> str:
    rows = [f"{day},{component},{(score + day.day % 3) / 100:.2f},5\n" for day in days for component, score in SCORES]
    return "日期,评分项,分数,满分\n" + "".join(rows)
