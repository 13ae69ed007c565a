"""Made-up things that come in or go out only after a look: a staff file, exports, masked fields, accounts in custody.

What the product itself says here is translated; names, numbers and reasons are data.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

Part = dict[str, Any]


def newcomers() -> Part:
    """A line that is right, one that was mended, two that are wrong."""
    columns = [
        {"name": "name", "label": _("姓名"), "mode": "text"},
        {"name": "post", "label": _("岗位"), "mode": "text", "choices": "posts"},
        {"name": "mobile", "label": _("手机"), "mode": "tel"},
        {"name": "code", "label": _("工号"), "mode": "text"},
    ]

    def line(number: int, name: str, post: str, mobile: str, code: str, wrong: Part | None = None) -> Part:
        said = {"name": name, "post": post, "mobile": mobile, "code": ""}
        cells = [
            {
                "of": column, "value": said[column["name"]], "wrong": (wrong or {}).get(column["name"], ""),
                "hint": code if column["name"] == "code" else "",
            }
            for column in columns
        ]  # fmt: skip
        return {"line": number, "cells": cells, "sound": not wrong}

    return {
        "columns": columns,
        "choices": [("posts", [("客服专员", "客服专员"), ("运营专员", "运营专员")])],
        "lines": [
            line(2, "周可", "客服专员", "13900000001", "zhouke"),
            line(3, "苏禾", "客服专圆", "13900000002", "suhe", {"post": "没有这个岗位：客服专圆。"}),
            line(4, "许诺", "运营专员", "13900000001", "xunuo", {"mobile": "和第 2 行的手机号一样。"}),
        ],
    }


def masked() -> list[Part]:
    """What one may ask to see, what is seen in full, what nobody of this post sees."""
    return [
        {"label": _("姓名"), "value": "王*", "masked": True, "field": "name"},
        {"label": _("手机"), "value": "186****0973", "masked": True, "field": "phone"},
        {"label": _("地址"), "value": "浙江省 杭州市 余杭区 文一西路 969 号", "wide": True},
        {"label": _("成本"), "value": None, "reason": _("你的岗位看不到")},
    ]


def unmask() -> Part:
    help_text = _("能看一刻钟；谁、什么时候、为什么看了哪几项，都会留下。")
    reason = {"name": "why-unmask", "label": _("理由"), "kind": "textarea", "required": True, "help": help_text}
    return {"title": _("看全"), "action": "#", "submit": _("看全"), "htmx": True, "fields": [reason]}


def export_form() -> Part:
    """Not sent yet: the reason is missing, and somebody may have to agree."""
    why = {"name": "why-export", "label": _("理由"), "kind": "textarea", "required": True, "errors": [_("要填")]}
    return {
        "title": f"{_('导出')} · {_('提出')}", "action": "#", "submit": _("提出"), "htmx": True,
        "fields": [
            {"name": "format", "label": _("格式"), "kind": "radio", "required": True, "value": "xlsx",
             "choices": [("xlsx", "Excel"), ("csv", "CSV")]},
            {"name": "full", "label": _("带上列表里没有的字段"), "kind": "tick"}, why,
        ],
        "gate": {"approver": "电商总监", "maybe": True,
                 "clause": {"id": "data.export", "number": "7.3", "title": "导出"}},
    }  # fmt: skip


def exports() -> list[Part]:
    """Asked for, being made, ready, not for this person, failed, gone."""

    def export(title: str, status: str, **more: Any) -> Part:
        return {
            "title": title,
            "export": {"status": status, "rows": more.pop("rows", 0), "why": more.pop("why", "")},
            **more,
        }

    return [
        export("E-000012 订单", "draft"),
        export("E-000013 订单", "queued", rows=28010, done=18200),
        export("E-000014 客诉", "ready"),
        export("E-000015 订单", "ready", why_not="只有提出导出的人能下载。"),
        export("E-000016 商品", "failed", why="磁盘满了，没有写完。清理之后再导出一次。"),
        export("E-000009 订单", "gone"),
    ]


def custody() -> Part:
    """An account that somebody holds, one whose password is due, one that nobody has, one that is closed."""
    held, current, due = {"tag": _("保管中")}, {"tag": _("有效"), "level": "ok"}, {"tag": _("待更换"), "level": "warn"}

    def row(number: int, title: str, kind: str, name: str, who: str | None, custody: Part, rotation: Part) -> Part:
        cells = {"kind": kind, "name": name, "owner": who, "custody": custody, "rotation": rotation}
        return {"id": number, "revision": 1, "title": title, "url": "#", "flags": [], "may": [], "cells": cells}

    labels = {"kind": _("类别"), "name": _("登录名"), "owner": _("保管人"), "custody": _("保管"), "rotation": _("密码")}
    return {
        "caption": _("账号"),
        "columns": [{"key": "id", "label": _("账号")},
                    *({"key": key, "label": label, "lead": key == "custody"} for key, label in labels.items())],
        "rows": [
            row(1, "淘宝 平台 #1", _("平台"), "云杉:****", "周可", held, current),
            row(2, "抖音 推广 #2", _("推广"), "139****0002", "秦越", held, due),
            row(3, "支付宝 支付 #3", _("支付"), "139****0007", None, {"tag": _("待分配"), "level": "act"}, current),
            row(4, "京东 平台 #4", _("平台"), "jd_****", None, {"tag": _("已注销"), "level": "unknown"}, current),
        ],
    }  # fmt: skip


def secrets(now: datetime) -> list[Part]:
    """A shared password before it is taken out, and while it is."""
    log = [{"who": "秦越", "at": now - timedelta(minutes=4)}, {"who": "方楠", "at": now - timedelta(days=2)}]
    why, until = "平台只给一个主账号", now + timedelta(minutes=11)
    return [{"why": why, "log": log[1:]}, {"why": why, "secret": "样例-密码-0001", "until": until, "log": log}]


def invited() -> Part:
    """A link that is shown this once."""
    return {"name": "周可", "label": _("链接"), "link": "https://dianzhang.example/invited/eyJ1c2VyIjo3fQ:1wK0aZ:样例"}
