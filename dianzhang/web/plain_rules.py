"""A rule in plain words: what it says, to someone who does not read rule blocks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext, ngettext

from dianzhang.engine import registry
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.rules import (
    KIND_ZH,
    Access,
    Alarm,
    Briefing,
    Check,
    Consequence,
    Coverage,
    Deadline,
    Duty,
    Escalation,
    Gate,
    Metric,
    Pay,
    Plan,
    Report,
    Scorecard,
)
from dianzhang.kernel.ruleset import REFUSE
from dianzhang.kernel.units import Unit
from dianzhang.measure.metrics import define
from dianzhang.ui.figures import written
from dianzhang.ui.wording import percent

from .words import event_name, full_name, join, parts, post_name, span, timed_out, word

# Reaches of an access rule, and the names of kinds in English pages.
REACHES = {"own": "本人的", "group": "本组的", "unit": "本部门的", "all": "全部"}
KINDS = {
    "access": "权限", "gate": "审批", "check": "检查", "deadline": "期限", "duty": "例行", "plan": "倒排",
    "metric": "指标", "scorecard": "考核", "pay": "薪酬", "consequence": "奖惩", "coverage": "值守", "briefing": "早报",
    "report": "报告", "alarm": "报警",
}  # fmt: skip


def kind_name(rule: Any) -> str:
    kind = next((kind for kind in KIND_ZH if type(rule).__name__.lower() == kind.value), None)
    return word(KINDS[kind.value]) if kind else ""


def actions_named(names: Iterable[str]) -> str:
    return join([full_name(name) for name in sorted(names)])


def posts_named(posts: Iterable[str]) -> str:
    """Posts one after the other; a rule for everyone names every post there is, and says so in a word."""
    named = list(posts)
    everybody = organisation().posts.keys()
    return gettext("全员") if len(everybody) > 1 and everybody <= set(named) else join(post_name(p) for p in named)


def when(condition: Any) -> str:
    return gettext("（%(condition)s 时）") % {"condition": condition.text} if condition is not None else ""


@singledispatch
def plainly(rule: Any) -> tuple[str, str]:
    """What the rule says, and a second line with the rest."""
    return "", ""


@plainly.register
def _(rule: Deadline) -> tuple[str, str]:
    given = {
        "start": join([full_name(kind) for kind in sorted(rule.start)]),
        "end": gettext("或").join(event_name(kind) for kind in sorted(rule.end)),
        "span": span(rule.span) if rule.span else "",
        "owner": post_name(rule.owner),
        "when": when(rule.when),
    }
    if rule.until and rule.span:
        text = gettext("从%(start)s到%(end)s：按承诺的时间，没有承诺的 %(span)s，由%(owner)s负责%(when)s") % given
    elif rule.until:
        text = gettext("从%(start)s到%(end)s：按承诺的时间，由%(owner)s负责%(when)s") % given
    else:
        text = gettext("从%(start)s到%(end)s：%(span)s，由%(owner)s负责%(when)s") % given
    rest = [_escalation(step) for step in rule.escalations]
    if rule.remind:
        rest.insert(0, gettext("提前 %(span)s提醒") % {"span": join([span(s) for s in rule.remind])})
    if rule.since:
        rest.append(gettext("不早于%(field)s起算") % {"field": _named(rule, rule.since)})
    if rule.pause:
        rest.append(gettext("有些状态下暂停计时"))
    return text, parts(rest)


def _named(rule: Deadline, name: str) -> str:
    subject = registry.subjects[min(rule.start).partition(".")[0]]
    return word(subject.field[name].zh) if name in subject.field else name


def _escalation(step: Escalation) -> str:
    done = []
    if step.do:
        done.append(gettext("系统代为%(action)s") % {"action": event_name(step.do)})
    if step.notify:
        done.append(gettext("通知%(posts)s") % {"posts": join([post_name(p) for p in step.notify])})
    if not done:
        return ""
    after = gettext("到时") if step.after.empty else gettext("超过 %(span)s") % {"span": span(step.after)}
    return gettext("%(after)s，%(done)s") % {"after": after, "done": join(done)}


@plainly.register
def _(rule: Gate) -> tuple[str, str]:
    manners = {
        "in_order": gettext("依次审批"),
        "together": gettext("都同意才行"),
        "any": gettext("一人同意即可"),
        "share": gettext("超过 %(share)s同意") % {"share": percent(rule.share or 1)},
    }
    given = {
        "action": full_name(rule.action),
        "when": when(rule.when),
        "approvers": join([post_name(p) for p in rule.approvers]),
    }
    how = manners[rule.manner] if len(rule.approvers) > 1 or rule.manner == "share" else ""
    timeouts = [timed_out(timeout) for timeout in rule.timeouts]
    never = gettext("提交人不审批本人事项")
    return gettext("%(action)s要经%(approvers)s同意%(when)s") % given, parts([how, *timeouts, never])


@plainly.register
def _(rule: Check) -> tuple[str, str]:
    given = {
        "on": join([full_name(kind) for kind in sorted(rule.on)]),
        "when": rule.when.text if rule.when is not None else gettext("任何时候"),
        "mark": word(rule.mark),
        "act": event_name(rule.act) if rule.act and rule.act != REFUSE else "",
    }
    if rule.act == REFUSE:
        text = gettext("%(on)s时，如果%(when)s：不许，因为“%(mark)s”") % given
    elif given["act"]:
        text = gettext("%(on)s时，如果%(when)s：标记“%(mark)s”并%(act)s") % given
    else:
        text = gettext("%(on)s时，如果%(when)s：标记“%(mark)s”") % given
    return text, word(rule.suggestion)


@plainly.register
def _(rule: Access) -> tuple[str, str]:
    posts = posts_named(rule.posts)
    fields = join(sorted({_field(name) for name in rule.fields}))
    rest = gettext("看得到%(fields)s") % {"fields": fields} if fields else ""
    return gettext("%(posts)s可以做：%(actions)s") % {"posts": posts, "actions": actions_named(rule.actions)}, join(
        [gettext("范围：%(reach)s") % {"reach": word(REACHES[rule.reach])}, rest]
    )


def _field(name: str) -> str:
    subject, _dot, field = name.partition(".")
    known = registry.subjects[subject].field.get(field) if subject in registry.subjects else None
    return word(known.zh) if known is not None else name


@plainly.register
def _(rule: Metric) -> tuple[str, str]:
    return f"{rule.name} = {rule.formula.text}" if rule.formula else rule.name, rule.note


@plainly.register
def _(rule: Scorecard) -> tuple[str, str]:
    weighed = [f"{word(part.metric)} {percent(part.weight)}" + _bounds(part) for part in rule.parts]
    return gettext("%(posts)s：%(parts)s") % {
        "posts": posts_named(rule.posts),
        "parts": " + ".join(weighed),
    }, ""


def _bounds(part: Any) -> str:
    bounds = []
    if part.floor is not None:
        bounds.append(gettext("不低于 %(share)s") % {"share": percent(part.floor)})
    if part.cap is not None:
        bounds.append(gettext("不高于 %(share)s") % {"share": percent(part.cap)})
    return f" ({join(bounds)})" if bounds else ""


@plainly.register
def _(rule: Pay) -> tuple[str, str]:
    items = parts(f"{item.name} = {item.formula.text}" for item in rule.items)
    return gettext("%(posts)s：%(parts)s") % {"posts": posts_named(rule.posts), "parts": items}, ""


@plainly.register
def _(rule: Duty) -> tuple[str, str]:
    owners = posts_named(rule.owners)
    given = {"owner": owners, "name": word(rule.name), "due": f"{rule.recurs} {rule.due}".strip()}
    proof = gettext("以 %(actions)s 为证") % {"actions": actions_named(rule.proof)} if rule.proof else ""
    if rule.anyone:
        return gettext("%(owner)s中任何一人按时做：%(name)s（%(due)s）") % given, proof + when(rule.when)
    return gettext("%(owner)s按时做：%(name)s（%(due)s）") % given, proof + when(rule.when)


@plainly.register
def _(rule: Coverage) -> tuple[str, str]:
    given = {
        "name": word(rule.name), "when": f"{rule.recurs} {rule.opens}–{rule.due}", "posts": posts_named(rule.posts),
        "n": rule.least,
    }  # fmt: skip
    said = ngettext(
        "%(name)s：%(when)s，%(posts)s至少有 %(n)d 人在", "%(name)s：%(when)s，%(posts)s至少有 %(n)d 人在", rule.least
    )
    return said % given, gettext("有缺口由%(post)s补上") % {"post": posts_named((rule.owner,))}


@plainly.register
def _(rule: Briefing) -> tuple[str, str]:
    given = {"at": rule.at, "posts": posts_named(rule.posts), "numbers": join([word(name) for name in rule.numbers])}
    told = gettext("每天 %(at)s 把前一天的%(numbers)s发给%(posts)s") % given
    if not rule.grouped:
        return told, gettext("群里不说数")
    return told, gettext("群里能说：%(numbers)s") % {"numbers": join([word(name) for name in rule.grouped])}


@plainly.register
def _(rule: Alarm) -> tuple[str, str]:
    definition = define(rule.number, today())
    unit = definition.unit if definition is not None else Unit.BARE
    bounds = (
        (gettext("低于 %(n)s"), rule.below, unit), (gettext("高于 %(n)s"), rule.above, unit),
        (gettext("落后目标超过 %(n)s"), rule.behind, Unit.RATIO),
    )  # fmt: skip
    when = [text % {"n": written(bound, of)} for text, bound, of in bounds if bound is not None]
    sides = {"low": gettext("比预期低"), "high": gettext("比预期高"), "both": gettext("和预期差得多")}
    given = {
        "number": word(rule.number), "when": join([*when, *([sides[rule.outside]] if rule.outside else [])]),
        "owner": posts_named((rule.owner,)), "within": span(rule.within) if rule.within is not None else "",
    }  # fmt: skip
    if rule.each == "hour":
        told = gettext("%(number)s一个小时里%(when)s就报警，%(owner)s在 %(within)s内照预案办") % given
    else:
        told = gettext("%(number)s一天里%(when)s就报警，%(owner)s在 %(within)s内照预案办") % given
    return told, gettext("通知%(posts)s") % {"posts": posts_named(rule.notify)} if rule.notify else ""


@plainly.register
def _(rule: Report) -> tuple[str, str]:
    given = {"at": rule.at, "posts": posts_named(rule.owners), "to": posts_named(rule.to)}
    given["numbers"] = join([word(name) for name in rule.numbers])
    if rule.span == "week":
        told = gettext("每周一 %(at)s 起草上一周的报告给%(posts)s，由他们定稿交给%(to)s") % given
    else:
        told = gettext("每月一日 %(at)s 起草上个月的报告给%(posts)s，由他们定稿交给%(to)s") % given
    return told, gettext("看：%(numbers)s") % given


@plainly.register
def _(rule: Plan) -> tuple[str, str]:
    steps = [
        (
            gettext("推后 %(span)s%(name)s")
            if step.before.days < 0 or step.before.seconds < 0
            else gettext("提前 %(span)s%(name)s")
        )
        % {"span": span(abs(step.before)), "name": word(step.name)}
        for step in rule.steps
    ]
    return parts(steps), ""


@plainly.register
def _(rule: Consequence) -> tuple[str, str]:
    given = {"when": rule.when.text if rule.when is not None else "", "what": word(rule.propose), "run": rule.run}
    posts = posts_named(rule.posts)
    if rule.run > 1:
        return gettext("如果连续 %(run)s 期%(when)s，提议%(what)s，由人决定") % given, posts
    return gettext("如果%(when)s，提议%(what)s，由人决定") % given, posts
