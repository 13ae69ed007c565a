"""`dianzhang demo`: a demonstration department, lived from the first day of the previous month until now."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from dianzhang.cli.django import start_django
from dianzhang.cli.output import Exit, answer, json_option, progress

LOGINS = "demo-logins.json"
OWNER = "owner-login.json"
KEY = "demo-key"  # opens the page on which one looks as anybody of it


@click.command()
@click.option(
    "--days",
    type=click.IntRange(3, 400),
    help="So many days, today included; default: from the previous month's first.",
)
@click.option("--orders-per-day", type=click.IntRange(1, 2000), default=40, show_default=True)
@click.option(
    "--seed", type=int, default=7, show_default=True, help="The same seed at the same time: the same history."
)
@json_option
def demo(days: int | None, orders_per_day: int, seed: int, as_json: bool) -> None:
    """Make a demonstration department in an empty database: everything in it was done by the actions people use."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from dianzhang.config.secret_key import kept_key
    from dianzhang.demo.cast import logins
    from dianzhang.demo.lived import Inhabited, live
    from dianzhang.engine.moment import now

    call_command("migrate", verbosity=0)
    home: Path = settings.DIANZHANG_HOME
    progress("演示部门开始营业 · the demonstration department opens …")
    try:
        lived = live(now(), days_back=days, orders_per_day=orders_per_day, seed=seed, report=_report)
    except Inhabited:
        document = {"made": False, "reason": "the database already holds people"}
        text = (
            f"这个数据库里已经有人了，演示部门不能建在里面。换一个 DIANZHANG_HOME（现在是 {home}）再试 · "
            "There are people in this database already. Choose another DIANZHANG_HOME for a demonstration."
        )
        answer(document, text, as_json=as_json, code=Exit.NO)
        return
    _seal()
    people, owner = logins()
    _keep(home / LOGINS, people)
    _keep(home / OWNER, owner)
    kept_key(home / KEY)
    document = {
        "made": True, "from": lived.first, "until": lived.until, "orders": lived.orders, "events": lived.events,
        "seed": seed, "logins": str(home / LOGINS),
    }  # fmt: skip
    text = (
        f"{lived.first} – {lived.until:%Y-%m-%d}: {lived.orders} 单 orders, {lived.events} 件事 events; {home / LOGINS}"
    )
    answer(document, text, as_json=as_json)


def _seal() -> None:
    from dianzhang.cli.output import both
    from dianzhang.safety import sealing
    from dianzhang.safety.outside import KeyTrouble

    try:
        sealing.begin()
    except (sealing.Unsealable, KeyTrouble) as trouble:
        progress(both(trouble.message))


def _report(day: date, number: int, whole: int) -> None:
    """A line a week, and the last."""
    if number % 7 == 1 or number == whole:
        progress(f"  {day}  {number}/{whole}")


def _keep(file: Path, document: dict[str, Any]) -> None:
    """Only its owner may read it, from the first byte on."""
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
