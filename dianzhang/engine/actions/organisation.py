"""Who works in the department, in which posts, and the shops it runs."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit as UnitOf
from dianzhang.kernel.vocabulary import AxisWord

from .. import organisation as kept
from ..holding import begin, holds, why_not_given
from ..models import Assignment, Person, Post, Shop
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
        Field("mobile", "手机", UnitOf.TEXT, personal=True),
    ),
    title=lambda person: person.name,
    finds=("name", "code"),
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
    finds=("name", "code"),
    shop_attr="id",
)


class NewPerson(BaseModel):
    code: str
    name: str = Personal(..., min_length=1, max_length=80)
    post: str
    joined_on: date | None = None
    mobile: str = Personal("", max_length=20)


class NewPost(BaseModel):
    post: str
    since: date | None = None


class EndedPost(BaseModel):
    """The post, and the first day on which it is no longer held (today where nothing is said)."""

    post: str
    until: date | None = None


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
        if why := why_not_given(given.post, None, act.actor):
            persons.refuse(person, why)
            continue
        if Person.objects.filter(code=given.code).exists():
            persons.refuse(person, _("工号 %(code)s 已经有人用了。") % {"code": given.code})
            continue
        if given.mobile and Person.objects.filter(mobile=given.mobile).exists():
            persons.refuse(person, _("这个手机号已经是别人的：一人一号。"))
            continue
        person.mobile = given.mobile
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
        since = given.since or day_of(act.at)
        if why := why_not_given(given.post, person.id, act.actor):
            persons.refuse(person, why)
        elif holds(person.id, post.pk, since):
            persons.refuse(person, _("那天他已经在岗位“%(post)s”上了。") % {"post": post.name})
        else:
            begin(act, person.id, post, since)
            act.transaction.afterwards(kept.forget)


@command("person.relieve", zh="人员.卸任", en="End a post", on=PERSON, input=EndedPost)
def relieve(persons: Batch[Person, EndedPost], act: Act) -> None:
    """One post less, from a day on; the last one ends by a move or by leaving, which hands over what is open."""
    for person, given in persons:
        until = given.until or day_of(act.at)
        held = Assignment.objects.filter(Q(until=None) | Q(until__gt=until), person_id=person.id, since__lte=until)
        ended = [one for one in held.select_related("post") if one.post.code == given.post]
        if why := why_not_given(given.post, person.id, act.actor):
            persons.refuse(person, why)
        elif not ended:
            persons.refuse(person, _("那天他不在岗位“%(post)s”上。") % {"post": given.post})
        elif len(held) == len(ended):
            persons.refuse(person, _("这是他最后一个岗位：调岗或离职，由离岗交接来办。"))
        else:
            for assignment in ended:
                assignment.until = until
                act.change(assignment)
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
