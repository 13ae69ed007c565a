"""More made-up things for the gallery: views, calendar, charts, board, answers."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.utils.dates import WEEKDAYS_ABBR

from dianzhang.ui.charts import Chart, Series
from dianzhang.ui.wording import day as day_words

Part = dict[str, Any]


def views_menu() -> Part:
    """A view is open and was changed: it may be updated, renamed, shared, deleted."""
    return {
        "save": "#",
        "name": "组里常看",
        "all": "#",
        "reversed": True,
        "keep": {"state": "review"},
        "actions": [
            {"label": "更新", "post": True, "url": "#", "fields": {}},
            {"label": "改名", "form": True, "url": "#"},
            {"label": "共享", "form": True, "url": "#"},
            {"label": "删除", "post": True, "url": "#", "fields": {}},
        ],
        "columns": [
            {"name": "shop", "label": "店铺", "ticked": True},
            {"name": "buyer", "label": "买家", "ticked": False},
        ],
    }


def calendar(now: datetime) -> Part:
    """A week with what is late, what is due, what lasts days, a day off and a day worked in its place."""
    monday = (now - timedelta(now.weekday())).date()
    entries: list[list[Part]] = [[] for _ in range(7)]
    entries[0] = [
        {
            "at": now - timedelta(days=1),
            "title": "客诉 #1042",
            "what": "给出方案",
            "who": "林晓",
            "url": "#",
            "late": True,
        }
    ]
    entries[1] = [
        {"at": None, "title": "请假 周可", "what": "休假", "who": "", "url": "#", "span": True},
        {"at": now + timedelta(hours=2), "title": "订单 …7731", "what": "审核订单", "who": "赵宁", "url": "#"},
    ]
    entries[2] = [{"at": None, "title": "请假 周可", "what": "休假", "who": "", "url": "#", "span": True}]
    days = [
        {
            "day": monday + timedelta(n),
            "label": day_words(monday + timedelta(n), weekday=True),
            "today": n == 1,
            "outside": n == 0,
            "off": n in (4, 6),
            "mark": {4: "休", 5: "班"}.get(n, ""),
            "why": {4: "中秋放假", 5: "中秋调休上班"}.get(n, ""),
            "url": "#",
            "more": 6 if n == 1 else 0,
            "rest": "#",
            "entries": entries[n],
        }
        for n in range(7)
    ]
    return {"heads": [str(WEEKDAYS_ABBR[n]) for n in range(7)], "weeks": [days]}


def charts() -> list[Chart]:
    """A line with a gap and a target, stacked bars, bars side by side, and one with nothing to draw."""
    weeks = [
        f"{month:02}-{day:02}" for month, day in ((10, 5), (10, 12), (10, 19), (10, 26), (11, 2), (11, 9), (11, 16))
    ]
    return [
        Chart("退款率", weeks, [Series("退款率", [5.1, 6.4, None, 7.2, 6.0, 5.5, 6.4])], unit="%", target=6),
        Chart(
            "每周到期的",
            weeks,
            [Series("守住", [8, 5, 9, 7, 12, 6, 11], "ok"), Series("逾期", [1, 0, 2, 1, 0, 3, 1], "late")],
            "stacked",
        ),
        Chart("现行和草案", ["守住", "逾期"], [Series("现行", [298, 14], "rest"), Series("草案", [289, 23])], "bars"),
        Chart("还没有数的", weeks, [Series("客单价", [None] * 7)]),
    ]


def board(now: datetime) -> Part:
    """One card that may go on, one that may not and says why, and an empty column."""
    go = json.dumps({"doing": {"url": "#", "form": True}})
    stay = json.dumps({"done": {"why": "还有 1 个征询没有答复"}})
    clock = {"due": now + timedelta(minutes=41), "started": now - timedelta(hours=3)}
    card = {"url": "#", "owner": "周可", "clock": None}
    return {
        "card": "ui/board_card.html",
        "columns": [
            {
                "state": "todo",
                "name": "待办",
                "more": "#",
                "empty": "",
                "cards": [{**card, "id": 91, "title": "清点样品", "moves": go, "clock": clock}],
            },
            {
                "state": "doing",
                "name": "进行中",
                "more": "",
                "empty": "",
                "cards": [{**card, "id": 92, "title": "活动页改图", "moves": stay}],
            },
            {"state": "done", "name": "已完成", "more": "", "empty": "近两周没有做完的。", "cards": []},
        ],
    }


def rows(now: datetime) -> Part:
    """The same in rows by person, one with more than it shows."""
    columns = {one["state"]: one for one in board(now)["columns"]}
    empty = {"cards": [], "more": "", "all": 0}
    first = [columns["todo"] | {"all": 12, "rest": 11}, columns["doing"] | {"all": 1}, columns["done"] | empty]
    second = [columns["todo"] | empty, columns["doing"] | empty, columns["done"] | empty]
    heads = [{"state": s, "name": columns[s]["name"], "all": n} for s, n in (("todo", 12), ("doing", 1), ("done", 0))]
    return {
        "card": "ui/board_card.html",
        "by": "person",
        "heads": heads,
        "swims": [
            {"key": "1", "name": "周可", "n": 13, "party": "person:1", "cells": first},
            {"key": "2", "name": "苏禾", "n": 0, "party": "person:2", "cells": second},
        ],
        "left": "还有 2 人，用“负责人”筛选来看。",
    }


def toasts() -> list[Message]:
    """What was done and can be taken back, what happened meanwhile, what to look at, what did not work."""
    return [
        Message(messages.SUCCESS, "请假：办好了", extra_tags="/gallery/peek"),
        Message(messages.INFO, "有 2 件新事项"),
        Message(messages.WARNING, "买家答应补门牌号，地址还是原来的"),
        Message(messages.ERROR, "订单已由赵宁发货，你的改址没有生效"),
    ]
