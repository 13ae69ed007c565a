"""How every command speaks: the answer on standard output, everything else on standard error.

    @click.command()
    @json_option
    def count(as_json: bool) -> None:
        progress("counting")
        answer({"orders": 3}, "3 orders", as_json=as_json)

A command ends with one of three codes: done (also when the answer is "no value"), no (or rows were rejected),
and a wrong call, which click reports by itself for arguments and `wrong_call` for everything it cannot see.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn

import click

from dianzhang.kernel.messages import Message


class Exit(IntEnum):
    DONE = 0
    NO = 1
    WRONG_CALL = 2


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def answer(document: Any, text: str, *, as_json: bool, code: Exit = Exit.DONE) -> None:
    """Say the answer, once: as a document for programs or as text for people. Ends the command if it is not "done"."""
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, default=_plain))
    else:
        click.echo(text)
    if code is not Exit.DONE:
        raise click.exceptions.Exit(code)


def progress(message: str) -> None:
    click.echo(message, err=True)


def both(said: Message) -> str:
    """A sentence for people at the terminal, whichever language is theirs."""
    return f"{said.zh} · {said.en}"


class WrongCall(click.ClickException):
    exit_code = Exit.WRONG_CALL


def wrong_call(message: str) -> NoReturn:
    """Leave with a message that names what is wrong, where, and what to do."""
    raise WrongCall(message)


def _plain(value: object) -> str:
    """Decimals as text (a float would round them), moments in ISO 8601."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a command's JSON")
