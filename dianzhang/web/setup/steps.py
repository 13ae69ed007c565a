"""The steps of the first day, and which of them are done: what is there says so, nothing else is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.engine.access import OWNER_POST, Actor
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import now
from dianzhang.goods.queries import stock_is_kept
from dianzhang.trade.models import Order


@dataclass(frozen=True)
class Step:
    """One step: its address, name, and whether what it makes is there."""

    name: str
    title: str
    url: str
    done: bool


def steps() -> list[Step]:
    """All of them, in the order in which one takes them."""
    there = founded()
    return [
        Step("owner", gettext("部门和你"), reverse("setup"), there),
        Step("rulebook", gettext("制度"), reverse("setup-rulebook"), there and rulebooks.at(now()) is not None),
        Step("staff", gettext("同事"), reverse("setup-staff"), there and Person.objects.count() > 1),
        Step("invite", gettext("邀请"), reverse("setup-invite"), there and _everybody_let_in()),
        Step("shops", gettext("店铺"), reverse("setup-shops"), Shop.objects.exists()),
        Step("stock", gettext("库存"), reverse("setup-stock"), stock_is_kept()),
        Step("orders", gettext("第一份订单"), reverse("setup-orders"), Order.objects.exists()),
    ]


def founded() -> bool:
    """Somebody is here already: the first step is over for good."""
    return Person.objects.exists() or User.objects.exists()


def _everybody_let_in() -> bool:
    others = Person.objects.filter(status="active").exclude(assignments__post__code=OWNER_POST)
    return others.exists() and not others.filter(user=None).exists()


def may_set_up(actor: Actor) -> bool:
    """The owner sets the department up; others come to what they may do by its own pages."""
    return actor.post == OWNER_POST


def go_on(actor: Actor) -> list[dict[str, str]]:
    """What an empty page offers first: the step of the first day that comes next, to whoever sets the house up."""
    step = next((one for one in steps() if not one.done), None) if may_set_up(actor) else None
    return [{"label": gettext("接着设置：%(step)s") % {"step": step.title}, "url": step.url}] if step else []


def after(name: str) -> str:
    """Where one goes on from this step: the next that is not done, at the end the day's page."""
    found = steps()
    place = next(n for n, step in enumerate(found) if step.name == name)
    return next((step.url for step in found[place + 1 :] if not step.done), reverse("today"))
