"""The skeleton of a shop department: its units, and the posts that the shipped rulebooks speak of."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils.crypto import get_random_string

from dianzhang.engine.access import OWNER_POST, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.structure import set_up
from dianzhang.engine.models import Person

UNITS: dict[str, tuple[str, str | None]] = {
    "dept": ("电商部", None),
    "ops": ("运营组", "dept"),
    "promo": ("推广组", "dept"),
    "service": ("客服组", "dept"),
    "warehouse": ("仓储组", "dept"),
    "hr": ("人事组", "dept"),
}

# code: name, unit, whom it reports to
POSTS: dict[str, tuple[str, str, str | None]] = {
    OWNER_POST: ("负责人", "dept", None),
    "chairman": ("董事长", "dept", None),
    "director": ("电商总监", "dept", OWNER_POST),
    "supervisor": ("主管", "dept", "director"),
    "ops_lead": ("运营组长", "ops", "director"),
    "ops": ("运营专员", "ops", "ops_lead"),
    "ops_assistant": ("运营助理", "ops", "supervisor"),
    "order_desk": ("订单审核", "ops", "ops_lead"),
    "wechat_editor": ("微信编辑", "ops", "ops_lead"),
    "weibo_editor": ("微博编辑", "ops", "ops_lead"),
    "promo_lead": ("推广组长", "promo", "director"),
    "promo": ("推广专员", "promo", "promo_lead"),
    "site_builder": ("建站专员", "promo", "promo_lead"),
    "franchise": ("招商专员", "promo", "promo_lead"),
    "design_lead": ("设计组长", "ops", "director"),
    "design": ("设计专员", "ops", "ops_lead"),
    "copywriter": ("文案编辑", "ops", "design_lead"),
    "photographer": ("摄影师", "ops", "design_lead"),
    "service_lead": ("客服组长", "service", "director"),
    "service": ("客服专员", "service", "service_lead"),
    "sales": ("销售专员", "service", "service_lead"),
    "warehouse": ("仓储专员", "warehouse", "director"),
    "warehouse_link": ("仓储协调", "warehouse", "director"),
    "hr": ("人事专员", "hr", "director"),
}


def found_department() -> None:
    """Units and posts, where they are not there yet."""
    set_up(UNITS, POSTS)


def take_on(code: str, name: str, post: str, **more: Any) -> Person:
    """A person in a post, through the action that everybody uses."""
    person: Person = must(one("person.add", SYSTEM, code=code, name=name, post=post, **more))
    return person


def give_login(person: Person, password: str | None = None) -> str:
    """A log-in named like the person's code; returns the password, made here unless given."""
    password = password or get_random_string(14, "abcdefghjkmnpqrstuvwxyz23456789")
    user = person.user or User(username=person.code, first_name=person.name)
    user.set_password(password)
    user.save()
    if person.user_id != user.pk:
        Person.objects.filter(pk=person.pk).update(user=user)  # a log-in is no fact about the department
    return password
