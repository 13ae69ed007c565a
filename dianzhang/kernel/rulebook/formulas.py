"""Formulas of rules: which words each may use, and their errors at the right place of the document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..formula import Formula, FormulaErrors, Scope, Symbol, parse
from ..messages import Message
from ..units import UNIT_ZH, Unit
from ..vocabulary import ActionWord, FieldWord, FormerWord, MeasureWord
from .context import Context
from .elsewhere import elsewhere
from .nodes import Text

TOTAL = "综合得分率"  # a scorecard's result, in pay formulas
TOTAL_EN = "score"
_SHOWN = 3  # posts


def condition(context: Context, text: Text | None, subject: str, actions: Iterable[ActionWord] = ()) -> Formula | None:
    """A condition on a subject: its fields, its states, the actions' inputs, its window measures."""
    if text is None:
        return None
    key = (subject, tuple(sorted(action.name for action in actions)))
    scope = context.scopes.get(key)
    if scope is None:
        scope = context.scopes[key] = Scope(_subject_symbols(context, subject, actions))
    formula = formula_of(context, text, scope, (Unit.TRUTH,))
    if formula is not None:
        _no_personal(context, text, formula, subject, actions)
        _of_now(context, text, formula)
    return formula


def numeric(
    context: Context, text: Text | None, symbols: Iterable[Symbol], units: tuple[Unit, ...] = ()
) -> Formula | None:
    """A formula over measures and metrics, of one of ``units`` (none: of any)."""
    return None if text is None else formula_of(context, text, Scope(symbols), units)


def scored(context: Context, text: Text | None, formula: Formula | None, posts: Iterable[str]) -> Formula | None:
    """The formula, unless it uses the score of posts that have no scorecard; that is reported."""
    if formula is None or text is None or TOTAL not in formula.names or TOTAL in context.metrics:
        return formula
    if any(set(card.posts) & set(posts) for card in context.cards):
        return formula
    said = [context.vocabulary.posts[post] for post in list(posts)[:_SHOWN] if post in context.vocabulary.posts]
    zh, en = "、".join(post.zh for post in said), ", ".join(post.code for post in said)
    face = TOTAL if TOTAL in text.value else TOTAL_EN
    context.report.error(
        text.at(max(text.value.find(face), 0), len(face)),
        f"{zh}没有“考核”，没有“{face}”可用", f"{en} has no scorecard, and so no “{face}”",
        Message("先给这个岗位写“考核”，或改用指标", "write a scorecard for the post, or use a metric"),
    )  # fmt: skip
    return None


def formula_of(context: Context, text: Text, scope: Scope, units: tuple[Unit, ...]) -> Formula | None:
    """The formula that a text says, or None when it has errors (then they are reported)."""
    try:
        formula = parse(text.value, scope, origin=(text.place.line, text.place.column))
    except FormulaErrors as errors:
        for error in errors.errors:
            known = elsewhere(context, error.unknown, units) if error.unknown else None
            message, hint = known or (error.message, None)
            context.report.error(text.at(error.offset, error.length), message.zh, message.en, hint or error.hint)
        return None
    if units and formula.unit not in (*units, *_bare(units)):
        want_zh, want_en = UNIT_ZH[units[0]], units[0].value
        hint = (
            Message("写成判断，如 总额 > 1000", "write a comparison, like total > 1000")
            if Unit.TRUTH in units
            else None
        )
        context.report.error(
            text.at(0, len(text.value)),
            f"这里应是{want_zh}，公式算出的是{UNIT_ZH[formula.unit]}",
            f"this must be {want_en}, but the formula gives {formula.unit.value}",
            hint,
        )
        return None
    for name in formula.names:
        measure = context.vocabulary.measures.get(name)
        context.waits_for(measure.awaits if measure else context.awaiting_metrics.get(name))
    return formula


def _bare(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A plain number fits wherever a number is wanted."""
    return () if units[0] in (Unit.TRUTH, Unit.TEXT, Unit.TIME, Unit.DATE) else (Unit.BARE,)


def measure_symbols(context: Context, kinds: tuple[str, ...] = (), without: Iterable[str] = ()) -> list[Symbol]:
    """The measures as words (window ones never: they belong to one subject's checks)."""
    hidden = set(without)
    return [
        measure_symbol(measure)
        for measure in context.vocabulary.measures.values()
        if measure.kind != "window" and (not kinds or measure.kind in kinds) and measure.zh not in hidden
    ]


def metric_symbols(context: Context) -> list[Symbol]:
    return [Symbol(metric.name, (), metric.unit, english=metric.en) for metric in context.metrics.values()]


def measure_symbol(measure: MeasureWord) -> Symbol:
    rate = measure.yuan_per_point
    return Symbol(measure.name, (measure.zh,), measure.unit, yuan_per_point=rate, english=measure.en)


def number_symbols(context: Context) -> list[Symbol]:
    """Measures and all metrics so far; a metric hides the measure whose Chinese name it takes."""
    return measure_symbols(context, without=context.metrics) + metric_symbols(context)


def _subject_symbols(context: Context, subject: str, actions: Iterable[ActionWord]) -> list[Symbol]:
    words = context.vocabulary.subjects[subject]
    symbols = {field.name: _field_symbol(field, (words.zh, words.name)) for field in words.fields.values()}
    for axis in words.axes.values():
        faces = (axis.zh, f"{words.zh}.{axis.zh}", f"{words.name}.{axis.name}")
        symbols[axis.name] = Symbol(axis.name, faces, Unit.TEXT, choices=dict(axis.states))
    for action in actions:
        for field in action.inputs.values():
            symbols.setdefault(field.name, _field_symbol(field, ()))
    for word in words.former.values():
        symbols.setdefault(word.name, _former_symbol(word, (words.zh, words.name), symbols[word.text]))
    for measure in context.vocabulary.measures.values():
        if measure.kind == "window" and measure.subject == subject:
            symbols.setdefault(measure.name, measure_symbol(measure))
    return list(symbols.values())


def _former_symbol(word: FormerWord, owners: tuple[str, str], text: Symbol) -> Symbol:
    faces = (word.zh, f"{owners[0]}.{word.zh}", f"{owners[1]}.{word.name}")
    return Symbol(word.name, faces, Unit.TRUTH, looks=(text, word.words))


def _of_now(context: Context, text: Text, formula: Formula) -> None:
    """A word of before still means what it meant; how it is said now, the rulebook can change by itself."""
    for symbol in formula.former:
        if symbol.looks is None:
            continue
        read, words = symbol.looks
        face = symbol.zh if symbol.zh in text.value else symbol.name
        zh, en = (comma.join(f"“{one}”" for one in words) for comma in ("、", ", "))
        context.report.warn(
            text.at(max(text.value.find(face), 0), len(face)),
            f"“{symbol.zh}”是从前的说法，还照从前的那些词算",
            f"“{symbol.en}” is a word of before; it still looks for the words of then",
            Message(
                f"把词写进条款：包含({read.zh}, {zh})", f"write the words into the clause: CONTAINS({read.en}, {en})"
            ),
        )  # fmt: skip


def _field_symbol(field: FieldWord, owners: tuple[str, ...]) -> Symbol:
    faces = [field.zh]
    if owners:
        faces += [f"{owners[0]}.{field.zh}", f"{owners[1]}.{field.name}"]
    choices: dict[str, Any] | None = dict(field.choices) if field.choices else None
    return Symbol(field.name, tuple(faces), field.unit, choices=choices)


def _no_personal(context: Context, text: Text, formula: Formula, subject: str, actions: Iterable[ActionWord]) -> None:
    fields = [*context.vocabulary.subjects[subject].fields.values()]
    fields += [field for action in actions for field in action.inputs.values()]
    for field in fields:
        if field.personal and field.name in formula.names:
            context.report.error(
                text.at(max(text.value.find(field.zh), 0), len(field.zh)),
                f"“{field.zh}”是个人信息，不进流水，规则不能读",
                f"“{field.name}” is personal data, which the journal does not hold; rules cannot read it",
                Message("改用不含个人信息的字段", "use a field without personal data"),
            )
            return
