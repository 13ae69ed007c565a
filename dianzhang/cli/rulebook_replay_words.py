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


def percents(now: Any, draft: Any, none: str = "无") -> tuple[str, str]:
    """Both as per cent, with one place or as many as it takes to see that they differ."""
    for places in range(1, 13):
        said = tuple(none if value is None else f"{value:.{places}%}" for value in (now, draft))
        if now == draft or said[0] != said[1]:
            break
    return said[0], said[1]


def changed(pay: PayFound) -> bool:
    return any(one.now != one.draft for one in pay.pay) or any(one.now != one.draft for one in pay.scores)


def written(found: Comparison, pay: PayFound, language: str = "zh") -> str:
    """What would have changed for whom, worst first; in ``zh`` or ``en``."""
    return "\n".join(_Writer(found, pay, english=language == "en").lines())


STATES: dict[str, tuple[str, str]] = {
    "met": ("按时", "kept"), "missed": ("逾期", "missed"), "excused": ("免责", "excused"),
    "stopped": ("中止", "stopped"), "running": ("计时中", "running"), "resting": ("暂停", "paused"),
    "none": ("没有", "none"), "yes": ("有", "yes"), "no": ("没有", "no"),
}  # fmt: skip


class _Writer:
    """One comparison in one language."""

    def __init__(self, found: Comparison, pay: PayFound, *, english: bool) -> None:
        self.found, self.pay, self.english = found, pay, english

    def say(self, zh: str, en: str) -> str:
        return en if self.english else zh

    def lines(self) -> list[str]:
        found, same = self.found, self.found.same and not changed(self.pay)
        head = self.say(
            f"《{found.name}》{found.version}，{found.since} 至 {found.until}："
            f"{found.events:,} 个事件，{found.records:,} 条记录，{found.seconds:.1f} 秒",
            f"{found.name} {found.version}, {found.since} to {found.until}: "
            f"{found.events:,} events, {found.records:,} records, {found.seconds:.1f} s",
        )
        parts = [head]
        if found.empty and same:
            parts.append(
                self.say(
                    "这段时间没有记下任何事，没有可比的：换一段有记录的日子。",
                    "Nothing was recorded in this time, so there is nothing to compare: take other days.",
                )
            )
        elif same:
            parts.append(self.say("和现行制度没有差别。", "No difference from what is in force."))
        parts += [
            *self._deadlines(),
            *self._hits(self.say("标记", "flags"), found.flags),
            *self._hits(self.say("需要审批", "approvals needed"), found.approvals),
        ]
        return [*parts, *self._people(), *self._money(), *self._given()]

    def _sides(self, what: str, now: object, draft: object) -> str:
        return self.say(f"\n{what}　现行 {now}　草案 {draft}", f"\n{what}: now {now}; draft {draft}")

    def _deadlines(self) -> list[str]:
        now, draft = self.found.totals["now"], self.found.totals["draft"]
        lines = [self._sides(self.say("时限", "deadlines"), self._counts(now), self._counts(draft))]
        differ = [rule for rule in self.found.rules if not rule.same]
        for rule in differ[:SHOWN]:
            told = f"{self._turn('met', rule.now.met, rule.draft.met)}　{self._missed(rule)}{self._excused(rule)}"
            lines.append(f"  {rule.title}　{rule.what}　{told}")
            lines += [f"      {self._case(example)}" for example in rule.examples[:3]]
        return lines + self._more(len(differ))

    def _turn(self, state: str, now: int, draft: int) -> str:
        return f"{self.say(*STATES[state])} {now} → {draft}"

    def _missed(self, rule: RuleFound) -> str:
        turns = (
            (rule.lost, self.say("件由按时变逾期", "kept before are missed")),
            (rule.gained, self.say("件由逾期变按时", "missed before are kept")),
        )
        turned = [f"{count} {what}" for count, what in turns if count]
        said = self.say(f"（{'，'.join(turned)}）", f" ({', '.join(turned)})") if turned else ""
        return self._turn("missed", rule.now.missed, rule.draft.missed) + said

    def _excused(self, rule: RuleFound) -> str:
        now, draft = rule.now.excused, rule.draft.excused
        return f"　{self._turn('excused', now, draft)}" if now or draft else ""

    def _case(self, example: Example) -> str:
        before, after = self._state(example.now, example.due_now), self._state(example.draft, example.due_draft)
        return f"{example.title}{self.say('：', ': ')}{before} → {after}"

    def _state(self, state: str, due: Any) -> str:
        from django.utils.timezone import localtime

        said = self.say(*STATES.get(state, (state, state)))
        if not due:
            return said
        at = f"{localtime(due):%m-%d %H:%M}"
        return self.say(f"{said}（{at} 到期）", f"{said} (due {at})")

    def _counts(self, counts: Counts) -> str:
        return self.say(
            f"按时 {counts.met} 逾期 {counts.missed} 免责 {counts.excused} 中止 {counts.stopped} 未结 {counts.running}",
            f"{counts.met} kept, {counts.missed} missed, {counts.excused} excused, {counts.stopped} stopped, "
            f"{counts.running} open",
        )

    def _hits(self, what: str, hits: tuple[Hits, ...]) -> list[str]:
        differ = [hit for hit in hits if hit.now != hit.draft]
        now, draft = sum(hit.now for hit in hits), sum(hit.draft for hit in hits)
        lines = [self._sides(what, now, draft)] if hits else []
        lines += [f"  {hit.title}　{hit.what}　{hit.now} → {hit.draft}" for hit in differ[:SHOWN]]
        return lines + self._more(len(differ))

    def _people(self) -> list[str]:
        differ = [one for one in self.found.people if one.now != one.draft]
        lines = [self.say("\n各人的时限", "\ndeadlines by person")] if differ else []
        nobody = self.say("（没有经办人）", "(no owner)")
        lines += [
            f"  {one.name or nobody}　{self._turn('met', one.now.met, one.draft.met)}　"
            f"{self._turn('missed', one.now.missed, one.draft.missed)}"
            for one in differ[:SHOWN]
        ]
        return lines + self._more(len(differ))

    def _money(self) -> list[str]:
        found, pay, none = self.found, self.pay, self.say("无", "none")
        if not found.months:
            return [
                self.say(
                    "\n得分和工资　范围内没有整月，不算", "\nscores and pay: no whole month in the range, not reckoned"
                )
            ]
        months = self.say(f"工资（{'、'.join(found.months)}）", f"pay ({', '.join(found.months)})")
        lines = [self._sides(months, yuan(pay.total_now), yuan(pay.total_draft))]
        differ = [one for one in pay.pay if one.now != one.draft]
        lines += [
            f"  {one.name}　{one.period}　{one.item}　{yuan(one.now) or none} → {yuan(one.draft) or none}"
            for one in differ[:SHOWN]
        ]
        lines += self._more(len(differ))
        scores = [one for one in pay.scores if one.whole and one.now != one.draft]
        lines += [
            f"  {one.name}　{one.period}　{one.metric}　{' → '.join(percents(one.now, one.draft, none))}"
            for one in scores[:SHOWN]
        ]
        lines += self._more(len(scores))
        if pay.hidden:
            lines.append(
                self.say(
                    f"  另有 {pay.hidden} 人的工资不在你的权限之内",
                    f"  the pay of {pay.hidden} more is not yours to see",
                )
            )
        return lines

    def _given(self) -> list[str]:
        told = [f"  {self.say(one.text.zh, one.text.en)}" for one in self.found.given]
        return [self.say("\n按原样采用的", "\ntaken as given"), *told]

    def _more(self, count: int) -> list[str]:
        left = count - SHOWN
        return [self.say(f"  …… 另有 {left} 行，见 --json", f"  … {left} more lines: see --json")] if left > 0 else []
