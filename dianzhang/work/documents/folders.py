"""Folders: opened, who reads them changed, closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, Field

from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Chosen
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.engine.words import post_name

from ..models import Document, Folder
from .states import FOLDER


def posts_here() -> Mapping[str, str]:
    """All posts by name."""
    return {code: post_name(code) for code in organisation().posts}


def apart(given: object) -> object:
    """A program may send codes in one text, with commas or spaces between."""
    return given.replace("，", ",").replace("、", ",").replace(",", " ").split() if isinstance(given, str) else given


class Opened(BaseModel):
    """``posts`` are codes, for a folder that only these posts read; one text with commas between will do."""

    name: str = Kept(..., min_length=1, max_length=60, title="名称")
    readers: Literal["all", "unit", "posts"] = Kept("all", title="给谁看")
    unit: str = Field("", max_length=40, title="哪个单位", description="“本单位”时填，不填是你自己的")
    posts: Annotated[list[Annotated[str, Chosen(posts_here)]], BeforeValidator(apart)] = Kept(
        [], max_length=20, title="哪些岗位", description="“指定岗位”时选"
    )


def keeps(folder: Folder, actor: Actor) -> bool:
    return actor.person_id is not None and folder.owner_id == actor.person_id


def _set(folders: Batch[Folder, Opened], act: Act) -> None:
    org = organisation()
    for folder, given in folders:
        unit = next((u.pk for u in org.units.values() if u.code == given.unit), None) if given.unit else None
        posts = list(dict.fromkeys(given.posts))
        unknown = [post for post in posts if post not in org.posts]
        same = Folder.objects.filter(name=given.name.strip(), status="open").exclude(pk=folder.pk)
        if same.exists():
            folders.refuse(folder, _("已经有叫“%(name)s”的文件夹。") % {"name": given.name})
        elif given.unit and unit is None:
            folders.refuse(folder, _("没有单位“%(code)s”。") % {"code": given.unit})
        elif unknown:
            folders.refuse(folder, _("没有岗位“%(code)s”。") % {"code": unknown[0]})
        elif given.readers == "posts" and not posts:
            folders.refuse(folder, _("写上给哪些岗位看。"))
        elif given.readers == "unit" and unit is None and act.actor.unit_id is None:
            folders.refuse(folder, _("写上给哪个单位看。"))
        else:
            folder.name, folder.readers = given.name.strip(), given.readers
            folder.posts = f" {' '.join(posts)} " if given.readers == "posts" else ""
            folder.unit_id = unit or folder.unit_id or act.actor.unit_id
            folder.owner_id = folder.owner_id or act.actor.person_id


@command("folder.open", zh="文件夹.开设", en="Open", on=FOLDER, creates=True, input=Opened)
def open_folder(folders: Batch[Folder, Opened], act: Act) -> None:
    """A place for what belongs together; it says who reads what is in it."""
    _set(folders, act)


def as_it_is(folder: Folder) -> Mapping[str, Any]:
    org = organisation()
    unit = org.units.get(folder.unit_id or 0)
    return {
        "name": folder.name, "readers": folder.readers, "unit": unit.code if unit else "",
        "posts": folder.posts.split(),
    }  # fmt: skip


@command(
    "folder.change", zh="文件夹.修改", en="Change", on=FOLDER, requires={"status": "open"}, input=Opened, open=keeps,
    begins=as_it_is,
)  # fmt: skip
def change(folders: Batch[Folder, Opened], act: Act) -> None:
    """Another name, other readers; it holds at once, for what is in it too."""
    _set(folders, act)


@command(
    "folder.close", zh="文件夹.停用", en="Close", on=FOLDER, leads={"status": ("open", "closed")}, open=keeps,
    undo="folder.reopen",
)  # fmt: skip
def close(folders: Batch[Folder, None], act: Act) -> None:
    """Nothing new comes in; what is in use in it has to be moved or archived first."""
    for folder, _nothing in folders:
        held = Document.objects.filter(folder_id=folder.pk, status="kept").count()
        if held:
            folders.refuse(folder, _("里面还有 %(n)s 篇在用的文档：先归档，或者整理到别的文件夹。") % {"n": held})


@command(
    "folder.reopen", zh="文件夹.恢复", en="Open again", on=FOLDER, leads={"status": ("closed", "open")}, open=keeps
)
def reopen(folders: Batch[Folder, None], act: Act) -> None:
    """In use again."""
