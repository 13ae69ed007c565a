"""What folders and documents are called, and who reads them: the folder says it."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Document, Folder

READERS = {"all": "所有人", "unit": "本单位", "posts": "指定岗位"}
KINDS = {
    "process": "流程文件", "retrospective": "复盘报告", "training": "培训资料", "goods": "商品资料",
    "orders": "订单记录", "campaign": "活动策划", "analysis": "分析报告", "other": "其他",
}  # fmt: skip


def of_folder(actor: Actor) -> Q:
    """Folders that are open to an actor, and those that they keep."""
    if actor.person_id is None or actor.person_id not in organisation().active:
        return Q(pk__in=[])
    found = Q(readers="all") | Q(owner_id=actor.person_id)
    if actor.post:
        found |= Q(readers="posts", posts__contains=f" {actor.post} ")
    if actor.unit_id is not None:
        over = [unit for unit, below in organisation().below.items() if actor.unit_id in below]
        found |= Q(readers="unit", unit_id__in=over)
    return found


def folders_of(actor: Actor) -> list[int]:
    """Ids of the folders whose documents an actor reads."""
    return list(Folder.objects.filter(of_folder(actor)).values_list("pk", flat=True))


def of_document(actor: Actor) -> Q:
    """Documents in folders that are open to an actor, and those that they answer for."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(folder_id__in=folders_of(actor)) | Q(owner_id=actor.person_id)


FOLDER = Subject(
    "folder",
    zh="文件夹",
    model=Folder,
    en="Folder",
    axes=(AxisWord("status", "状态", {"open": "在用", "closed": "已停用"}, "open"),),
    fields=(
        Field("name", "名称", Unit.TEXT),
        Field("readers", "给谁看", Unit.TEXT, choices=READERS, default="all"),
        Field("posts", "岗位", Unit.TEXT),
        Field("owner_id", "管理人", Unit.COUNT),
    ),
    title=lambda folder: folder.name,
    concerned=of_folder,
    everybody=True,
)

DOCUMENT = Subject(
    "document",
    zh="文档",
    model=Document,
    en="Document",
    axes=(AxisWord("status", "状态", {"kept": "在用", "archived": "已归档"}, "kept"),),
    fields=(
        Field("title", "标题", Unit.TEXT, journal=False),
        Field("kind", "类别", Unit.TEXT, choices=KINDS, default="process"),
        Field("folder_id", "文件夹", Unit.COUNT),
        Field("version", "版次", Unit.COUNT, default=0),
        Field("letters", "字数", Unit.COUNT, default=0),
        Field("filed", "附文件", Unit.TRUTH, default=False),
        Field("written_at", "写定时间", Unit.TIME),
        Field("review_at", "复核期限", Unit.TIME),
        Field("reviewed_at", "复核时间", Unit.TIME),
        Field("owner_id", "负责人", Unit.COUNT),
    ),
    title=lambda document: document.title,
    concerned=of_document,
    everybody=True,
    unfinished=lambda: Q(status="kept"),
)
