"""Made-up data for the gallery.  Nothing here is real; the names are those of the demonstration.

Text of the data is Chinese in both languages, as it would be in a Chinese shop; only the product's own words change.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dianzhang.ui.gallery import more

Part = dict[str, Any]
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

COMPLAINT: Part = {"id": "service.escalate", "number": "2.3", "title": "客诉升级"}
REVIEW: Part = {"id": "orders.review", "number": "2.4", "title": "异常订单审核与挂起"}
SHIP: Part = {"id": "orders.ship", "number": "2.5", "title": "按平台承诺时间揽收"}
LEAVE: Part = {"id": "people.leave", "number": "6.2", "title": "请假"}
SCORE: Part = {"id": "score.service", "number": "4.1", "title": "客服考核"}
GMV: Part = {"id": "numbers.gmv", "number": "3.2", "title": "成交总额"}


def shell(current: str = "今日") -> Part:
    def link(label: str, icon: str, count: int | None = None, late: bool = False, thumb: bool = False) -> Part:
        return {
            "label": label, "icon": icon, "url": "#", "count": count, "late": late, "thumb": thumb,
            "current": label == current,
        }  # fmt: skip

    return {
        "groups": [
            {"links": [link("今日", "today", thumb=True), link("超时雷达", "radar", 12, late=True, thumb=True),
                       link("待我审批", "approval", 2, thumb=True)]},
            {"links": [link("订单", "order", thumb=True), link("客诉", "service", 4), link("请假", "leave")]},
            {"links": [link("绩效与工资", "pay"), link("章程", "rulebook")]},
        ],
        "person": {"name": "林晓", "post": "客服组长", "url": "#"},
        "posts": [{"code": "service_lead", "label": "客服组长", "current": True}, {"code": "service_agent", "label": "客服专员"}],
        "switch_url": "#", "notices": 3, "notices_url": "#", "search_url": "#", "fresh": None,
    }  # fmt: skip


def tiles() -> list[Part]:
    trend = [132, 138, 130, 151, 144, 160, 149, 171, 158, 176, 181, 179, 186]
    return [
        {"name": "净支付金额", "money": 18624050, "url": "#", "clause": GMV, "points": trend, "label": "近 13 天净支付金额",
         "change": {"text": "7.2%", "good": True, "up": True}, "note": "较上周同日 · 月进度 78%"},
        {"name": "平均响应", "value": "24", "unit": "秒", "url": "#", "points": [26, 25, 28, 29, 27, 25, 26, 24, 23, 26, 24, 24],
         "target": 30, "change": {"text": "达标", "good": True, "up": None}, "note": "目标 ≤ 30 秒"},
        {"name": "首次解决率", "value": "81%", "url": "#", "points": [85, 86, 84, 85, 83, 84, 82, 83, 81, 82, 81], "target": 85,
         "missed": True, "change": {"text": "2 点", "good": False, "up": False}, "note": "目标 85% · 物流类占未解决 63%"},
        {"name": "退款率", "value": "6.4%", "url": "#", "points": [6.3, 6.5, None, None, 6.2, 6.4, 6.3, 6.4], "note": "与上周同日持平"},
        {"name": "差评率", "value": None, "reason": "昨天没有导入评价文件", "note": "等评价文件"},
    ]  # fmt: skip


def radar(now: datetime) -> list[Part]:
    def clock(minutes: float, whole: float, **more: Any) -> Part:
        due = now + timedelta(minutes=minutes)
        return {"due": due, "started": due - timedelta(minutes=whole), **more}

    return [
        {"id": 1, "clock": clock(-1.2, 60), "over": True, "what": "客诉 #1042 给出处理方案", "url": "#", "clause": COMPLAINT,
         "detail": "「发错尺码」· 天猫旗舰店 · 订单 329 元 · 由周可升级", "action": {"label": "给方案", "url": "#", "form": True}},
        {"id": 2, "clock": clock(4.17, 60), "what": "客诉 #1043 反馈进度", "url": "#", "clause": COMPLAINT,
         "detail": "「包装破损」· 抖店 · 订单 86 元", "action": {"label": "反馈", "url": "#", "form": True}},
        {"id": 3, "clock": clock(200, 240, state="paused", left=2460), "what": "订单 …7731 联系买家核实", "url": "#", "clause": REVIEW,
         "detail": "等买家回话，暂停计时", "action": {"label": "登记联系", "url": "#", "form": True}},
        {"id": 4, "clock": clock(185, 300), "what": "差评 2 条 首次联系", "url": "#", "clause": {"id": "x", "number": "5.4", "title": "评价"},
         "detail": "SKU「亚麻衬衫 M」近 24 小时第 2 条", "action": {"label": "联系", "url": "#", "form": True}},
        {"id": 5, "clock": clock(2830, 2880), "what": "揽收", "url": "#", "clause": SHIP, "detail": "平台承诺 · 挂起不暂停",
         "action": {"label": "发货", "url": "#", "why_not": "先放行，才能发货"}},
        {"id": 6, "clock": clock(-30, 60, state="met", ended=now - timedelta(minutes=48)), "what": "客诉 #1039 给出处理方案", "url": "#",
         "clause": COMPLAINT, "detail": "林晓 · 11:02"},
        {"id": 7, "clock": clock(-90, 60, state="missed", ended=now - timedelta(minutes=62)), "what": "客诉 #1031 上报", "url": "#",
         "clause": COMPLAINT, "detail": "系统代为上报"},
    ]  # fmt: skip


def axes() -> list[Part]:
    return [
        {"name": "付款", "steps": [{"label": "待付款", "state": "done", "note": "10:41"}, {"label": "已付款", "state": "now end", "note": "10:42"}]},
        {"name": "履约", "steps": [{"label": "审核", "state": "now held", "note": "挂起 12 分"}, {"label": "已放行", "state": "todo"},
                                 {"label": "已发货", "state": "todo"}, {"label": "已揽收", "state": "todo", "note": "承诺 11月25日 10:42"},
                                 {"label": "已签收", "state": "todo"}]},
        {"name": "售后", "steps": [{"label": "未知", "state": "unknown", "note": "文件没有这一列"}], "single": True},
        {"name": "挂起", "steps": [{"label": "挂起中", "state": "now held", "note": "地址不详"}], "single": True},
    ]  # fmt: skip


def timeline(now: datetime) -> list[Part]:
    def at(minutes: float) -> datetime:
        return now - timedelta(minutes=minutes)

    return [
        {"day": now.date(), "entries": [
            {"at": at(3), "actor": "赵宁", "did": "登记联系：买家补了门牌号", "changes": [{"label": "收货地址", "was": "浙江 杭州 余杭 ***", "now": "浙江 杭州 余杭 *** 3 幢"}]},
            {"at": at(12), "actor": "系统", "kind": "consequence", "did": "挂起，标记「地址不详」：缺门牌号", "clause": REVIEW, "clause_note": "本月触发 41 次，人工放行 6 次"},
            {"at": at(24), "actor": "天猫旗舰店", "kind": "observation", "did": "付款 329.00 元", "note": "文件 orders.csv 第 118 行", "recorded": at(2)},
        ]},
        {"day": (now - timedelta(days=1)).date(), "entries": [
            {"at": at(1500), "actor": "系统", "kind": "consequence", "did": "通知客服组长", "clause": COMPLAINT, "overtaken": True},
            {"at": at(1520), "actor": "陈默", "on_behalf": "周可", "did": "认领"},
        ]},
    ]  # fmt: skip


def table(now: datetime) -> Part:
    def row(
        number: int,
        title: str,
        amount: str,
        state: tuple[str, str],
        left: float | None,
        flags: list[Part],
        may: list[str],
    ) -> Part:
        clock = (
            {"clock": {"due": now + timedelta(minutes=left), "started": now + timedelta(minutes=left - 300)}}
            if left
            else None
        )
        return {
            "id": number, "revision": 3, "title": title, "url": "#", "flags": flags, "may": may,
            "cells": {"shop": "天猫旗舰店", "buyer": "王*", "amount": amount, "state": {"tag": state[0], "level": state[1]},
                      "left": clock or {"reason": "没有在走的时限"}},
        }  # fmt: skip

    return {
        "caption": "订单", "selectable": True, "count": "1,284 条", "next": "#", "previous": None,
        "columns": [{"key": "id", "label": "订单"}, {"key": "shop", "label": "店铺"}, {"key": "buyer", "label": "买家"},
                    {"key": "amount", "label": "实付", "right": True, "sort": "#", "lead": True},
                    {"key": "state", "label": "状态"}, {"key": "left", "label": "时限", "sort": "#", "sorted": "ascending"}],
        "rows": [
            row(1, "3290 1187 4420 7731", "329.00", ("审核", "act"), -8, [{"reason": "地址不详", "hold": True, "suggestion": "联系买家补全地址"}], ["contact"]),
            row(2, "3290 1187 4420 7748", "86.00", ("审核", "act"), 70, [], ["release", "contact"]),
            row(3, "3290 1187 4421 0010", "1,204.50", ("已放行", "ok"), 260, [{"reason": "破价", "suggestion": "低于底价 89.00"}], ["ship"]),
            row(4, "3290 1187 4421 0932", "45.90", ("已发货", ""), None, [], []),
        ],
        "bulk": [{"name": "release", "label": "放行", "url": "#"}, {"name": "ship", "label": "发货", "url": "#"},
                 {"name": "contact", "label": "登记联系", "url": "#"}],
    }  # fmt: skip


def filters() -> Part:
    return {
        "views": [{"label": "全部", "url": "#", "count": None}, {"label": "待审核", "url": "#", "current": True, "count": 38},
                  {"label": "快超时", "url": "#", "count": 5}, {"label": "组里常看", "url": "#", "count": None, "shared": True}, {"label": "我经手的", "url": "#", "count": None}],
        "fields": [{"name": "q", "label": "订单号或手机尾号", "kind": "search"},
                   {"name": "shop", "label": "店铺", "kind": "select", "value": "tmall-1", "choices": [("tmall-1", "天猫旗舰店"), ("dy-1", "抖店")]},
                   {"name": "state", "label": "履约", "kind": "select", "choices": [("review", "审核"), ("shipped", "已发货")]}],
        "days": [{"name": "since", "label": "付款日从"}, {"name": "until", "label": "付款日到"}],
        "chosen": [{"label": "店铺：天猫旗舰店", "without": "#"}, {"label": "履约：审核", "without": "#"}], "clear": "#", "keep": {"sort": "reverse"}, "menu": more.views_menu(),
    }  # fmt: skip


def form() -> Part:
    return {
        "title": "登记联系", "action": "#", "submit": "登记", "intro": "放行之前要写下联系的结果。", "clause": REVIEW,
        "errors": ["买家答应补门牌号，但地址还是原来的。先改地址，或者换一个结果。"],
        "fields": [
            {"name": "way", "label": "怎么联系的", "kind": "radio", "required": True, "value": "chat", "choices": [("chat", "平台聊天"), ("phone", "电话"), ("sms", "短信")]},
            {"name": "result", "label": "结果", "kind": "select", "required": True, "value": "", "half": True, "choices": [("ok", "买家确认"), ("no", "联系不上")],
             "errors": ["选一个结果"]},
            {"name": "at", "label": "什么时候", "kind": "datetime", "value": "2026-11-23T10:50", "half": True},
            {"name": "amount", "label": "补差", "kind": "money", "unit": "元", "value": "12.50", "half": True, "help": "两位小数以内"},
            {"name": "owner", "label": "经办", "kind": "static", "value": "赵宁", "half": True},
            {"name": "note", "label": "说明", "kind": "textarea", "placeholder": "买家怎么说的"},
            {"name": "parcels", "label": "包裹", "kind": "lines", "rows": [{"order": "…7731", "carrier": "sf", "number": "SF1020345566"}, {"order": "…7748", "carrier": "yto", "number": ""}],
             "columns": [{"name": "order", "label": "订单", "kind": "static"}, {"name": "carrier", "label": "快递", "kind": "select", "choices": [("sf", "顺丰"), ("yto", "圆通")]},
                         {"name": "number", "label": "运单号"}], "fixed": True},
            {"name": "tell", "label": "同时告诉客服组长", "kind": "tick", "value": True},
        ],
        "gate": {"approver": "客服组长", "clause": LEAVE},
    }  # fmt: skip


def asks(now: datetime) -> list[Part]:
    return [
        {"id": 1, "title": "请假 · 周可 · 3 天", "url": "#", "from": "周可（客服专员）", "at": now - timedelta(hours=3), "reason": "家里有事",
         "clause": LEAVE, "clock": {"due": now + timedelta(hours=5), "started": now - timedelta(hours=3)}, "timeout": "一个工作日后提醒，两个工作日后转交电商总监",
         "changes": [{"label": "开始", "was": None, "now": "11月26日"}, {"label": "结束", "was": None, "now": "11月28日"}, {"label": "年假余额", "was": "5 天", "now": "2 天"}],
         "manner": "in_order", "needs": "2 席依次同意", "then": "一个工作日没有批就提醒", "decide_url": "#", "hand_url": "#", "mine": True,
         "round": [{"who": "林晓", "post": "客服组长", "state": "now"}, {"who": "何静", "post": "人事专员", "state": "wait"}]},
        {"id": 2, "title": "商品.上架 · 亚麻衬衫", "url": "#", "from": "许诺（运营专员）", "at": now - timedelta(hours=20), "clause": {"id": "y", "number": "2.1", "title": "上架终审"},
         "manner": "together", "needs": "2 席都要同意", "own": True, "decide_url": "#",
         "round": [{"who": "赵宁（代 孟岩）", "post": "运营组长", "state": "yes", "at": now - timedelta(hours=2), "said": "图和价都对过了"},
                   {"who": "沈岚", "post": "电商总监", "state": "now", "notes": ["“推广组长”空缺，由上一级“电商总监”批"]}],
         "why_not": "这是你自己提交的，提交人不审批本人事项。"},
    ]  # fmt: skip


def payslip() -> Part:
    return {
        "open": True, "total": 598600, "note": "预估：按今天为止的事件。月末结算后才是定数。",
        "lines": [
            {"item": "基本工资", "amount": 400000, "clause": {"id": "z", "number": "4.0", "title": "底薪"}, "formula": "基本工资 4,000.00"},
            {"item": "绩效工资", "amount": 198600, "clause": SCORE,
             "formula": "基础绩效工资 2,000.00 × (NPS达成率 0.96 × 70% + FCR达成率 1.07 × 30%) − 投诉扣罚分 0",
             "inputs": [
                 {"name": "NPS达成率", "value": "0.96", "working": "NPS 48 ÷ 目标 50", "rows": {"label": "412 份回访", "url": "#"},
                  "inputs": [{"name": "NPS", "value": "48", "working": "推荐者 61% − 贬损者 13%"}]},
                 {"name": "FCR达成率", "value": "1.07", "working": "首次解决率 90.97% ÷ 目标 85%", "rows": {"label": "1,280 ÷ 1,407 个会话", "url": "#"}},
                 {"name": "投诉扣罚分", "value": None, "reason": "本月没有投诉记录"},
             ], "rounding": "四舍五入到分"},
            {"item": "上月更正", "amount": None, "reason": "还没有结算", "adjustment": "10月", "clause": None},
        ],
    }  # fmt: skip


def book() -> Part:
    return {"code": "process-first", "version": "2026.1", "chapters": [
        {"id": "ch2", "number": "二", "title": "核心流程", "clauses": [
            {"id": "g-escalate", "number": "2.3", "title": "客诉升级", "terms": (), "status": "enforced", "sources": ["样例-1", "样例-2"],
             "text": "客诉**十分钟**内没有解决，就交到客服组长手里；组长**一小时**内给出方案，或者告诉买家进展到哪一步。",
             "rules": [{"kind": "期限", "plain": "从受理到解决或上报，10 分钟，由经办人负责", "detail": "到时系统代为上报，并通知客服组长", "figure": {"text": "本月 312 次里守住 298 次", "parts": [("ok", 298), ("late", 14)], "url": "#"}},
                       {"kind": "期限", "plain": "从上报到给出方案或反馈进度，1 小时，由客服组长负责", "figure": {"text": "本月 14 次里守住 11 次", "parts": [("ok", 11), ("late", 3)], "url": "#"}}],
             "code": "期限:\n  - 从: 客诉.受理\n    到: [客诉.解决, 客诉.上报]\n    时限: 10分钟"},
            {"id": "g-review", "number": "2.4", "title": "异常订单审核与挂起", "terms": (), "status": "enforced", "ours": "破价用商家实收单价",
             "text": "地址不全、疑似恶意下单、低于底价的订单先挂起，核实之后再放行。", "rules": [{"kind": "检查", "plain": "订单进来时收货地址不完整：标记「地址不详」并挂起", "figure": {"text": "本月触发 41 次，放行 6 次", "url": "#"}}]},
        ]},
        {"id": "ch5", "number": "五", "title": "人员", "clauses": [
            {"id": "g-keep", "number": "5.1", "title": "交接留痕", "terms": (), "status": "recorded", "text": "交接写在系统里，双方确认。", "note": "系统保存交接记录，不限时。"},
            {"id": "g-paper", "number": "5.2", "title": "离职交回资料", "terms": (), "status": "advisory", "text": "离开时一并交回纸质资料。", "note": "纸质资料系统看不见，靠人守。"},
            {"id": "g-train", "number": "5.3", "title": "培训与考试", "terms": (), "status": "awaiting", "text": "新人上岗前完成培训并通过考试。", "note": "等培训模块。"},
        ]},
    ]}  # fmt: skip


def peek() -> Part:
    return {
        "clause": {**COMPLAINT, "status": "enforced", "text": "客诉**十分钟**内没有解决，就交到客服组长手里；组长**一小时**内给出方案，或者告诉买家进展到哪一步。"},
        "version": "2026.1 版", "kept": {"kept": 309, "due": 326, "ratio": Decimal("0.948"), "since": "本月"},
        "fired": None,
    }  # fmt: skip


def outcomes() -> Part:
    return {"label": "发货", "done": 36, "waiting": 1, "refused": 2, "items": [
        {"title": "3290 1187 4420 7731", "url": "#", "state": "refused", "why": "挂起中：地址不详。先联系买家并放行"},
        {"title": "3290 1187 4420 7748", "url": "#", "state": "refused", "why": "已由赵宁在 10:52 发货，运单号 SF1020…，没有再发一次"},
        {"title": "3290 1187 4421 0010", "url": "#", "state": "waiting", "why": "金额超过 1,000 元，已提交运营组长审批"},
        {"title": "3290 1187 4421 0932", "url": "#", "state": "done"},
    ]}  # fmt: skip


def notices(now: datetime) -> list[Part]:
    return [
        {"id": 1, "what": "客诉 #1042 超时未给方案", "detail": "责任：林晓 · 已通知电商总监", "at": now - timedelta(minutes=4), "url": "#", "unread": True, "level": "late", "icon": "alert", "clause": COMPLAINT},
        {"id": 2, "what": "周可请假 3 天，等你审批", "at": now - timedelta(hours=3), "url": "#", "unread": True, "icon": "approval", "clause": LEAVE},
        {"id": 3, "what": "10 月工资已结算", "detail": "合计 5,986.00 元", "at": now - timedelta(days=12), "url": "#", "icon": "pay"},
    ]  # fmt: skip


def facts() -> list[Part]:
    return [
        {"label": "店铺", "value": "天猫旗舰店"}, {"label": "实付", "value": "329.00 元"}, {"label": "姓名", "value": "王*", "masked": True},
        {"label": "电话", "value": "186****0973", "masked": True}, {"label": "可用库存", "value": "126", "url": "#"},
        {"label": "退款日", "value": None, "reason": "文件没有这一列；退款记在付款日"},
    ]  # fmt: skip


def meters() -> list[Part]:
    return [
        {
            "label": "综合得分",
            "text": "82.4",
            "value": Decimal("82.4"),
            "whole": 100,
            "target": 85,
            "note": "目标 85 · 按今天为止的事件",
        }
    ]


def results() -> Part:
    return {"query": "衬衫", "groups": [
        {"name": "商品", "hits": [{"title": "亚麻衬衫 M / 米白", "detail": "库存 126", "url": "#", "icon": "goods"}]},
        {"name": "客诉", "hits": [{"title": "#1042 发错尺码", "detail": "超时", "url": "#", "icon": "service"}]},
    ]}  # fmt: skip


def work() -> list[Part]:
    return [
        {"label": "导入 orders.csv", "done": 18200, "whole": 28010, "state": "running", "note": "还要大约 20 秒；可以离开，办完会通知你", "stop": "#"},
        {"label": "导入 orders.csv", "done": 28010, "whole": 28010, "state": "finished", "note": "27,998 新增，12 行退回", "url": "#"},
    ]  # fmt: skip


SAID: Part = {
    "hello": "早上好，林晓", "day": "11月23日 星期一 · 早班 9:00–18:00 · 客服组今天在岗 6 / 7，周可请假，陈默顶班",
    "report": "早报", "report_note": "昨日 · 三家店 · 净支付按付款日", "mine": "我的 5", "group": "本组 12", "bulk": "批量处理",
    "score": "我的绩效", "month": "11月 · 预估", "open": "展开", "parts": [("过程 30%", "27.9 / 30"), ("结果 70%", "54.5 / 70")],
    "pay": "预估绩效工资", "orders": "订单", "shop": "天猫旗舰店", "order": "订单 3290 1187 4420 7731", "paid": "付款 · 329.00 元",
    "receiver": "收件人", "unmask": "查看（需理由）", "forms": "表单和审批", "found": "搜索结果", "payhead": "绩效与工资",
    "charts": "图", "said": "说给人听的", "told": [("ok", "36 条已发货。"), ("warn", "地址里的页码不完整，从第一页看起。"), ("late", "没有存成：名称已经有了，换一个。")],
    "slip": "11月工资条", "who": "周可 · 客服专员", "book": "电商部管理制度",
}  # fmt: skip


def flags() -> list[Part]:
    return [
        {"reason": "地址不详", "hold": True, "suggestion": "联系买家补全地址，写下结果再放行", "clause": REVIEW},
        {
            "reason": "疑似恶意下单",
            "suggestion": "",
            "frozen": "判断时：同买家 24 小时 6 单，未付款 5 单",
            "clause": REVIEW,
        },
    ]


def actions() -> list[Part]:
    return [
        {"label": "联系买家", "url": "#", "form": True},
        {"label": "改地址", "url": "#", "form": True, "gate": {"approver": "客服组长"}},
        {
            "label": "取消订单",
            "url": "#",
            "post": True,
            "grave": True,
            "ask": "取消后要重新下单才能恢复。取消？",
            "fields": {},
        },
        {"label": "发货", "url": "#", "why_not": "先放行，才能发货"},
    ]


def empties() -> list[Part]:
    return [
        {
            "title": "超时雷达是空的",
            "text": "平台、买家和章程定下的时限都会排在这里，最急的在最上面。",
            "picture": "radar",
            "actions": [{"label": "导入订单", "url": "#"}, {"label": "看章程定了哪些时限", "url": "#"}],
        },
        {
            "title": "没有等你审批的",
            "text": "有人要做的事需要你同意时，会出现在这里，同时通知你。",
            "picture": "approval",
            "actions": [],
        },
    ]
