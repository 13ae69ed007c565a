"""A small vocabulary for tests: an order, a complaint, a leave request, and a campaign that is still to come."""

from __future__ import annotations

from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import (
    ActionWord,
    AxisWord,
    FieldWord,
    Lead,
    MeasureWord,
    PostWord,
    SubjectWords,
    Vocabulary,
)


def act(name: str, zh: str, kind: str = "command", **more: object) -> ActionWord:
    return ActionWord(name, zh, name.partition(".")[0], kind, **more)  # type: ignore[arg-type]


def lead(*source: str, to: str) -> Lead:
    return Lead(frozenset(source), to)


def subject(name: str, zh: str, actions: list[ActionWord], **more: object) -> SubjectWords:
    return SubjectWords(name, zh, actions={a.name: a for a in actions}, **more)  # type: ignore[arg-type]


def named(*words: FieldWord) -> dict[str, FieldWord]:
    return {word.name: word for word in words}


PAID_AMOUNT = FieldWord("paid_amount", "实付金额", Unit.MONEY)

ORDER = subject(
    "order",
    "订单",
    [
        act("order.enter", "订单.进入", "observation", creates=True),
        act(
            "order.pay",
            "订单.付款",
            "observation",
            leads={"payment": lead("unpaid", to="paid")},
            inputs=named(PAID_AMOUNT),
        ),
        act("order.hold", "订单.挂起", leads={"hold": lead("free", to="held")}),
        act("order.contact", "订单.联系", sets={"contacted": True}),
        act("order.release", "订单.放行", leads={"hold": lead("held", to="free")}),
        act("order.approve", "订单.审核", leads={"fulfilment": lead("review", to="approved")}),
        act(
            "order.ship",
            "订单.发货",
            leads={"fulfilment": lead("approved", to="shipped")},
            requires={"hold": frozenset({"free"})},
        ),
    ],
    axes={
        "payment": AxisWord("payment", "付款", {"unpaid": "未付款", "paid": "已付款"}, "unpaid", ours=False),
        "fulfilment": AxisWord(
            "fulfilment", "履约", {"review": "待审核", "approved": "待发货", "shipped": "已发货"}, "review"
        ),
        "hold": AxisWord("hold", "挂起", {"free": "未挂起", "held": "已挂起"}, "free"),
    },
    fields=named(
        FieldWord("total", "总额", Unit.MONEY, ours=False),
        PAID_AMOUNT,
        FieldWord("address_complete", "地址完整", Unit.TRUTH),
        FieldWord("contacted", "已联系", Unit.TRUTH, default=False),
        FieldWord("promised_at", "承诺发货时间", Unit.TIME, ours=False),
        FieldWord("address", "收货地址", Unit.TEXT, personal=True),
        FieldWord("cost", "成本", Unit.MONEY, secret=True),
    ),
)

COMPLAINT = subject(
    "complaint",
    "客诉",
    [
        act("complaint.accept", "客诉.受理", creates=True),
        act("complaint.escalate", "客诉.上报", leads={"stage": lead("open", to="escalated")}),
        act("complaint.propose", "客诉.给出方案"),
        act("complaint.progress", "客诉.反馈进度"),
        act("complaint.solve", "客诉.解决", leads={"stage": lead("open", "escalated", to="solved")}),
    ],
    axes={
        "stage": AxisWord("stage", "进展", {"open": "处理中", "escalated": "已上报", "solved": "已解决"}, "open"),
    },
)

LEAVE = subject(
    "leave",
    "请假",
    [
        act("leave.draft", "请假.填写", creates=True),
        act("leave.apply", "请假.申请", leads={"state": lead("draft", to="approved")}),
    ],
    axes={"state": AxisWord("state", "状态", {"draft": "草稿", "approved": "已批准"}, "draft")},
    fields=named(
        FieldWord("days", "天数", Unit.COUNT),
        FieldWord("sort", "假种", Unit.TEXT, {"annual": "年假", "personal": "事假"}),
    ),
)

CAMPAIGN = subject("campaign", "活动", [act("campaign.start", "活动.开始")], awaits="marketing")

MEASURES = (
    MeasureWord("paid", "支付金额", Unit.MONEY),
    MeasureWord("refunds", "退款金额", Unit.MONEY),
    MeasureWord("paid_orders", "支付订单数", Unit.COUNT),
    MeasureWord("clocks_kept", "按时时限数", Unit.COUNT),
    MeasureWord("clocks_due", "应履约时限数", Unit.COUNT),
    MeasureWord("gmv_target", "GMV目标", Unit.MONEY, "variable"),
    MeasureWord("base_pay", "基础绩效工资", Unit.MONEY, "variable"),
    MeasureWord("complaint_points", "投诉扣罚分", Unit.POINTS, "variable", yuan_per_point=10),
    MeasureWord("same_buyer_orders_24h", "同买家24小时单数", Unit.COUNT, "window", subject="order"),
    MeasureWord("unpaid_share", "未付款占比", Unit.RATIO, "window", subject="order"),
    MeasureWord("roi", "投入产出比", Unit.RATIO, awaits="marketing"),
)

POSTS = {
    "director": "电商总监",
    "ops_lead": "运营组长",
    "order_desk": "订单审核",
    "service_lead": "客服组长",
    "service_agent": "客服专员",
    "warehouse": "仓储专员",
}

VOCABULARY = Vocabulary(
    subjects={s.name: s for s in (ORDER, COMPLAINT, LEAVE, CAMPAIGN)},
    measures={m.name: m for m in MEASURES},
    posts={code: PostWord(code, zh) for code, zh in POSTS.items()},
    calendars={"service": "客服排班"},
)
