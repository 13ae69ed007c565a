"""`dianzhang lake`: how the lake stands, write it anew, hold it against the tables."""

from __future__ import annotations

from datetime import date

import click

from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import Exit, answer, json_option, wrong_call


@click.group()
def lake() -> None:
    """Facts beside the database: how they stand, refresh, check."""


@lake.command()
@json_option
def status(as_json: bool) -> None:
    """Which manifest holds, of when, how many days and facts it has, how many have changed since."""
    start_in_department()
    from dianzhang.measure.lake.standing import standing

    found = standing()
    if found is None:
        answer({"there": False}, "没有建，数字直接从库里算 · none; the tables answer", as_json=as_json)
        return
    text = (
        f"{found.manifest}，{found.at:%Y-%m-%d %H:%M}：{found.days} 天 {found.facts} 条，"
        f"改过没重写的 {found.dirty} 天 · "
        f"{found.days} days, {found.facts} facts, {found.dirty} days changed since"
    )
    document = {
        "there": True, "manifest": found.manifest, "at": found.at.isoformat(), "days": found.days,
        "facts": found.facts, "dirty": found.dirty, "pinned": found.pinned, "left_to_the_tables": found.left,
    }  # fmt: skip
    answer(document, text, as_json=as_json)


@lake.command()
@json_option
def refresh(as_json: bool) -> None:
    """Write the days that changed anew, now; make the lake where there is none."""
    start_in_department()
    from dianzhang.measure.lake.refreshing import refresh as go
    from dianzhang.measure.lake.refreshing import sweep

    done = go()
    sweep()
    text = f"重写了 {done.days} 天、{done.facts} 条 · {done.days} days with {done.facts} facts written anew"
    answer({"days": done.days, "facts": done.facts}, text, as_json=as_json)


@lake.command()
@click.option("--from", "first", required=True, metavar="DAY", help="First day, 2026-10-01.")
@click.option("--to", "last", required=True, metavar="DAY", help="Last day, 2026-10-31.")
@json_option
def check(first: str, last: str, as_json: bool) -> None:
    """Hold every number of these days against the tables; ends with 1 when one differs."""
    start_in_department()
    from dianzhang.measure.lake.checking import Held, differences

    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        wrong_call(f"{error}; write days as 2026-10-01")
    held = Held()
    found = [{"measure": one.measure, "slice": str(one.of)} for one in differences(*days, held)]
    text = "\n".join(f"{one['measure']}: {one['slice']}" for one in found)
    said = f"对了 {held.numbers} 个数，{len(found)} 处不同 · {held.numbers} numbers, {len(found)} differ"
    document = {"numbers": held.numbers, "answered": held.answered, "slices": held.slices, "differences": found}
    answer(document, f"{text}\n{said}".strip(), as_json=as_json, code=Exit.NO if found else Exit.DONE)
