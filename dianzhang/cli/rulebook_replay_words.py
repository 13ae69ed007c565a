"""A replay in words: what would have changed for whom, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dianzhang.engine.replaying import Comparison, Counts, Example, Hits, RuleFound
    from dianzhang.reward.replaying import PayFound

SHOWN = 12  # lines of each kind that people are shown


def yuan(amount: Any) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def ratio(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def percents(now: Any, draft: Any) -> tuple[str, str]:
    """Both as per cent, with one place or as many as it takes to see that they differ."""
    for places in range(1, 13):
        said = tuple("无" if value is None else f"{value:.{places}%}" for value in (now, draft))
        if now == draft or said[0] != said[1]:
            break
    return said[0], said[1]


def changed(pay: PayFound) -> bool:
    return any(one.now != one.draft for one in pay.pay) or any(one.now != one.draft for one in pay.scores)


def written(found: Comparison, pay: PayFound) -> str:
    """What would have changed for whom, worst first."""
    parts = [
        f"《{found.name}》{found.version}，{found.since} 至 {found.until}："
        f"{found.events:,} 个事件，{found.records:,} 条记录，{found.seconds:.1f} 秒"
    ]
    if found.empty and found.same and not changed(pay):
        parts.append("这段时间没有记下任何事，没有可比的：换一段有记录的日子。")
    elif found.same and not changed(pay):
        parts.append("和现行制度没有差别。")
    parts += [*_deadlines(found), *_hit_lines("标记", found.flags), *_hit_lines("需要审批", found.approvals)]
    parts += [*_people(found), *_money(found, pay), *_given(found)]
    return "\n".join(parts)


def _deadlines(found: Comparison) -> list[str]:
    now, draft = found.totals["now"], found.totals["draft"]
    lines = [f"\n时限　现行 {_counts(now)}　草案 {_counts(draft)}"]
    differ = [rule for rule in found.rules if not rule.same]
    for rule in differ[:SHOWN]:
        told = f"按时 {rule.now.met} → {rule.draft.met}　{_missed(rule)}{_excused(rule)}"
        lines.append(f"  {rule.title}　{rule.what}　{told}")
        lines += [f"      {_case(example)}" for example in rule.examples[:3]]
    return lines + _more(len(differ))


def _missed(rule: RuleFound) -> str:
    turned = [f"{n} 件{word}" for n, word in ((rule.lost, "由按时变逾期"), (rule.gained, "由逾期变按时")) if n]
    said = f"（{'，'.join(turned)}）" if turned else ""
    return f"逾期 {rule.now.missed} → {rule.draft.missed}{said}"


def _excused(rule: RuleFound) -> str:
    now, draft = rule.now.excused, rule.draft.excused
    return f"　免责 {now} → {draft}" if now or draft else ""


STATE_ZH = {
    "met": "按时", "missed": "逾期", "excused": "免责", "stopped": "中止", "running": "计时中", "resting": "暂停",
    "none": "没有", "yes": "有", "no": "没有",
}  # fmt: skip


def _case(example: Example) -> str:
    return f"{example.title}：{_state(example.now, example.due_now)} → {_state(example.draft, example.due_draft)}"


def _state(state: str, due: Any) -> str:
    from django.utils.timezone import localtime

    return f"{STATE_ZH.get(state, state)}（{localtime(due):%m-%d %H:%M} 到期）" if due else STATE_ZH.get(state, state)


def _counts(counts: Counts) -> str:
    return f"按时 {counts.met} 逾期 {counts.missed} 免责 {counts.excused} 中止 {counts.stopped} 未结 {counts.running}"


def _hit_lines(what: str, hits: tuple[Hits, ...]) -> list[str]:
    differ = [hit for hit in hits if hit.now != hit.draft]
    now, draft = sum(hit.now for hit in hits), sum(hit.draft for hit in hits)
    lines = [f"\n{what}　现行 {now}　草案 {draft}"] if hits else []
    lines += [f"  {hit.title}　{hit.what}　{hit.now} → {hit.draft}" for hit in differ[:SHOWN]]
    return lines + _more(len(differ))


def _people(found: Comparison) -> list[str]:
    differ = [one for one in found.people if one.now != one.draft]
    lines = ["\n各人的时限"] if differ else []
    for one in differ[:SHOWN]:
        lines.append(
            f"  {one.name or '（没有经办人）'}　按时 {one.now.met} → {one.draft.met}　"
            f"逾期 {one.now.missed} → {one.draft.missed}"
        )
    return lines + _more(len(differ))


def _money(found: Comparison, pay: PayFound) -> list[str]:
    if not found.months:
        return ["\n得分和工资　范围内没有整月，不算"]
    lines = [f"\n工资（{'、'.join(found.months)}）　现行 {yuan(pay.total_now)}　草案 {yuan(pay.total_draft)}"]
    differ = [one for one in pay.pay if one.now != one.draft]
    lines += [
        f"  {one.name}　{one.period}　{one.item}　{yuan(one.now) or '无'} → {yuan(one.draft) or '无'}"
        for one in differ[:SHOWN]
    ]
    lines += _more(len(differ))
    scores = [one for one in pay.scores if one.whole and one.now != one.draft]
    lines += [
        f"  {one.name}　{one.period}　{one.metric}　{' → '.join(percents(one.now, one.draft))}"
        for one in scores[:SHOWN]
    ]
    lines += _more(len(scores))
    if pay.hidden:
        lines.append(f"  另有 {pay.hidden} 人的工资不在你的权限之内")
    return lines


def _given(found: Comparison) -> list[str]:
    return ["\n按原样采用的", *(f"  {one.text.zh}" for one in found.given)]


def _more(count: int) -> list[str]:
    return [f"  …… 另有 {count - SHOWN} 行，见 --json"] if count > SHOWN else []
