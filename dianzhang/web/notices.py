"""What one was told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from dianzhang.engine import reading, registry
from dianzhang.engine.models import Notice
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation
from dianzhang.people.notices import saying
from dianzhang.ui.wording import day
from dianzhang.work.raci import LETTERS

from . import paging
from .acting import go
from .due import record_address
from .setup.steps import go_on
from .shell import show
from .shell import unread as unread_of
from .titles import Ref, titles_now
from .who import Asking, working
from .words import event_name, join, person_name, subject_name, word

ICONS = {
    "overdue": "alert",
    "remind": "clock",
    "morning": "data",
    "alarm": "alert",
    "escalated": "up-arrow",
    "asked": "approval",
    "appointed": "approval",
    "decided": "check",
    "flagged": "alert",
    "named": "people",
    "consulted": "service",
    "told": "task",
    "mentioned": "service",
    "in_force": "rulebook",
    "in_force_soon": "rulebook",
    "undelivered": "alert",
    "log_in_reset": "lock",
    "journal_broken": "lock",
    "backup_missed": "alert",
    "backup_failed": "alert",
}


@working
@require_GET
def notices(request: Asking) -> HttpResponse:
    """All of them, newest first; the unread ones stay marked until someone says so."""
    rows = Notice.objects.filter(person=request.person)
    page = paging.page(request, rows, ("-id",))
    empty = {
        "title": gettext("还没有通知"),
        "text": gettext("时限快到、有人请你审批、你的申请有了结果，都会在这里告诉你。"),
        "picture": "list",
        "actions": [] if page.rows else [*go_on(request.actor), {"label": gettext("看今日"), "url": reverse("today")}],
    }
    titles = titles_now((notice.subject_kind, notice.subject_id) for notice in page.rows)
    context = {
        "notices": [notice_of(notice, titles) for notice in page.rows],
        "unread": rows.filter(read_at=None).exists(),
        "next": f"?after={page.after}" if page.after else "",
        "empty": empty,
    }
    return show(request, "web/notices.html", context)


@working
@require_GET
def unread(request: Asking) -> JsonResponse:
    """``{"unread", "label"}`` for the badge, which asks every half minute while somebody looks: one count by index."""
    n = unread_of(request.person.pk)
    return JsonResponse({"unread": n, "label": gettext("通知，%(n)s 条未读") % {"n": n}})


@working
@require_POST
def read_all(request: Asking) -> HttpResponse:
    Notice.objects.filter(person=request.person, read_at=None).update(read_at=now())
    return go(request, reverse("notices"))


@working
@require_GET
def open_notice(request: Asking, notice_id: int) -> HttpResponse:
    """To what it is about; from now on it is read."""
    notice = Notice.objects.filter(pk=notice_id, person=request.person).first()
    return go(request, reverse("notices") if notice is None else came_to(notice))


def came_to(notice: Notice) -> str:
    """The address of what it is about; from now on it is read."""
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).update(read_at=now())
    if notice.kind == "in_force":  # what it changes for the reader, and where they acknowledge it
        return f"{reverse('binding')}#version-{notice.subject_id}"
    if notice.kind == "in_force_soon":  # to read it, and what it changes
        return f"{reverse('rulebook')}?version={notice.subject_id}"
    if notice.kind == "appointed":  # where it says who stands in for whom, and where it is ended
        return reverse("approvals")
    if notice.kind == "log_in_reset":  # where they see where they are logged in, and change the password
        return reverse("account")
    if notice.kind == "morning":
        return reverse("morning-day", args=[json.loads(notice.data)["day"]])
    if notice.subject_kind == "journal":
        return reverse("safety")
    return record_address(notice.subject_kind, notice.subject_id)


def notice_of(notice: Notice, titles: Mapping[Ref, str]) -> dict[str, Any]:
    """For ``ui/notices.html``."""
    data = json.loads(notice.data)
    subject = registry.subjects.get(notice.subject_kind)
    title = titles.get((notice.subject_kind, notice.subject_id)) or str(data.get("title") or f"#{notice.subject_id}")
    if subject is not None and subject.name != "approval" and not title.startswith((subject.zh, subject.en)):
        title = f"{subject_name(subject)} {title}"
    return {
        "id": notice.pk,
        "what": what(notice, data, title),
        "detail": word(str(data.get("what") or data.get("reason") or "")) if notice.kind != "asked" else "",
        "at": notice.created_at,
        "url": reverse("open-notice", args=[notice.pk]),
        "unread": notice.read_at is None,
        "level": "late" if notice.kind == "overdue" else "",
        "icon": ICONS.get(notice.kind, "bell"),
        "clause": reading.clause_of(notice.version_id, notice.rule),
    }


@saying.worded
def worded(notices: Sequence[Notice]) -> dict[int, str]:
    """What each says, for those who are told outside the system."""
    titles = titles_now((notice.subject_kind, notice.subject_id) for notice in notices)
    return {notice.pk: notice_of(notice, titles)["what"] for notice in notices}


def what(notice: Notice, data: dict[str, Any], title: str) -> str:
    given = {
        "title": title,
        "action": event_name(str(data.get("action", ""))),
        "who": person_name(data.get("by"), ""),
        "parts": join([word(LETTERS[letter]) for letter in str(data.get("letters", "")) if letter in LETTERS]),
    }
    match notice.kind:
        case "overdue":
            return gettext("超时了：%(title)s") % given
        case "remind":
            return gettext("快到时限：%(title)s") % given
        case "escalated":
            return gettext("上报到你：%(title)s") % given
        case "asked" if data.get("behalf"):
            given["behalf"] = organisation().names.get(int(data["behalf"]), "")
            return gettext("等你代%(behalf)s审批：%(action)s %(title)s") % given
        case "asked":
            return gettext("等你审批：%(action)s %(title)s") % given
        case "appointed":
            names = organisation().names
            given |= {"away": names.get(data.get("of", 0), ""), "stand_in": names.get(data.get("stand_in", 0), "")}
            return gettext("%(who)s请%(stand_in)s在%(away)s不在时代批") % given
        case "decided":
            return gettext("审批有了结果：%(action)s %(title)s") % given
        case "flagged":
            return gettext("有标记：%(title)s") % given
        case "undelivered":
            return gettext("送不到，已暂停：%(title)s") % given
        case "named":
            return gettext("你的分工（%(parts)s）：%(title)s") % given
        case "consulted":
            return gettext("%(who)s征询你的意见：%(title)s") % given
        case "in_force":
            return gettext("%(title)s生效了：看对你有什么变化，读过签收") % given
        case "in_force_soon":
            given["day"] = day(date.fromisoformat(str(data["on"])))
            return gettext("%(title)s将于 %(day)s 生效：先看看有什么变化") % given
        case "told":
            return gettext("%(who)s · %(action)s：%(title)s") % given
        case "mentioned":
            return gettext("%(who)s提到了你：%(title)s") % given
        case "morning":
            return gettext("%(day)s的早报出来了") % {"day": day(date.fromisoformat(str(data["day"])), weekday=True)}
        case "alarm":
            return gettext("报警：%(title)s") % {"title": title}
        case "log_in_reset":
            return gettext("%(who)s重设了你的登录；不是说好的，马上告诉人事和上级") % given
        case "journal_broken":
            return gettext("日志有 %(n)s 处对不上") % {"n": data.get("broken", "")}
        case "backup_missed":
            return gettext("漏了备份：一天多没有新的")
        case "backup_failed":
            return gettext("今天的备份没有做成")
    return title
