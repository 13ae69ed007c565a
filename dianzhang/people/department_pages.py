"""The lists and pages of units, posts, people and shops: what a department is set up with."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.actions.organisation import PERSON, SHOP
from dianzhang.engine.actions.structure import POST, UNIT
from dianzhang.engine.log_ins import user_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Dated, Filter, ListPage, RecordPage, show_dates, show_list, show_record
from dianzhang.engine.words import join, post_name


def _posts(person: Any) -> str:
    return join(post_name(post) for post in organisation().posts_of.get(person.pk, ()))


def _log_in(person: Any) -> str:
    """Whether they can log in, for whoever lets people in."""
    user = user_of(person)
    if user is None:
        return gettext("还没有邀请")
    if not user.has_usable_password():
        return gettext("已邀请，还没有设密码")
    return gettext("能登录") if user.last_login else gettext("能登录，还没有来过")


def _by_name_or_code(text: str) -> Q:
    return Q(name__icontains=text) | Q(code__icontains=text)


_PERSON = (
    Column("name"),
    Column("code"),
    Column("posts", "岗位", show=_posts),
    Column("unit", "部门", show=lambda person: person.unit),
    Column("joined_on"),
    Column("status"),
)
_SHOP = (Column("name"), Column("code"), Column("platform"), Column("go_live"), Column("status"))

PERSONS = show_list(
    ListPage(
        PERSON,
        columns=_PERSON,
        filters=(Filter("status", "状态", PERSON.axes[0].states),),
        order=("id",),
        search=_by_name_or_code,
        search_reads=("name",),
        related=("unit",),
        empty="这里是部门里的人。先添一位，给他岗位，再在他的页面上邀请登录。",
        create="person.add",
    )
)
show_record(RecordPage(PERSON, facts=(*_PERSON, Column("log_in", "登录", show=_log_in)), main_axes=("status",)))

SHOPS = show_list(
    ListPage(
        SHOP,
        columns=_SHOP,
        filters=(Filter("status", "状态", SHOP.axes[0].states),),
        order=("id",),
        search=_by_name_or_code,
        empty="这里是部门的店铺。先开一家，写明从哪天启用；那天之前的事只计数，不评判。",
        create="shop.open",
    )
)
show_record(RecordPage(SHOP, facts=_SHOP, main_axes=("status",)))
show_dates(Dated(SHOP, "go_live", "启用", where=lambda: Q(status="open"), mine=lambda actor: Q()))

_UNIT = (Column("name"), Column("code"), Column("parent", "上级小组", show=lambda unit: unit.parent), Column("status"))


def _holders(post: Any) -> str:
    org = organisation()
    return join(org.names[one] for one in org.holders.get(post.code, ()))


def _vacant(post: Any) -> int | None:
    """How many planned holders are missing; None where no number is planned."""
    held = len(organisation().holders.get(post.code, ()))
    return None if post.headcount is None else max(post.headcount - held, 0)


_POST = (
    Column("name"),
    Column("code", wide_only=True),
    Column("unit", "小组", show=lambda post: post.unit),
    Column("reports_to", "上级岗位", show=lambda post: post.reports_to),
    Column("holders", "在岗的人", show=_holders),
    Column("headcount", number=True),
    Column("vacant", "缺人", show=_vacant, number=True),
    Column("status"),
)

UNITS = show_list(
    ListPage(
        UNIT,
        columns=_UNIT,
        filters=(Filter("status", "状态", UNIT.axes[0].states),),
        order=("id",),
        search=_by_name_or_code,
        related=("parent",),
        empty="这里是部门的小组。先设一个，再在里面设岗位。",
        create="unit.open",
    )
)
show_record(RecordPage(UNIT, facts=_UNIT, main_axes=("status",)))

POSTS = show_list(
    ListPage(
        POST,
        columns=_POST,
        filters=(Filter("status", "状态", POST.axes[0].states),),
        order=("id",),
        search=_by_name_or_code,
        related=("unit", "reports_to"),
        empty="这里是岗位。写明属于哪个小组、向谁汇报、编制几人；制度按岗位说话。",
        create="post.open",
    )
)
show_record(RecordPage(POST, facts=_POST, main_axes=("status",)))
