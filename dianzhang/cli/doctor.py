"""`dianzhang doctor`: is all well, and what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dianzhang.cli.django import start_django
from dianzhang.cli.output import Exit, answer, both, json_option

if TYPE_CHECKING:
    from dianzhang.safety.doctor import Finding

SIGNS = {"ok": "  ", "note": "· ", "warn": "! ", "bad": "✗ "}


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Look at database, disk, clock, keys, worker, seals, backups, rulebook; say what to do."""
    start_django()
    from dianzhang.safety.doctor import examine

    found = examine()
    worst = next((state for state in ("bad", "warn") if any(one.state == state for one in found)), "ok")
    document = {
        "state": worst,
        "checks": [
            {
                "name": one.name, "state": one.state, "said": one.said.zh, "en": one.said.en,
                "todo": one.todo.zh if one.todo else None,
            }
            for one in found
        ],
    }  # fmt: skip
    answer(document, "\n".join(map(_line, found)), as_json=as_json, code=Exit.NO if worst == "bad" else Exit.DONE)


def _line(one: Finding) -> str:
    text = f"{SIGNS[one.state]}{one.name:<13} {both(one.said)}"
    return f"{text}\n{'':<16}→ {both(one.todo)}" if one.todo and one.state in ("warn", "bad") else text
