"""The shape of the department: units within units, posts that report to posts, with the number of people planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit as UnitOf
from dianzhang.kernel.vocabulary import AxisWord

from .. import organisation as kept
from .. import rulebooks
from ..access import SYSTEM
from ..act import must, perform
from ..models import Post, Unit
from ..organisation import organisation
from ..outcome import Act, Batch, Item
from ..personal import Kept
from ..registry import Field as Declared
from ..registry import Subject, command

CODE = r"^[a-z][a-z0-9_]*$"

UNIT = Subject(
    "unit",
    zh="小组",
    model=Unit,
    en="Unit",
    axes=(AxisWord("status", "状态", {"open": "在设", "closed": "撤销"}, "open"),),
    fields=(
        Declared("code", "小组代号", UnitOf.TEXT),
        Declared("name", "小组名", UnitOf.TEXT),
        Declared("parent_id", "上级小组", UnitOf.COUNT),
    ),
    title=lambda unit: unit.name,
)
POST = Subject(
    "post",
    zh="岗位",
    model=Post,
    en="Post",
    axes=(AxisWord("status", "状态", {"open": "在设", "closed": "撤销"}, "open"),),
    fields=(
        Declared("code", "岗位代号", UnitOf.TEXT),
        Declared("name", "岗位名", UnitOf.TEXT),
        Declared("headcount", "编制", UnitOf.COUNT),
        Declared("reports_to_id", "上级岗位", UnitOf.COUNT),
    ),
    title=lambda post: post.name,
)


class NewUnit(BaseModel):
    code: str = Kept(..., pattern=CODE, max_length=40)
    name: str = Kept(..., min_length=1, max_length=80, title="小组名")
    parent: str | None = Kept(None, title="上级小组")


class ChangedUnit(BaseModel):
    name: str = Kept(..., min_length=1, max_length=80, title="小组名")
    parent: str | None = Kept(None, title="上级小组")


class NewPost(BaseModel):
    """``headcount``: how many are planned to hold it; None where nobody has said."""

    code: str = Kept(..., pattern=CODE, max_length=40)
    name: str = Kept(..., min_length=1, max_length=80, title="岗位名")
    unit: str = Kept(...)
    reports_to: str | None = Kept(None, title="上级岗位")
    headcount: int | None = Kept(None, ge=0, le=999)


class ChangedPost(BaseModel):
    name: str = Kept(..., min_length=1, max_length=80, title="岗位名")
    unit: str = Kept(...)
    reports_to: str | None = Kept(None, title="上级岗位")
    headcount: int | None = Kept(None, ge=0, le=999)


def _forget(act: Act) -> None:
    act.transaction.afterwards(kept.forget)
    act.transaction.afterwards(rulebooks.forget)


def _known(model: type[Any], fresh: list[Any]) -> dict[str, Any]:
    """By code: what there is, and what this transaction makes."""
    return {row.code: row for row in model.objects.all()} | {row.code: row for row in fresh}


# --- units ------------------------------------------------------------------------------


@command("unit.open", zh="小组.设立", en="Set up", on=UNIT, creates=True, input=NewUnit)
def open_unit(units: Batch[Unit, NewUnit], act: Act) -> None:
    """A unit, within another or at the top."""
    made: list[Unit] = []
    for unit, given in units:
        there = _known(Unit, made)
        if given.code in there:
            units.refuse(unit, _("小组代号 %(code)s 已经有了。") % {"code": given.code})
        elif given.parent and given.parent not in there:
            units.refuse(unit, _("没有小组“%(unit)s”。") % {"unit": given.parent})
        else:
            unit.code, unit.name = given.code, given.name
            unit.parent_id = there[given.parent].pk if given.parent else None
            unit.unit_id = unit.pk  # the reach of a group is its own unit
            made.append(unit)
    _forget(act)


def unit_now(unit: Unit) -> Mapping[str, Any]:
    return {"name": unit.name, "parent": unit.parent.code if unit.parent else None}


@command("unit.change", zh="小组.调整", en="Change", on=UNIT, requires={"status": "open"}, input=ChangedUnit,
         begins=unit_now, primary=True)  # fmt: skip
def change_unit(units: Batch[Unit, ChangedUnit], act: Act) -> None:
    """Another name, or a place within another unit; records of the past keep the unit they had."""
    there = _known(Unit, [])
    for unit, given in units:
        if given.parent and given.parent not in there:
            units.refuse(unit, _("没有小组“%(unit)s”。") % {"unit": given.parent})
        elif given.parent and there[given.parent].pk in organisation().below.get(unit.pk, frozenset()):
            units.refuse(unit, _("小组不能归到自己下面。"))
        else:
            unit.name, unit.parent_id = given.name, there[given.parent].pk if given.parent else None
    _forget(act)


@command("unit.close", zh="小组.撤销", en="Close", on=UNIT, leads={"status": ("open", "closed")}, undo="unit.reopen")
def close_unit(units: Batch[Unit, None], act: Act) -> None:
    """Refused while it has posts or units."""
    for unit, _nothing in units:
        if unit.posts.filter(status="open").exists() or unit.children.filter(status="open").exists():
            units.refuse(unit, _("小组里还有岗位或下级小组：先把它们移走或撤销。"))
    _forget(act)


@command("unit.reopen", zh="小组.恢复", en="Reopen", on=UNIT, leads={"status": ("closed", "open")})
def reopen_unit(units: Batch[Unit, None], act: Act) -> None:
    """It was closed by mistake."""
    _forget(act)


# --- posts --------------------------------------------------------------------------------


@command("post.open", zh="岗位.设置", en="Set up", on=POST, creates=True, input=NewPost)
def open_post(posts: Batch[Post, NewPost], act: Act) -> None:
    """A post in a unit, with whom it reports to and how many are planned."""
    made: list[Post] = []
    units = _known(Unit, [])
    for post, given in posts:
        there = _known(Post, made)
        if given.code in there:
            posts.refuse(post, _("岗位代号 %(code)s 已经有了。") % {"code": given.code})
        elif why := _cannot_stand(given, units, there):
            posts.refuse(post, why)
        else:
            post.code = given.code
            _place(post, given, units, there)
            made.append(post)
    _forget(act)


def _cannot_stand(given: NewPost | ChangedPost, units: dict[str, Unit], posts: dict[str, Post]) -> str:
    if given.unit not in units:
        return _("没有小组“%(unit)s”。") % {"unit": given.unit}
    if given.reports_to and given.reports_to not in posts:
        return _("没有岗位“%(post)s”。") % {"post": given.reports_to}
    return ""


def _place(post: Post, given: NewPost | ChangedPost, units: dict[str, Unit], posts: dict[str, Post]) -> None:
    post.name, post.headcount, post.unit_id = given.name, given.headcount, units[given.unit].pk
    post.reports_to_id = posts[given.reports_to].pk if given.reports_to else None


def post_now(post: Post) -> Mapping[str, Any]:
    above = post.reports_to.code if post.reports_to else None
    return {"name": post.name, "unit": post.unit.code, "reports_to": above, "headcount": post.headcount}


@command("post.change", zh="岗位.调整", en="Change", on=POST, requires={"status": "open"}, input=ChangedPost,
         begins=post_now, primary=True)  # fmt: skip
def change_post(posts: Batch[Post, ChangedPost], act: Act) -> None:
    """Another name, unit, superior or number of holders."""
    units, there = _known(Unit, []), _known(Post, [])
    for post, given in posts:
        if why := _cannot_stand(given, units, there):
            posts.refuse(post, why)
        elif given.reports_to and _reaches(given.reports_to, post.code):
            posts.refuse(post, _("岗位不能向自己或自己的下级汇报。"))
        else:
            _place(post, given, units, there)
    _forget(act)


def _reaches(begin: str, wanted: str) -> bool:
    """Whether the way up from ``begin`` comes by ``wanted``."""
    org, now, passed = organisation(), begin, set[str]()
    while now and now not in passed:
        if now == wanted:
            return True
        passed.add(now)
        now = org.superior(now) or ""
    return False


@command("post.close", zh="岗位.撤销", en="Close", on=POST, leads={"status": ("open", "closed")}, undo="post.reopen")
def close_post(posts: Batch[Post, None], act: Act) -> None:
    """Refused while somebody holds it or a post reports to it."""
    org = organisation()
    for post, _nothing in posts:
        if org.holders.get(post.code):
            posts.refuse(post, _("岗位上还有人：先给他们调岗。"))
        elif post.subordinates.filter(status="open").exists():
            posts.refuse(post, _("还有岗位向它汇报：先给它们换上级。"))
    _forget(act)


@command("post.reopen", zh="岗位.恢复", en="Reopen", on=POST, leads={"status": ("closed", "open")})
def reopen_post(posts: Batch[Post, None], act: Act) -> None:
    """It was closed by mistake."""
    _forget(act)


# --- at the beginning ------------------------------------------------------------------------


def set_up(units: dict[str, tuple[str, str | None]], posts: dict[str, tuple[str, str, str | None]]) -> None:
    """The skeleton of a department: units ``code -> (name, parent)``, posts ``code -> (name, unit, reports to)``.

    Parents and superiors come before those who refer to them; what exists stays.
    """
    had_units = set(Unit.objects.values_list("code", flat=True))
    had_posts = set(Post.objects.values_list("code", flat=True))
    new_units = [
        Item(data={"code": code, "name": name, "parent": parent})
        for code, (name, parent) in units.items()
        if code not in had_units
    ]
    new_posts = [
        Item(data={"code": code, "name": name, "unit": unit, "reports_to": superior})
        for code, (name, unit, superior) in posts.items()
        if code not in had_posts
    ]
    for outcome in (*perform("unit.open", new_units, SYSTEM), *perform("post.open", new_posts, SYSTEM)):
        must(outcome)
    kept.forget()
    rulebooks.forget()
