"""`dianzhang journal`: its seals (hold it against them, seal now, another key), and the journal as an event log."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import click

from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import Exit, answer, both, json_option, wrong_call

if TYPE_CHECKING:
    from dianzhang.safety.verifying import Verdict

DAY = click.DateTime(["%Y-%m-%d"])
TARGET = click.Path(dir_okay=False, path_type=Path)


@click.group()
def journal() -> None:
    """The journal: its seals, by which what happened stays as it was written, and its way out as an event log."""


@journal.command()
@click.option("--fingerprint", default="", metavar="HEX", help="Trust this key only, as you wrote it down.")
@json_option
def verify(fingerprint: str, as_json: bool) -> None:
    """Hold the journal against its seals: what was changed, deleted, inserted, reordered, cut off."""
    start_in_department()
    from dianzhang.safety.outside import KeyTrouble
    from dianzhang.safety.verifying import Verifier

    try:
        verdict = Verifier(_bar if sys.stderr.isatty() else None, fingerprint=fingerprint).run()
    except KeyTrouble as trouble:
        wrong_call(both(trouble.message))
    code = Exit.NO if verdict.broken else Exit.DONE
    answer(_document(verdict), _text(verdict), as_json=as_json, code=code)


@journal.command()
@json_option
def seal(as_json: bool) -> None:
    """Seal now what the worker would seal within a minute."""
    start_in_department()
    from dianzhang.engine.sequencer import place
    from dianzhang.safety import chain, sealing
    from dianzhang.safety.outside import KeyTrouble, read

    while place():
        pass
    try:
        made = sealing.seal_all()
    except (sealing.Unsealable, KeyTrouble) as trouble:
        answer({"seals": 0, "reason": both(trouble.message)}, both(trouble.message), as_json=as_json, code=Exit.NO)
        return
    sealed, top = sealing.lag()
    key = read().key
    shown = chain.fingerprint(key) if key else None
    document = {"seals": made, "sealed": sealed, "events": top, "fingerprint": shown}
    answer(document, f"封存 {made} 段，到第 {sealed} 件 · {made} seals, up to event {sealed}; {shown}", as_json=as_json)


@journal.command("new-key")
@json_option
def new_key(as_json: bool) -> None:
    """Go on with another key, where the old one is lost. Seals made so far keep theirs."""
    start_in_department()
    from dianzhang.safety import chain, outside

    key = outside.renew()
    shown = chain.fingerprint(key)
    document = {"fingerprint": shown, "file": outside.key_file()}
    answer(document, f"新密钥 · new key {outside.key_file()}\n指纹，请记下 · write down: {shown}", as_json=as_json)


@journal.command()
@json_option
def accept(as_json: bool) -> None:
    """Take the journal as it is now, after its database was put back by other means than `restore`."""
    start_in_department()
    from dianzhang.safety import outside

    aside, seal = outside.accept()
    document = {"last": seal.last if seal else 0, "kept_as": aside}
    text = f"从第 {document['last']} 件接着封存；原来的记录放在 {aside} · accepted; the former head is kept"
    answer(document, text, as_json=as_json)


@journal.command("export")
@click.option("--ocel", type=TARGET, help="Write OCEL 2.0 as JSON into this file.")
@click.option("--xes", type=TARGET, help="Write XES (IEEE 1849) into this file.")
@click.option("--from", "first", type=DAY, required=True, metavar="DAY", help="First day, 2026-02-01.")
@click.option("--to", "last", type=DAY, required=True, metavar="DAY", help="Last day, included.")
@click.option("--kind", "kinds", multiple=True, help="Only events of this kind of record (order); may be repeated.")
@click.option("--shop", default="", help="Code of the shop; without it, all shops together.")
@json_option
def export(
    ocel: Path | None, xes: Path | None, first: datetime, last: datetime, kinds: tuple[str, ...], shop: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Write what happened as an event log for tools of process mining.  Nobody is named in it."""
    start_in_department()
    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.eventlog import NotLogged, wanted_of, write
    from dianzhang.engine.sequencer import place

    files = {form: path for form, path in (("json", ocel), ("xes", xes)) if path is not None}
    if not files:
        wrong_call("写明 --ocel 文件 或 --xes 文件 · Name a file: --ocel FILE or --xes FILE")
    while place():
        pass
    asked = [("from", f"{first:%Y-%m-%d}"), ("to", f"{last:%Y-%m-%d}"), ("shop", shop), *(("kind", k) for k in kinds)]
    try:
        wanted = wanted_of(urlencode(asked), SYSTEM)
    except NotLogged as why:
        wrong_call(str(why))
    written = {}
    for form, path in files.items():
        partial = path.with_name(f"{path.name}.part")
        try:
            written[form] = write(partial, form, wanted, SYSTEM, lambda n: None, path.stem)
            partial.replace(path)
        except OSError as error:
            wrong_call(f"写不了 {path}：{error.strerror} · cannot write {path}: {error.strerror}")
        finally:
            partial.unlink(missing_ok=True)
    document = {"from": wanted.first, "to": wanted.last, "kinds": wanted.kinds, "events": written,
                "files": {form: str(path) for form, path in files.items()}}  # fmt: skip
    lines = [f"{files[form]}  {count} 件事 events" for form, count in written.items()]
    answer(document, "\n".join(lines), as_json=as_json)


def _bar(place: int, top: int) -> None:
    click.echo(f"\r  {place} / {top}", nl=place >= top, err=True)


def _document(verdict: Verdict) -> dict[str, object]:
    from dianzhang.safety import chain, words

    return {
        "events": verdict.events,
        "sealed": verdict.sealed,
        "seals": verdict.seals,
        "unplaced": verdict.unplaced,
        "fingerprint": chain.fingerprint(verdict.key) if verdict.key else None,
        "head": verdict.head or None,
        "broken": [
            {"position": one.position, "what": one.what, "until": one.until, "seal": one.seal, "text": said.zh}
            for one in verdict.broken
            for said in [words.said(one)]
        ],
        "more": verdict.more,
        "notes": [words.NOTES[note].zh for note in verdict.notes],
        "seconds": round(verdict.seconds, 3),
    }


def _text(verdict: Verdict) -> str:
    from dianzhang.safety import chain, words

    lines = [both(words.said(one)) for one in verdict.broken]
    if verdict.more:
        lines.append(f"还有 {verdict.more} 处 · and {verdict.more} more")
    lines += [both(words.NOTES[note]) for note in verdict.notes]
    state = "对不上 · broken" if verdict.broken else "完好 · whole"
    lines.append(f"{verdict.events} 件事 events, 已封存 sealed {verdict.sealed}: {state}")
    if verdict.key:
        lines.append(f"密钥指纹 · fingerprint  {chain.fingerprint(verdict.key)}")
    return "\n".join(lines)
