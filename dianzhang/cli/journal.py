"""`dianzhang journal`: seals of the journal: hold it against them, seal now, another key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from dianzhang.cli.django import start_in_department
from dianzhang.cli.output import Exit, answer, both, json_option, wrong_call

if TYPE_CHECKING:
    from dianzhang.safety.verifying import Verdict


@click.group()
def journal() -> None:
    """The journal's seals: what happened stays as it was written."""


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
