"""`dianzhang formula`: work one formula out, with the names and values that the call gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from dianzhang.cli.output import answer, json_option, wrong_call
from dianzhang.kernel.formula import (
    Explanation,
    FormulaErrors,
    Scope,
    Step,
    Symbol,
    parse,
    plain_number,
    read_quantity,
)
from dianzhang.kernel.messages import Message, MessageError
from dianzhang.kernel.units import Unit

_TRUTH = {"是": True, "真": True, "true": True, "yes": True, "否": False, "假": False, "false": False, "no": False}
_TRUTHS = {False: {True: "是", False: "否"}, True: {True: "yes", False: "no"}}
_NOTHING = ("", "无", "无值", "none", "null")


@click.command()
@click.argument("text", metavar="FORMULA")
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A name of the formula. 50%, 2000元, 是 …")
@click.option("--explain", is_flag=True, help="Show every step.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", help="Of the steps and of the answer.")
@json_option
def formula(text: str, given: tuple[str, ...], explain: bool, language: str, as_json: bool) -> None:
    """Work out FORMULA exactly, with the names given by --set.

    A bare number fits any unit; NAME= without a value means that there is none.
    "No value" is an answer too: it comes with its reason.
    """
    names, values = _given(given)
    try:
        found = parse(text, Scope(names)).explain(values)
    except MessageError as error:
        wrong_call(str(error))
    except FormulaErrors as errors:
        wrong_call(f"公式有误 · the formula has errors\n{errors.render(language)}")
    document = {
        "value": _text(found.value),
        "reason": found.reason.zh if found.reason else None,
        "steps": [_document(step) for step in found.steps],
    }
    answer(document, _lines(found, explain=explain, english=language == "en"), as_json=as_json)


def _given(pairs: tuple[str, ...]) -> tuple[list[Symbol], dict[str, Any]]:
    names: list[Symbol] = []
    values: dict[str, Any] = {}
    for pair in pairs:
        name, sign, written = pair.replace("＝", "=", 1).partition("=")
        name = name.strip()
        if not sign or not name:
            wrong_call(f"--set {pair}: 写成 名=值 · write NAME=VALUE")
        if name in values:
            wrong_call(f"--set {name}: 给了两次 · given twice")
        values[name], unit = _value(name, written.strip())
        names.append(Symbol(name, unit=unit))
    return names, values


def _value(name: str, written: str) -> tuple[Any, Unit]:
    """What stands after the sign: nothing, a truth, a number with its unit, a date, a time with its zone, or a text."""
    if written.lower() in _NOTHING:
        return None, Unit.BARE
    if written.lower() in _TRUTH:
        return _TRUTH[written.lower()], Unit.TRUTH
    if moment := _moment(written):
        return moment, Unit.TIME if isinstance(moment, datetime) else Unit.DATE
    quantity = read_quantity(written)
    if isinstance(quantity, Message):
        wrong_call(f"--set {name}={written}: {quantity.zh} · {quantity.en}")
    return quantity or (written.strip("“”\"'"), Unit.TEXT)


def _moment(written: str) -> date | None:
    """``2026-02-01`` or ``2026-02-01T09:00+08:00``; a time without a zone is not guessed at."""
    try:
        if len(written) == len("2026-02-01"):
            return date.fromisoformat(written)
        moment = datetime.fromisoformat(written) if "-" in written[1:] else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    return None if value is None else str(value)


def _document(step: Step) -> dict[str, str | None]:
    return {"text": step.text.zh, "text_en": step.text.en, "value": _text(step.value)}


def _lines(found: Explanation, *, explain: bool, english: bool) -> str:
    lines = [step.text.en if english else step.text.zh for step in found.steps] if explain else []
    if found.reason:
        lines.append(f"无值：{found.reason.zh} · no value: {found.reason.en}")
    else:
        lines.append(_TRUTHS[english][found.value] if isinstance(found.value, bool) else str(_text(found.value)))
    return "\n".join(lines)
