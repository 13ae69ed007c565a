"""Saved views: a look at a list kept under a name, for oneself or, by right, for others.

What they are called and what they search for may name people, so it stays with the record, out of the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.rules import REACHES
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .. import access, lists
from ..access import Actor
from ..models import FirstView, SavedView
from ..organisation import organisation
from ..outcome import Act, Batch
from ..pages import ListPage, pages
from ..personal import Kept, Personal
from ..registry import Field, Subject, command
from ..saved_views import MOST, kept_of, names_taken, shown_to, typed_in

SHARED = {"own": "自己", "group": "本组", "unit": "本部门", "all": "全部"}

SAVED_VIEW = Subject(
    "saved_view",
    zh="视图",
    model=SavedView,
    en="View",
    axes=(AxisWord("status", "状态", {"kept": "在用", "deleted": "已删除"}, "kept"),),
    fields=(
        Field("page", "列表", Unit.TEXT),
        Field("shared", "给谁用", Unit.TEXT, choices=SHARED, default="own"),
        Field("name", "名称", Unit.TEXT, journal=False),
        Field("query", "筛选", Unit.TEXT, journal=False),
        Field("look", "列和顺序", Unit.TEXT, journal=False),
        Field("owner_id", "归属", Unit.COUNT),
    ),
    title=lambda view: view.name,
    concerned=shown_to,
    everybody=True,
)  # fmt: skip


class Look(BaseModel):
    """What the address of the list asks for, as the page carries it."""

    query: str = Personal("", max_length=2600, carried=True)


class Saved(Look):
    page: str = Kept(carried=True, max_length=40)
    name: str = Personal(..., min_length=1, max_length=60, title="名称")


class Named(BaseModel):
    name: str = Personal(..., min_length=1, max_length=60, title="名称")


class SharedWith(BaseModel):
    shared: Literal["own", "group", "unit", "all"] = Kept(title="给谁用")


def works_here(view: SavedView, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in organisation().active


def whose(view: SavedView, actor: Actor) -> bool:
    return actor.person_id is not None and view.owner_id == actor.person_id


def has_it(view: SavedView, actor: Actor) -> bool:
    """One's own, or shared with one."""
    if whose(view, actor):
        return True
    return works_here(view, actor) and SavedView.objects.filter(shown_to(actor), pk=view.pk).exists()


def only_ones_own(view: SavedView, actor: Actor) -> str:
    return "" if whose(view, actor) else _("只能共享自己的视图。")


def list_of(view: SavedView) -> ListPage | None:
    return pages.lists.get(view.page)


@command(
    "saved_view.save", zh="视图.存下", en="Save", on=SAVED_VIEW, creates=True, input=Saved, open=works_here,
    in_person=True, undo="saved_view.delete",
)  # fmt: skip
def save(views: Batch[SavedView, Saved], act: Act) -> None:
    """The filters, columns and order of a list under a name, for oneself."""
    for view, given in views:
        page = pages.lists.get(given.page)
        if page is None or not lists.may_list(act.actor, given.page):
            views.refuse(view, _("没有这个列表，或者你的岗位看不到它。"))
        elif names_taken(act.actor.person_id, given.page, given.name):
            views.refuse(view, _("这个列表已经有叫“%(name)s”的视图，换个名字。") % {"name": given.name})
        elif SavedView.objects.filter(owner_id=act.actor.person_id, page=given.page, status="kept").count() >= MOST:
            views.refuse(view, _("一个列表最多存 %(n)s 个视图，先删掉不用的。") % {"n": MOST})
        elif not any(kept := kept_of(page, QueryDict(given.query), act.actor)):
            views.refuse(view, _("这是整个列表，没有筛选，列和顺序也没有改过：先设好再存。"))
        else:
            view.page, view.name = given.page, given.name
            view.query, view.look = kept
            view.owner_id, view.unit_id = act.actor.person_id, act.actor.unit_id


def named_now(view: SavedView) -> Mapping[str, Any]:
    return {"name": view.name}


@command(
    "saved_view.rename", zh="视图.改名", en="Rename", on=SAVED_VIEW, requires={"status": "kept"}, input=Named,
    open=whose, begins=named_now,
)  # fmt: skip
def rename(views: Batch[SavedView, Named], act: Act) -> None:
    """Another name for the same look."""
    for view, given in views:
        if names_taken(view.owner_id, view.page, given.name, besides=[view.pk]):
            views.refuse(view, _("这个列表已经有叫“%(name)s”的视图，换个名字。") % {"name": given.name})
        else:
            view.name = given.name


class NewLook(BaseModel):
    query: str = Personal(max_length=2600, carried=True)


@command(
    "saved_view.update", zh="视图.更新", en="Update", on=SAVED_VIEW, requires={"status": "kept"}, input=NewLook,
    open=whose,
)  # fmt: skip
def update(views: Batch[SavedView, NewLook], act: Act) -> None:
    """It now holds what the list shows."""
    for view, given in views:
        page = list_of(view)
        if page is None:
            views.refuse(view, _("这个列表已经没有了。"))
            continue
        query, look = kept_of(page, QueryDict(given.query), act.actor)
        if view.shared != "own" and typed_in(page, query, act.actor):
            views.refuse(view, _("共享的视图里不能带输入的搜索词：里面可能有别人看不到的资料。"))
        elif (query, look) == (view.query, view.look):
            views.unchanged(view)
        else:
            view.query, view.look = query, look


def shared_now(view: SavedView) -> Mapping[str, Any]:
    return {"shared": view.shared}


@command(
    "saved_view.share", zh="视图.共享", en="Share", on=SAVED_VIEW, requires={"status": "kept"}, input=SharedWith,
    barred=only_ones_own, begins=shared_now,
)  # fmt: skip
def share(views: Batch[SavedView, SharedWith], act: Act) -> None:
    """Let others of one's group, unit or everybody have it, as far as one's own right to share reaches."""
    reach = access.reach_of(act.actor, "saved_view.share") or "own"
    for view, given in views:
        page = list_of(view)
        if REACHES.index(given.shared) > REACHES.index(reach):
            far = {"far": _(SHARED[reach])}
            views.refuse(view, _("你的岗位最多能共享给%(far)s。") % far)
        elif given.shared != "own" and page is not None and typed_in(page, view.query, act.actor):
            views.refuse(view, _("共享的视图里不能带输入的搜索词：里面可能有别人看不到的资料。"))
        elif given.shared in ("group", "unit") and act.actor.unit_id is None:
            views.refuse(view, _("你的岗位不属于任何小组，只能共享给全部。"))
        else:
            view.shared, view.unit_id = given.shared, act.actor.unit_id


@command(
    "saved_view.delete", zh="视图.删除", en="Delete", on=SAVED_VIEW, leads={"status": ("kept", "deleted")},
    open=whose, undo="saved_view.restore",
)  # fmt: skip
def delete(views: Batch[SavedView, None], act: Act) -> None:
    """No longer above the list; lists that opened with it open as they are."""
    for view, _nothing in views:
        for first in FirstView.objects.filter(view_id=view.pk):
            first.view_id = None
            act.change(first)


@command(
    "saved_view.restore", zh="视图.恢复", en="Restore", on=SAVED_VIEW, leads={"status": ("deleted", "kept")}, open=whose
)
def restore(views: Batch[SavedView, None], act: Act) -> None:
    """Deleted by mistake: it is back, unless its name was given to another meanwhile."""
    for view, _nothing in views:
        if names_taken(view.owner_id, view.page, view.name, besides=[view.pk]):
            views.refuse(view, _("这个列表已经有叫“%(name)s”的视图，换个名字。") % {"name": view.name})


@command(
    "saved_view.open_with", zh="视图.设为默认", en="Open with it", on=SAVED_VIEW, requires={"status": "kept"},
    open=has_it, in_person=True, undo="saved_view.open_plain",
)  # fmt: skip
def open_with(views: Batch[SavedView, None], act: Act) -> None:
    """One's own list of these opens with this view."""
    for view, _nothing in views:
        _set_first(views, view, act, view.pk)


@command(
    "saved_view.open_plain", zh="视图.取消默认", en="No longer open with it", on=SAVED_VIEW,
    requires={"status": "kept"}, open=has_it, in_person=True,
)  # fmt: skip
def open_plain(views: Batch[SavedView, None], act: Act) -> None:
    """One's own list of these opens as it is."""
    for view, _nothing in views:
        _set_first(views, view, act, None)


def _set_first(views: Batch[SavedView, None], view: SavedView, act: Act, chosen: int | None) -> None:
    person = act.actor.person_id or 0
    first = FirstView.objects.filter(person_id=person, page=view.page).first()
    if (first.view_id if first is not None else None) == chosen:
        views.unchanged(view)
    elif first is None:
        act.add(FirstView(person_id=person, page=view.page, view_id=chosen))
    else:
        first.view_id = chosen
        act.change(first)


__all__ = ["SAVED_VIEW", "SHARED"]
