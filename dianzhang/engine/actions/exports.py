"""Data as a file: asked for with a reason, made by a worker, fetched by whoever asked, gone after a week.

A rulebook says who may (``导出.提出``, ``导出.申请``) and, by the number of rows and by what is personal in them, who
must agree to ``export.request``.  The reason and what was searched for stay with the record, out of the journal.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .. import access, registry
from ..access import Actor
from ..exporting import NotExported, Spec, formats_of, sheet_of
from ..exporting.keeping import KEPT_FOR, number_of, why_not
from ..models import Export, Job
from ..outcome import Act, Batch, Item
from ..personal import Carried, Kept, Personal
from ..registry import Field, Subject, command, consequence
from ..words import subject_name

FORMATS = {"xlsx": "Excel", "csv": "CSV", "json": "OCEL 2.0 (JSON)", "xes": "XES", "png": "图片（PNG）", "pdf": "PDF"}
STATES = {
    "draft": "未提交", "queued": "生成中", "ready": "可下载", "failed": "没有导成", "cancelled": "已取消",
    "gone": "已删除",
}  # fmt: skip


def title(export: Export) -> str:
    """``导出 E-000012 订单``."""
    subject = registry.subjects.get(export.kind)
    return f"{_('导出')} {number_of(export)} {subject_name(subject) if subject else ''}".strip()


EXPORT = Subject(
    "export",
    zh="导出",
    model=Export,
    en="Export",
    axes=(AxisWord("status", "状态", STATES, "draft"),),
    fields=(
        Field("source", "来源", Unit.TEXT),
        Field("kind", "对象", Unit.TEXT),
        Field("format", "格式", Unit.TEXT, choices=FORMATS),
        Field("full", "全部字段", Unit.TRUTH),
        Field("rows", "行数", Unit.COUNT, default=0),
        Field("personal", "含个人资料", Unit.TRUTH, default=False),
        Field("clear", "受控字段", Unit.TEXT),
        Field("post", "岗位", Unit.TEXT),
        Field("written", "写出行数", Unit.COUNT),
        Field("digest", "文件摘要", Unit.TEXT),
        Field("expires_at", "删除时间", Unit.TIME),
        Field("fetched", "下载次数", Unit.COUNT, default=0),
        Field("fetched_at", "最近下载", Unit.TIME),
        Field("query", "条件", Unit.TEXT, journal=False),
        Field("reason", "理由", Unit.TEXT, journal=False),
        Field("why", "没有导成的原因", Unit.TEXT, journal=False),
        Field("owner_id", "提出人", Unit.COUNT),
    ),
    title=title,
    concerned=lambda actor: Q(owner_id=actor.person_id, owner_id__isnull=False),
)


class Wanted(BaseModel):
    """What is to leave the house, as which kind of file, and why.  ``query`` is the address of the list, or the id."""

    source: str = Carried(max_length=12)
    kind: str = Carried("", max_length=40)
    query: str = Personal("", max_length=2000, carried=True)
    format: Literal["xlsx", "csv", "json", "xes", "png", "pdf"] = Kept(title="格式")
    full: bool = Kept(False, title="带上列表里没有的字段")
    reason: str = Personal(..., min_length=2, max_length=300)


class Made(BaseModel):
    written: int
    digest: str


class Failed(BaseModel):
    why: str = Personal("", max_length=300)


class Which(BaseModel):
    """``digest`` is that of the file one looked at."""

    digest: str = Carried(min_length=64, max_length=64)


def mine(export: Export, actor: Actor) -> bool:
    return actor.person_id is not None and export.owner_id == actor.person_id


def formats_left(values: Any) -> dict[str, tuple[str, ...]]:
    """Which formats fit what is asked for: the form offers no others."""
    return {"format": formats_of(str(values.get("source") or ""))}


@command("export.draft", zh="导出.提出", en="Export", on=EXPORT, creates=True, input=Wanted, narrows=formats_left)
def draft(exports: Batch[Export, Wanted], act: Act) -> None:
    """Count what it would hold, and ask for it at once."""
    for export, given in exports:
        if act.actor.person_id is None:
            exports.refuse(export, _("导出要记在一个人的名下，服务令牌不能导出。"))
            continue
        try:
            sheet = sheet_of(Spec(given.source, given.kind, given.query, given.full), act.actor)
        except NotExported as why:
            exports.refuse(export, str(why))
            continue
        if given.format not in formats_of(given.source):
            fit = "、".join(FORMATS[one] for one in formats_of(given.source))
            exports.refuse(export, _("这里导出的格式是 %(formats)s。") % {"formats": fit})
            continue
        export.source, export.kind, export.query = given.source, given.kind, given.query
        export.format, export.full, export.reason = given.format, given.full, given.reason
        export.owner_id, export.unit_id, export.post = act.actor.person_id, act.actor.unit_id, act.actor.post
        export.language, export.asked_at = get_language() or "zh-hans", act.at
        export.rows, export.personal = sheet.count, sheet.personal
        export.clear = " ".join(sorted(sheet.clear))
        export.reach = access.reach_of(act.actor, f"{export.kind}.view") or ""
        act.transaction.afterwards(lambda export=export: _request(export, act))


def _request(export: Export, act: Act) -> None:
    """What is written down is asked for in the same breath; where a gate stands, it waits for consent."""
    act.transaction.do(registry.actions["export.request"], [Item(record=export)], actor=act.actor)


@command(
    "export.request", zh="导出.申请", en="Ask for", on=EXPORT, leads={"status": ("draft", "queued")}, primary=True,
    undo="export.cancel",
)  # fmt: skip
def request(exports: Batch[Export, Any], act: Act) -> None:
    """Have the file made by a worker."""
    for export, _nothing in exports:
        act.add(Job(kind="export", data=json.dumps({"export": export.id}), due_at=act.recorded_at))


@command(
    "export.cancel", zh="导出.取消", en="Cancel", on=EXPORT, leads={"status": (("draft", "queued"), "cancelled")},
    open=mine,
)  # fmt: skip
def cancel(exports: Batch[Export, None], act: Act) -> None:
    """No longer wanted: what is being made stops."""


@command(
    "export.fetch", zh="导出.下载", en="Download", on=EXPORT, requires={"status": "ready"}, input=Which, open=mine,
    in_person=True, unfit=lambda export, given, act: why_not(export, act.actor),
)  # fmt: skip
def fetch(exports: Batch[Export, Which], act: Act) -> None:
    """Hand the file to whoever asked for it; every time stands in the journal."""
    for export, given in exports:
        if given.digest != export.digest:
            exports.refuse(export, _("这不是现在的文件，请刷新页面再下载。"))
            continue
        export.fetched, export.fetched_at = export.fetched + 1, act.at


@consequence("export.produce", zh="导出.生成", en="Made", on=EXPORT, leads={"status": ("queued", "ready")}, input=Made)
def produce(exports: Batch[Export, Made], act: Act) -> None:
    """The file is there, for a week."""
    for export, given in exports:
        export.written, export.digest = given.written, given.digest
        export.ready_at, export.expires_at = act.at, act.at + KEPT_FOR


@consequence(
    "export.fail", zh="导出.失败", en="Failed", on=EXPORT, leads={"status": ("queued", "failed")}, input=Failed
)
def fail(exports: Batch[Export, Failed], act: Act) -> None:
    """It could not be made, and why."""
    for export, given in exports:
        export.why = given.why


@consequence("export.expire", zh="导出.删除", en="Deleted", on=EXPORT, leads={"status": ("ready", "gone")})
def expire(exports: Batch[Export, None], act: Act) -> None:
    """Its time is over: the file is deleted."""
