"""Who works in the demonstration department, and how it is set up on the eve of the first month."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from dianzhang.engine.access import OWNER_POST, SYSTEM, Actor, actor_of
from dianzhang.engine.acknowledging import waiting_for
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Approval, Person
from dianzhang.engine.moment import start_of, today
from dianzhang.engine.outcome import Item
from dianzhang.people.department import found_department, give_login, take_on
from dianzhang.rulebooks import read

from .goods import ARTICLES, WAREHOUSE

# code: name, post
PEOPLE: dict[str, tuple[str, str]] = {
    "shenlan": ("沈岚", "director"),
    "mengyan": ("孟岩", "ops_lead"),
    "xunuo": ("许诺", "ops"),
    "zhaoning": ("赵宁", "order_desk"),
    "linxiao": ("林晓", "service_lead"),
    "zhouke": ("周可", "service"),
    "suhe": ("苏禾", "service"),
    "chenmo": ("陈默", "warehouse"),
    "hejing": ("何静", "hr"),
    "fangnan": ("方楠", "promo_lead"),
    "qinyue": ("秦越", "promo"),
    "luoqing": ("罗青", "design"),
}
# Whose log-in stands under which name in demo-logins.json.
LOGINS = {
    "director": "shenlan", "ops_lead": "mengyan", "ops": "xunuo", "order_desk": "zhaoning", "service_lead": "linxiao",
    "service": "zhouke", "warehouse": "chenmo", "hr": "hejing",
    "promo_lead": "fangnan", "promo": "qinyue", "design": "luoqing",
}  # fmt: skip


class Place(NamedTuple):
    """A shop: code, name, platform, its share of the orders."""

    code: str
    name: str
    platform: str
    share: Decimal


SHOPS = (
    Place("tmall-1", "天猫旗舰店", "tmall", Decimal("0.6")),
    Place("douyin-1", "抖店", "douyin", Decimal("0.4")),
)
# The steps of the law before the first rulebook: so many days before the eve, and what is noted of them.
STEPS = {
    "discussed": (21, "全体会议逐条过了一遍，纪要在人事处"),
    "opinions": (14, "收到书面意见六条，采纳四条"),
    "consulted": (10, "和职工代表林晓、陈默商定"),
    "published": (7, "张贴在办公室，并发到每个人的邮箱"),
}
UNREAD = "suhe"  # has not acknowledged the rulebook yet
BASE_PAY = {"shenlan": "12000", "hejing": "6000"}


def set_up(rulebook: str) -> None:
    """Units, posts, everybody in them, and the rulebook from tomorrow, on record as the law asks and agreed to."""
    found_department()
    owner = actor_of(take_on("owner", "负责人", OWNER_POST), OWNER_POST)
    for code, (name, post) in PEOPLE.items():
        take_on(code, name, post)
    draft = must(one("rulebook.draft", owner, text=read(rulebook)))
    for step, (days_before, note) in STEPS.items():
        on = today() - timedelta(days=days_before)
        must(one("rulebook.record", owner, draft.id, step=step, on=on, note=note))
    must(one("rulebook.submit", owner, draft.id, on=today() + timedelta(days=1)))
    for approval in Approval.objects.filter(status="waiting"):
        must(one("approval.agree", actors()["shenlan"], approval.pk, reason="讨论过的意见都改进去了，同意。"))


def acknowledge(people: dict[str, Actor]) -> None:
    """All but one have read what is in force."""
    for code, actor in people.items():
        for version in waiting_for(actor.person_id or 0):
            if code != UNREAD:
                must(one("rulebook.acknowledge", actor, version))


def actors() -> dict[str, Actor]:
    """Everybody in the post they hold."""
    return {person.code: actor_of(person) for person in Person.objects.filter(code__in=PEOPLE)}


def open_shops(people: dict[str, Actor], first: date) -> None:
    """The director opens the shops; they go live with the first day.  Operations puts the articles in, the warehouse
    what lies there."""
    for place in SHOPS:
        must(
            one(
                "shop.open", people["shenlan"], code=place.code, name=place.name, platform=place.platform,
                go_live=start_of(first),
            )
        )  # fmt: skip
    articles = [
        Item(data={"code": a.code, "title": a.title, "spec": a.spec, "cost": a.cost, "floor": a.floor})
        for a in ARTICLES
    ]
    for outcome in perform("sku.add", articles, people["mengyan"]):
        must(outcome)
    must(one("warehouse.open", SYSTEM, name=WAREHOUSE))
    there = [Item(data={"code": a.code, "warehouse": WAREHOUSE, "opening": a.weight * 60}) for a in ARTICLES]
    for outcome in perform("stock.open", there, people["chenmo"]):
        must(outcome)


def agree_pay(people: dict[str, Actor], first: date) -> None:
    """The base pay that is agreed, not laid down in the rulebook."""
    for code, amount in BASE_PAY.items():
        must(one("basepay.set", people["hejing"], person=code, since=first.replace(day=1), amount=Decimal(amount)))


def set_targets(director: Actor, period: str, whole: Decimal) -> None:
    """The month's GMV target of each shop, in round thousands; the refund rate and what service keeps in time."""
    for place in SHOPS:
        value = max(Decimal(1000), (whole * place.share / 1000).quantize(Decimal(1)) * 1000)
        must(one("target.set", director, period=period, metric="GMV目标", value=value, shop=place.code))
    must(one("target.set", director, period=period, metric="退款率", value=Decimal(8)))
    must(
        one(
            "target.set",
            director,
            period=period,
            metric="支付订单数",
            value=max(Decimal(1), (whole / 150).quantize(Decimal(1))),
        )
    )
    must(one("target.set", director, period=period, metric="按时时限数", value=Decimal(120), unit="service"))


def eve(first: date) -> datetime:
    """When the department is set up: nine in the morning of the day before :func:`opening`."""
    return opening(first) - timedelta(hours=15)


def opening(first: date) -> datetime:
    """When the rulebook takes effect and work begins: with the first month, also where only some days of it are lived.

    A month is judged and paid by the rules of its first day.
    """
    return start_of(first.replace(day=1))


def logins() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """New passwords for everybody who has a log-in, and for the owner: as they are written to the data folder."""
    found = {}
    persons = {person.code: person for person in Person.objects.all()}
    for key, code in LOGINS.items():
        name, post = PEOPLE[code]
        found[key] = {"name": name, "username": code, "password": give_login(persons[code]), "post": post}
    owner = {"owner": {"username": "owner", "password": give_login(persons["owner"])}}
    return found, owner
