"""Setting up the department: units, posts, persons, shops."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit as UnitOf
from dianzhang.kernel.vocabulary import AxisWord

from .. import organisation as kept
from .. import rulebooks
from ..models import Assignment, Person, Post, Shop, Unit
from ..moment import day_of, start_of
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import Field, Subject, command, consequence

PERSON = Subject(
    "person",
    zh="人员",
    model=Person,
    en="Person",
    axes=(AxisWord("status", "状态", {"active": "在职", "left": "离职"}, "active"),),
    fields=(
        Field("code", "工号", UnitOf.TEXT),
        Field("name", "姓名", UnitOf.TEXT, personal=True),
        Field("joined_on", "入职日", UnitOf.DATE),
    ),
    title=lambda person: person.name,
)
SHOP = Subject(
    "shop",
    zh="店铺",
    model=Shop,
    en="Shop",
    axes=(AxisWord("status", "状态", {"open": "营业", "closed": "停业"}, "open"),),
    fields=(
        Field("code", "店铺代号", UnitOf.TEXT),
        Field("name", "店铺名", UnitOf.TEXT),
        Field("platform", "平台", UnitOf.TEXT),
        Field("go_live", "启用时间", UnitOf.TIME),
    ),
    title=lambda shop: shop.name,
    shop_attr="id",
)


class NewPerson(BaseModel):
    code: str
    name: str = Personal(..., min_length=1, max_length=80)
    post: str
    joined_on: date | None = None


class NewPost(BaseModel):
    post: str
    since: date | None = None


class NewShop(BaseModel):
    code: str
    name: str
    platform: str = ""
    go_live: datetime | None = None
    currency: str = "CNY"


@command("person.add", zh="人员.入职", en="Add", on=PERSON, creates=True, input=NewPerson)
def add(persons: Batch[Person, NewPerson], act: Act) -> None:
    """A person joins in a post."""
    for person, given in persons:
        post = Post.objects.filter(code=given.post).first()
        if post is None:
            persons.refuse(person, _("没有岗位“%(post)s”。") % {"post": given.post})
            continue
        if Person.objects.filter(code=given.code).exists():
            persons.refuse(person, _("工号 %(code)s 已经有人用了。") % {"code": given.code})
            continue
        person.code, person.name, person.unit_id = given.code, given.name, post.unit_id
        person.joined_on = given.joined_on or day_of(act.at)
        act.add(Assignment(person_id=person.id, post_id=post.pk, since=person.joined_on))
        act.transaction.afterwards(kept.forget)


@command("person.assign", zh="人员.任岗", en="Assign to a post", on=PERSON, input=NewPost)
def assign(persons: Batch[Person, NewPost], act: Act) -> None:
    """One more post for a person, from a day on."""
    for person, given in persons:
        post = Post.objects.filter(code=given.post).first()
        if post is None:
            persons.refuse(person, _("没有岗位“%(post)s”。") % {"post": given.post})
            continue
        act.add(Assignment(person_id=person.id, post_id=post.pk, since=given.since or day_of(act.at)))
        act.transaction.afterwards(kept.forget)


@consequence("person.depart", zh="人员.离职", en="Leave", on=PERSON, leads={"status": ("active", "left")})
def depart(persons: Batch[Person, None], act: Act) -> None:
    """They no longer work here: part of the switch that takes everything back (``engine.departing``)."""
    act.transaction.afterwards(kept.forget)


@consequence("person.rejoin", zh="人员.复职", en="Rejoin", on=PERSON, leads={"status": ("left", "active")})
def rejoin(persons: Batch[Person, None], act: Act) -> None:
    """The leaving was a mistake: they work here again."""
    act.transaction.afterwards(kept.forget)


@command("shop.open", zh="店铺.开设", en="Open", on=SHOP, creates=True, input=NewShop)
def open_shop(shops: Batch[Shop, NewShop], act: Act) -> None:
    """A shop of the department.  What happened before its go-live gives measures, no verdicts."""
    for shop, given in shops:
        if Shop.objects.filter(code=given.code).exists():
            shops.refuse(shop, _("店铺代号 %(code)s 已经有了。") % {"code": given.code})
            continue
        shop.code, shop.name, shop.platform, shop.currency = given.code, given.name, given.platform, given.currency
        shop.go_live = given.go_live or start_of(day_of(act.at))
        act.transaction.afterwards(kept.forget)


@transaction.atomic
def set_up(units: dict[str, tuple[str, str | None]], posts: dict[str, tuple[str, str, str | None]]) -> None:
    """The skeleton of a department: units ``code -> (name, parent)``, posts ``code -> (name, unit, reports to)``.

    Parents and superiors come before those who refer to them; what exists stays.
    """
    for code, (name, parent) in units.items():
        above = Unit.objects.get(code=parent) if parent else None
        Unit.objects.get_or_create(code=code, defaults={"name": name, "parent": above})
    for code, (name, unit, superior) in posts.items():
        to = Post.objects.get(code=superior) if superior else None
        Post.objects.get_or_create(
            code=code, defaults={"name": name, "unit": Unit.objects.get(code=unit), "reports_to": to}
        )
    kept.forget()
    rulebooks.forget()
