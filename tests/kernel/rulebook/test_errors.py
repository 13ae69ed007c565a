"""What the compiler says: each wrong rulebook with the line, column, length, message and hint that it must give."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dianzhang.kernel.rulebook import Problem
from dianzhang.kernel.rulebook import compile as compile_text

from .words import VOCABULARY

HEAD = """---
制度: 试
代号: t
版本: "1"
生效: 2026-01-01
---
# 一 条款 {#c}
```rule
"""  # the rules begin in line 9
FIRST = 9


class Wrong(NamedTuple):
    """``mark`` is what the caret stands under; with ``line`` (from the first rule's) where it is not unique."""

    rules: str
    mark: str
    message: str
    hint: str | None = None
    line: int | None = None


def deadline(**changed: str) -> str:
    """A sound deadline, with some keys changed or (empty) left out."""
    keys = {"从": "客诉.受理", "到": "[客诉.解决, 客诉.上报]", "时限": "10分钟", "责任": "经办人"} | changed
    return "期限:\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items() if value)


def check(**changed: str) -> str:
    keys = {"当": "订单.进入", "若": "总额 > 5元", "标记": "大单"} | changed
    return "检查:\n" + "".join(f"  {key}: {value}\n" for key, value in keys.items() if value)


ORDER_VERBS = "（订单可用：进入 付款 挂起 联系 放行 审核 发货）"
POSTS = "（可用：电商总监 运营组长 订单审核 客服组长 客服专员 仓储专员）"

CASES = {
    "unknown kind": Wrong(
        "期线:\n  从: 客诉.受理",
        "期线",
        "没有“期线”这种规则",
        "是不是 期限？（可用：权限、审批、检查、期限、例行、倒排、值守、早报、报警、报告、指标、考核、薪酬、奖惩、例）",
    ),
    "unknown key": Wrong(
        deadline(负责="客服组长"),
        "负责",
        "期限没有“负责”这个键",
        "是不是 责任？（可用：从、若、到、时限、至、不早于、日历、责任、暂停、事项、提醒、超时处理）",
    ),
    "key nearly right": Wrong(
        "审批:\n  动作: 订单.放行\n  审批员: 运营组长\n  审批人: 运营组长",
        "审批员",
        "审批没有“审批员”这个键",
        "是不是 审批人？（可用：动作、若、审批人、方式、超时处理、日历）",
    ),
    "missing key": Wrong(deadline(到=""), "从", "期限缺少“到”"),
    "empty value": Wrong("期限:\n  从:\n  到: 客诉.解决\n  时限: 1天", "", "“从”后面没有内容", line=1),
    "key twice": Wrong(deadline() + "  从: 客诉.上报\n", "从", "键“从”重复，第 10 行已经写过", line=5),
    "key twice in two languages": Wrong(deadline() + "  from: 客诉.上报\n", "期限", "“from”写了两次", line=5),
    "unknown action": Wrong(
        deadline(到="[客诉.解决, 客诉.上报组长]"),
        "客诉.上报组长",
        "没有这个动作",
        "是不是 客诉.上报？（客诉可用：受理 上报 给出方案 反馈进度 解决）",
    ),
    "unknown subject": Wrong(deadline(从="投诉单.受理"), "投诉单.受理", "没有这个动作", "是不是 客诉.受理？"),
    "nothing like it": Wrong(deadline(从="火箭.发射"), "火箭", "没有这种对象", "（可用：订单 客诉 请假 活动）"),
    "two subjects": Wrong(
        check(当="[订单.进入, 客诉.受理]"),
        "客诉.受理",
        "“客诉.受理”和“订单.进入”不是同一种对象",
        "每条规则只看一种对象，请分成两条",
    ),
    "deadline across subjects": Wrong(
        deadline(到="订单.发货"), "订单.发货", "期限从客诉.受理开始，要到同一对象的动作结束"
    ),
    "unknown post": Wrong(deadline(责任="客服祖长"), "客服祖长", "没有“客服祖长”这个岗位", "是不是 客服组长？" + POSTS),
    "unknown calendar": Wrong(
        deadline(日历="客服班"), "客服班", "没有“客服班”这个日历", "是不是 客服排班？（可用：客服排班）"
    ),
    "neither span nor until": Wrong(
        deadline(时限=""), "从", "期限没有“时限”，也没有“至”", "写 时限: 10分钟，或 至: 一个时间字段"
    ),
    "no span": Wrong(
        deadline(时限="一会儿"), "一会儿", "读不懂时限“一会儿”，可写“10分钟”“半小时”“3个工作日”“2工作小时”"
    ),
    "span of a month": Wrong(deadline(时限="一个月"), "一个月", "“一个月”没有固定长度，请写成天或工作日，如“30天”"),
    "span of nothing": Wrong(deadline(时限="0分钟"), "0分钟", "时限不能是零"),
    "until a field that is no time": Wrong(
        "期限:\n  从: 订单.付款\n  到: 订单.发货\n  至: 总额", "总额", "“总额”不是时间", "（订单可用：承诺发货时间）"
    ),
    "unknown axis": Wrong(
        deadline(暂停="{进度: 已解决}"), "进度", "客诉没有“进度”这个状态轴", "是不是 进展？（客诉可用：进展）"
    ),
    "unknown state": Wrong(
        deadline(暂停="{进展: 已解快}"),
        "已解快",
        "进展没有“已解快”这个状态",
        "是不是 已解决？（进展可用：处理中 已上报 已解决）",
    ),
    "escalation of another subject": Wrong(
        deadline(超时处理="{自动: 订单.挂起}"),
        "订单.挂起",
        "客诉没有“订单.挂起”这个动作",
        "（客诉可用：受理 上报 给出方案 反馈进度 解决）",
    ),
    "escalation without effect": Wrong(deadline(超时处理="{过: 1小时}"), "{", "超时处理要写“自动”或“通知”"),
    "unknown field": Wrong(check(若="总价 > 5元"), "总价", "没有“总价”这个名称", None),
    "wrong unit": Wrong(check(若="总额"), "总额", "这里应是是非，公式算出的是金额", "写成判断，如 总额 > 1000"),
    "personal data": Wrong(
        check(若='收货地址 = "不详"'),
        "收货地址",
        "“收货地址”是个人信息，不进流水，规则不能读",
        "改用不含个人信息的字段",
    ),
    "cut formula": Wrong(
        "检查: {当: 订单.进入, 若: 如果(总额 > 5元, 是, 否), 标记: 大单}",
        "如果(总额 > 5元",
        "公式在逗号处断开了",
        "给整个公式加上引号",
    ),
    "check on a fact refused": Wrong(check(处置="拒绝"), "拒绝", "“订单.进入”是外来的事实，不能拒绝"),
    "unknown act": Wrong(
        check(处置="挂气"), "挂气", "订单没有“挂气”这个动作", "是不是 挂起？" + ORDER_VERBS[:-1] + " 拒绝）"
    ),
    "items and a condition of its own": Wrong(
        "检查:\n  当: 订单.进入\n  若: 总额 > 5元\n  项: [{若: 总额 > 9元, 标记: 大}]",
        "总额 > 5元",
        "有“项”时，“若”要写在各项里",
    ),
    "gate on a fact": Wrong(
        "审批: {动作: 订单.进入, 审批人: 运营组长}", "订单.进入", "“订单.进入”不是人做的动作，不能要求审批"
    ),
    "unknown manner": Wrong(
        "审批: {动作: 订单.放行, 审批人: 运营组长, 方式: 会鉴}",
        "会鉴",
        "“会鉴”不是审批方式",
        "是不是 会签？（可用：依次 会签 任一 比例 60%）",
    ),
    "share above all": Wrong(
        "审批: {动作: 订单.放行, 审批人: 运营组长, 方式: 比例 160%}", "比例 160%", "比例要在 0 和 100% 之间"
    ),
    "unknown time-out": Wrong(
        "审批: {动作: 订单.放行, 审批人: 运营组长, 超时处理: {1天: 提醒一下}}",
        "提醒一下",
        "“提醒一下”不是超时处理",
        "是不是 提醒？（可用：提醒 同意 拒绝 转交 某岗位）",
    ),
    "field without subject": Wrong(
        "权限: {岗位: 仓储专员, 可见: 收货地址}", "收货地址", "字段前要写对象", "是不是 订单.收货地址？"
    ),
    "unknown reach": Wrong(
        "权限: {岗位: 仓储专员, 可做: 订单.发货, 范围: 部门}",
        "部门",
        "“部门”不是范围",
        "是不是 本部门？（可用：本人 本组 本部门 全部）",
    ),
    "weights below a hundred": Wrong(
        "考核:\n  岗位: 客服专员\n  构成:\n    - {指标: 未付款率, 权重: 65%}\n    - {指标: 退款率, 权重: 30%}\n"
        "指标:\n  - {名: 未付款率, 公式: 按时时限数 ÷ 应履约时限数}\n  - {名: 退款率, 公式: 退款金额 ÷ 支付金额}",
        "-",
        "权重合计 95%，应为 100%",
        line=3,
    ),
    "no weight": Wrong(
        "考核: {岗位: 客服专员, 构成: [{指标: 率, 权重: 三成}]}\n指标: {名: 率, 公式: 退款金额 ÷ 支付金额}",
        "三成",
        "“三成”不是比例",
        "写成 30% 或 0.3",
    ),
    "unknown metric": Wrong(
        "考核: {岗位: 客服专员, 构成: [{指标: 支付金, 权重: 100%}]}",
        "支付金",
        "没有“支付金”这个指标",
        "是不是 支付金额？",
    ),
    "metric that is no attainment": Wrong(
        "考核: {岗位: 客服专员, 构成: [{指标: 支付金额, 权重: 100%}]}",
        "支付金额",
        "“支付金额”是金额，不是达成率",
        "加“达成”，如 达成: 成交总额 / 成交目标",
    ),
    "metric repeated": Wrong(
        "指标:\n  - {名: 率, 公式: 退款金额 ÷ 支付金额}\n  - {名: 率, 公式: 支付金额 ÷ 退款金额}",
        "率",
        "指标“率”重复，第 10 行已经有了",
        line=2,
    ),
    "metric of another unit": Wrong(
        "指标: {名: 毛额, 公式: 支付金额 ÷ 退款金额, 单位: 金额}",
        "支付金额 ÷ 退款金额",
        "这里应是金额，公式算出的是比例",
    ),
    "metric with a formula's sign in its name": Wrong(
        '指标: {名: "达成\'率", 公式: 支付金额}', "达成'率", "名称“达成'率”里不能有引号或换行"
    ),
    "later metric": Wrong(
        "指标:\n  - {名: 甲率, 公式: 乙率 * 2}\n  - {名: 乙率, 公式: 退款金额 ÷ 支付金额}",
        "乙率",
        "这里还没有“乙率”",
        line=1,
    ),
    "later pay item": Wrong(
        "薪酬:\n  岗位: 客服专员\n  项目: {应发: 底薪 + 1元, 底薪: 2000元}",
        "底薪",
        "“应发”用到了后面才算的“底薪”",
        "把“底薪”写到“应发”前面",
        line=2,
    ),
    "pay in another unit": Wrong(
        "薪酬:\n  岗位: 客服专员\n  项目: {应发: 50%}", "50%", "这里应是金额，公式算出的是比例"
    ),
    "unknown recurrence": Wrong(
        "例行: {事项: 日报, 责任: 客服组长, 周期: 常常, 证明: 客诉.解决}",
        "常常",
        "读不懂周期“常常”",
        "写成 每日、每个工作日、每周一、每周一至周五、每两周周五、每月5日、每月最后一天、每月最后一个周五、"
        "每月第三个工作日、每季度首月10日、每季末、每半年、每年3月15日，或 RRULE",
    ),
    "no such time of day": Wrong(
        "例行: {事项: 日报, 责任: 客服组长, 周期: 每日, 时间: 25:00, 证明: 客诉.解决}",
        "25:00",
        "没有“25:00”这个时刻",
        "写成 17:30",
    ),
    "two accountable": Wrong(
        "倒排:\n  对象: 订单\n  基准: 承诺发货时间\n  步骤:\n    {事项: 甲, 提前: 1天, 负责: [客服组长, 电商总监]}",
        "[",
        "负责只能是一个岗位",
    ),
    "expectation of nothing known": Wrong(
        "例: {名: 甲, 预期结果: [大概可以]}",
        "大概可以",
        "读不懂预期结果",
    ),
    "example with an unknown field": Wrong(
        '例: {名: 甲, 发生: ["10:00 订单.进入 {总阿: 12}"], 预期结果: [无标记]}',
        "总阿",
        "不知道“总阿”是什么",
        "是不是 总额？",
    ),
    "example with a wrong value": Wrong(
        '例: {名: 甲, 发生: ["10:00 订单.进入 {地址完整: 差不多}"], 预期结果: [无标记]}',
        "差不多",
        "“差不多”不是是非",
        "写 是 或 否",
    ),
    "example out of order": Wrong(
        '例: {名: 甲, 发生: ["10:00 订单.进入", "9:00 订单.付款"], 预期结果: [无标记]}',
        "9:00 订单.付款",
        "发生的事要按先后写",
    ),
    "example at no time": Wrong(
        '例: {名: 甲, 发生: ["2026-02-30 10:00 订单.进入"], 预期结果: [无标记]}',
        "2026-02-30 10:00 订单.进入",
        "没有这个时刻",
    ),
    "no mapping": Wrong("期限: 十分钟", "十分钟", "期限应写成键和值"),
    "no space after a colon": Wrong(
        "审批:\n  动作:订单.放行\n  审批人: 运营组长", ":", "这里不能再有冒号", None, line=1
    ),
    "bracket left open": Wrong(
        "检查: {当: [订单.进入, 若: 总额 > 5元}", "}", "括号里缺少逗号，或括号没有结束", "检查 [ ]、{ } 和引号是否成对"
    ),
    "indentation": Wrong(
        "检查:\n  当: 订单.进入\n  - {若: 总额 > 5元}",
        "-",
        "缩进没有对齐",
        "键和列表不能在同一层；一条检查有几项的，写在 项: 下面",
        line=2,
    ),
    "tab": Wrong("检查:\n\t当: 订单.进入", "\t", "不能用制表符缩进", "同一层的键要对齐，用空格缩进，不用制表符"),
    "indentation that fits nowhere": Wrong(
        "检查:\n    当: 订单.进入\n  标记: x", "标记", "缩进没有对齐", "同一层的键要对齐，用空格缩进，不用制表符"
    ),
    "anchor": Wrong("检查: &a {当: 订单.进入}", "&", "不支持 YAML 的锚点和引用（& 和 *）"),
    "tag": Wrong("检查: !!python/object x", "!", "不支持 YAML 的类型标签（!）"),
}


def errors(rules: str) -> list[Problem]:
    return compile_text(HEAD + rules + "\n```\n", VOCABULARY).errors


@pytest.mark.parametrize("name", CASES)
def test_what_the_compiler_says(name: str) -> None:
    case = CASES[name]
    found = errors(case.rules)
    assert case.message in [e.message.zh for e in found]
    error = next(e for e in found if e.message.zh == case.message)
    lines = case.rules.split("\n")
    line = case.line if case.line is not None else next(n for n, text in enumerate(lines) if case.mark in text)
    if name not in ("key twice in two languages", "empty value"):
        assert (error.line - FIRST, error.column - 1) == (line, lines[line].index(case.mark))
        assert lines[line][error.column - 1 :].startswith(case.mark)
    assert error.clause == "c"
    if case.hint is not None:
        assert error.hint is not None
        assert error.hint.zh == case.hint
    assert error.message.en != error.message.zh


def test_only_the_mistake_itself_is_reported() -> None:
    """What follows from an error is no second one."""
    alone = {name for name, case in CASES.items() if len(errors(case.rules)) == 1}
    assert set(CASES) - alone <= {"key nearly right", "unknown kind", "cut formula"}


@pytest.mark.requirement("R1.4")
def test_several_errors_at_once_in_the_order_of_the_document() -> None:
    found = errors(deadline(责任="客服祖长", 时限="一会儿") + "审批:\n  动作: 订单.放航\n  审批人: 运营\n")
    assert [(e.line - FIRST, e.message.zh[:6]) for e in found] == [
        (3, "读不懂时限“"), (4, "没有“客服祖"), (6, "没有这个动作"), (7, "没有“运营”"),
    ]  # fmt: skip
