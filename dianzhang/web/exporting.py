"""Exports in the browser: the button, how far it is, the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_GET

from dianzhang.engine import access, registry
from dianzhang.engine.access import Actor
from dianzhang.engine.actions.exports import EXPORT
from dianzhang.engine.eventlog.source import SOURCE as JOURNAL
from dianzhang.engine.exporting.files import TYPES
from dianzhang.engine.exporting.keeping import handed_out, name_of, number_of, why_not
from dianzhang.engine.exporting.sources import query_said
from dianzhang.engine.models import Export, ExportProgress
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record

from .acting import find_record
from .who import Asking, working
from .words import join, post_name, subject_name, word


def offer(actor: Actor, source: str, kind: str, query: str) -> list[dict[str, Any]]:
    """The button, for those who may; nothing otherwise."""
    if kind == EXPORT.name or access.reach_of(actor, "export.draft") is None:
        return []
    address = (
        f"{reverse('create', args=['export', 'draft'])}?{urlencode({'source': source, 'kind': kind, 'query': query})}"
    )
    return [{"label": gettext("导出"), "url": address, "form": True, "name": "export.draft"}]


def what_of(export: Export) -> str:
    if export.source == JOURNAL:
        return gettext("事件日志")
    subject = registry.subjects.get(export.kind)
    name = subject_name(subject) if subject is not None else export.kind
    return f"{name} #{export.query}" if export.source == "record" else name


def asked_for(export: Export) -> str:
    """What was to be in it, in words: the filters of the list; nothing of a record, which its number says."""
    if export.source == "record":
        return ""
    return query_said(export.kind, export.query) if export.source == "list" else export.query


def clear_words(export: Export) -> str:
    """The hidden fields that it holds in the clear, by name."""
    owned = (name.partition(".") for name in export.clear.split())
    return join(word(registry.subjects[owner].field[field].zh) for owner, _dot, field in owned)


COLUMNS = (
    Column("number", "编号", show=number_of),
    Column("kind", "内容", show=what_of),
    Column("rows", number=True),
    Column("personal"),
    Column("owner", "提出人", show=lambda export: export.owner),
    Column("status"),
    Column("fetched", number=True),
    Column("asked_at", "提出时间", show=lambda export: export.asked_at, wide_only=True),
)
show_list(
    ListPage(
        EXPORT,
        columns=COLUMNS,
        filters=(Filter("status", "状态", EXPORT.axes[0].states),),
        views=(View("ready", "可下载", {"status": "ready"}),),
        related=("owner",),
        empty=_("这里是导出的文件：谁、为什么、导了什么、下载过几次。在列表或记录上点“导出”。"),
    )
)


def file_section(export: Export, actor: Actor) -> Mapping[str, Any]:
    """The file itself: how far it is, or the button that hands it out."""
    done = ExportProgress.objects.filter(export_id=export.pk).values_list("rows", flat=True).first() or 0
    return {
        "export": export,
        "done": done,
        "why_not": why_not(export, actor) if export.status == "ready" else "",
        "fetch": reverse("act", args=["export", export.pk, "fetch"]),
        "file": reverse("export-file", args=[export.pk]),
        "watch": reverse("export-progress", args=[export.pk]),
    }


show_record(
    RecordPage(
        EXPORT,
        facts=(
            *COLUMNS[1:3],
            Column("format"),
            Column("clear", "受控字段", show=clear_words),
            Column("query", "条件", show=asked_for),
            Column("reason"),
            Column("owner", "提出人", show=lambda export: export.owner),
            Column("post", show=lambda export: post_name(export.post)),
            Column("written", number=True),
            Column("fetched", number=True),
            Column("fetched_at"),
            Column("expires_at"),
        ),
        sections=(Section(_("文件"), "ui/export_file.html", file_section),),
        main_axes=("status",),
    )
)


@working
@require_GET
def progress(request: Asking, record_id: int) -> HttpResponse:
    """How far it is; once it is there, the page is drawn anew."""
    export = find_record(request, EXPORT, record_id)
    if export.status != "queued":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "ui/export_file.html", dict(file_section(export, request.actor)))


@working
@require_GET
def file(request: Asking, record_id: int) -> HttpResponse:
    """The file, to whoever asked for it a moment ago."""
    found = handed_out(record_id, request.actor)
    if found is None:
        raise Http404
    export, path = found
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name_of(export))
    answer["Content-Type"] = TYPES[export.format]
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, answer)  # as every view here says it gives
