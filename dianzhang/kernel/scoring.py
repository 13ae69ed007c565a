"""From figures to a score: attainment, weighted scorecard, process score, the cents of a pay line.

Every result explains itself: it carries the steps that led to it, in both languages, or the reason
why there is none.  *No value* (None) is an answer and never a zero.  Scores are ratios: 1 is 100 %.

The choices that the sources leave open, all ours:

* Lower is better: attainment is target ÷ actual, the inverse of the usual one.
* A floor or cap bounds an attainment before it is weighted; a floor is no threshold.
* A part of a scorecard without value is left out, and the weights of the others are scaled up to
  100 %.  The score has no value only if no part has one.
* A pay line is rounded half-up to cents by itself, so that the lines of a payslip add up to its total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .messages import Message
from .money import RECKONING, cents, half_up, show
from .scoring_words import bounded_words, equals, number, percent, ratio_words

Better = Literal["higher", "lower"]

ONE = Decimal(1)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation and the exact figure that it arrives at."""

    message: Message
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """A figure, or None with the reason; either way with the steps that led there."""

    value: Decimal | None
    reason: Message | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class PartValue:
    """One part of a scorecard: what it weighs and what was attained (1 is the target met)."""

    name: str
    weight: Decimal
    value: Decimal | None
    floor: Decimal | None = None
    cap: Decimal | None = None
    reason: Message | None = None  # why there is no value
    en: str = ""  # what English workings call it; empty: its name


@dataclass(frozen=True, slots=True)
class PartScore:
    """What a part brought: ``counted`` is the bounded value, ``points`` its share of the score."""

    part: PartValue
    weight: Decimal | None  # after scaling; None for a part left out
    counted: Decimal | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Score(Result):
    parts: tuple[PartScore, ...] = ()


def attainment(
    actual: Decimal | None,
    target: Decimal | None,
    *,
    better: Better = "higher",
    floor: Decimal | None = None,
    cap: Decimal | None = None,
) -> Result:
    """How far a target was met: actual ÷ target, or target ÷ actual where lower is better.

    Where lower is better, nought against a target of nought is met in full, and nought against a
    target above it is the best there is: the cap, or no value where no cap bounds it.
    """
    if actual is None:
        return _none("没有实际值", "there is no actual figure")
    if target is None:
        return _none("没有设定目标", "no target was set")
    if better == "higher":
        if target <= 0:
            return _none(
                f"目标是 {number(target)}，大于零才能算达成率",
                f"the target is {number(target)}; attainment needs one above zero",
            )
        return _ratio(("实际", "actual", actual), ("目标", "target", target), floor, cap)
    if actual < 0 or target < 0:
        return _none("越低越好的指标不能有负数", "a figure that is better when lower cannot be negative")
    if actual > 0:
        return _ratio(("目标", "target", target), ("实际", "actual", actual), floor, cap)
    if target == 0:
        met = Message("实际 0，目标 0：达成 100%", "actual 0, target 0: met, 100%")
        return _bounded(ONE, (Step(met, ONE),), floor, cap)
    if cap is None:
        return _none(
            "实际是 0，目标 ÷ 实际没有上限；请在规则里写封顶",
            "the actual figure is 0 and target ÷ actual has no bound; put a cap into the rule",
        )
    best = Message(
        f"实际 0，优于任何目标：按封顶 {percent(cap)}", f"actual 0 beats any target: the cap, {percent(cap)}"
    )
    return Result(cap, steps=(Step(best, cap),))


def process_score(kept: int, broken: int, excused: int = 0) -> Result:
    """Obligations kept ÷ obligations due.  Excused ones are left out; with none due there is no value."""
    due = kept + broken
    zh, en = (f"（另作安排 {excused} 项不计）", f" ({excused} excused, left out)") if excused else ("", "")
    if not due:
        return _none(f"本期没有到期的事项{zh}", f"nothing fell due in this period{en}")
    value = RECKONING.divide(Decimal(kept), Decimal(due))
    step = ratio_words(("按时", "kept", Decimal(kept)), ("到期", "due", Decimal(due)), value)
    return Result(value, steps=(Step(Message(step.zh + zh, step.en + en), value),))


def scorecard(parts: Iterable[PartValue]) -> Score:
    """The weighted sum of the bounded parts, over the weights of those parts that have a value.

    Weights are ratios and total 1 in a rulebook that compiled; other totals are scaled to 1 likewise.
    """
    given = tuple(parts)
    whole = _sum(part.weight for part in given)
    counted = _sum(part.weight for part in given if part.value is not None)
    left_out = tuple(_left_out(part) for part in given if part.value is None)
    if counted <= 0:
        reason = Message("各项都没有得分依据，本期无得分", "no part has a value, so there is no score")
        nothing = tuple(PartScore(part, None, None, None) for part in given)
        return Score(None, reason, (*left_out, Step(reason, None)), nothing)

    steps, scored = list(left_out), []
    if counted != ONE:
        steps.append(_scaling(counted, whole))
    for part in given:
        if part.value is None:
            scored.append(PartScore(part, None, None, None))
            continue
        one = _weigh(part, part.value, counted)
        scored.append(one)
        steps.append(_weighed(one))
    # One division at the end, not one a part: three parts at 1 under thirds make exactly 1.
    raw = _sum(RECKONING.multiply(one.part.weight, one.counted) for one in scored if one.counted is not None)
    value = raw if counted == ONE else RECKONING.divide(raw, counted)
    addends = " + ".join(percent(one.points) for one in scored if one.points is not None)
    words = Message(f"综合得分 = {addends} {equals(value)}", f"score = {addends} {equals(value)}")
    steps.append(Step(words, value))
    return Score(value, None, tuple(steps), tuple(scored))


def pay_line(
    name: str, amount: Decimal | None, *, reason: Message | None = None, currency: str = "CNY", en: str = ""
) -> Result:
    """A pay item in yuan, rounded half-up to cents; without amount it has no value and says why.

    ``en`` is what English workings call it.  Raises ``money.MoneyError`` for an amount that no account could hold.
    """
    if amount is None:
        why = reason or Message("没有可用的数", "a figure is missing")
        return _none(f"{name}：{why.zh}", f"{en or name}: {why.en}")
    paid = half_up(amount)
    shown = show(cents(paid), currency)
    if paid == amount:
        return Result(paid, steps=(Step(Message(f"{name} {shown}", f"{en or name} {shown}"), paid),))
    words = Message(
        f"{name} {number(amount)} 四舍五入到分 = {shown}",
        f"{en or name} {number(amount)} rounded half-up to cents = {shown}",
    )
    return Result(paid, steps=(Step(words, paid),))


def bound(value: Decimal, floor: Decimal | None, cap: Decimal | None) -> Decimal:
    """``value`` raised to the floor or lowered to the cap; where the two cross, the cap wins."""
    raised = value if floor is None else max(value, floor)
    return raised if cap is None else min(raised, cap)


# --- parts ---------------------------------------------------------------------

Named = tuple[str, str, Decimal]  # Chinese name, English name, figure


def _ratio(upper: Named, lower: Named, floor: Decimal | None, cap: Decimal | None) -> Result:
    value = RECKONING.divide(upper[2], lower[2])
    return _bounded(value, (Step(ratio_words(upper, lower, value), value),), floor, cap)


def _bounded(value: Decimal, steps: tuple[Step, ...], floor: Decimal | None, cap: Decimal | None) -> Result:
    within = bound(value, floor, cap)
    if within != value:
        steps = (*steps, Step(bounded_words(value, within), within))
    return Result(within, steps=steps)


def _weigh(part: PartValue, value: Decimal, counted: Decimal) -> PartScore:
    within = bound(value, part.floor, part.cap)
    weight = part.weight if counted == ONE else RECKONING.divide(part.weight, counted)
    return PartScore(part, weight, within, RECKONING.multiply(within, weight))


def _weighed(one: PartScore) -> Step:
    assert one.part.value is not None
    assert one.counted is not None
    assert one.weight is not None
    assert one.points is not None
    zh, en = "", ""
    if one.counted != one.part.value:
        words = bounded_words(one.part.value, one.counted)
        zh, en = f"（{words.zh}）", f" ({words.en})"
    product = f"{percent(one.counted)} × {percent(one.weight)} {equals(one.points)}"
    return Step(Message(f"{one.part.name} {product}{zh}", f"{one.part.en or one.part.name} {product}{en}"), one.points)


def _left_out(part: PartValue) -> Step:
    why = part.reason or Message("无数值", "no value")
    return Step(
        Message(
            f"{part.name}（权重 {percent(part.weight)}）不计入：{why.zh}",
            f"{part.en or part.name} (weight {percent(part.weight)}) is left out: {why.en}",
        ),
        None,
    )


def _scaling(counted: Decimal, whole: Decimal) -> Step:
    return Step(
        Message(
            f"其余权重合计 {percent(counted)}，按比例放大到 100%"
            if counted != whole
            else f"权重合计 {percent(counted)}，按比例折算到 100%",
            f"the weights that count total {percent(counted)} and are scaled to 100%",
        ),
        counted,
    )


def _none(zh: str, en: str) -> Result:
    reason = Message(zh, en)
    return Result(None, reason, (Step(reason, None),))


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = RECKONING.add(total, value)
    return total
