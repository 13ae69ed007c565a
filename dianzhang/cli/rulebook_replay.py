"""`dianzhang rulebook replay`: the recorded past under a draft, beside what was in force."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dianzhang.cli.acting import acting, as_option
from dianzhang.cli.django import speaking, start_in_department
from dianzhang.cli.output import Exit, answer, json_option, wrong_call
from dianzhang.cli.rulebook_file import language_of, language_option, sound
from dianzhang.cli.rulebook_replay_words import changed, ratio, written, yuan
from dianzhang.kernel.messages import Message

if TYPE_CHECKING:
    from dianzhang.engine.replaying import Comparison, Hits
    from dianzhang.reward.replaying import PayFound


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--from", "since", metavar="DAY", required=True, help="First day, like 2026-10-01.")
@click.option("--to", "until", metavar="DAY", required=True, help="Last day, included.")
@as_option
@language_option
@json_option
def replay(file: str, since: str, until: str, who: str | None, language: str | None, as_json: bool) -> None:
    """Play the recorded past under FILE and compare it with what was in force; nothing is written.

    Deadlines kept and missed, flags, approvals, scores and pay of whole months, and what was taken as given.
    """
    first, last = _day(since, "--from"), _day(until, "--to")
    text, name = _text(file)
    start_in_department()
    from dianzhang.engine.replaying import DraftError, RangeError, compare
    from dianzhang.reward.replaying import scores_and_pay

    actor, bar, said_in = acting(who), Bar(), language or language_of(text)
    try:
        with speaking(said_in):
            found = compare(text, first, last, progress=bar)
    except DraftError as error:
        sound(error.compiled, name, as_json, language)
        return
    except RangeError as error:
        wrong_call(error.said.text(said_in))
    except KeyboardInterrupt:
        bar.finish()
        why = Message("停下了；什么都没有写", "stopped; nothing was written")
        answer({"stopped": True, "events": bar.read}, why.text(said_in), as_json=as_json, code=Exit.NO)
        return
    bar.finish()
    with speaking(said_in):
        pay = scores_and_pay(found, actor)
        answer(document(found, pay), written(found, pay, said_in), as_json=as_json)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong_call(
            f"{option} {text!r}：没有这一天，写成 2026-10-31 这样 · there is no such day; write it like 2026-10-31"
        )


def _text(file: str) -> tuple[str, str]:
    """The document, and the name it goes by."""
    from dianzhang import rulebooks

    try:
        return rulebooks.read(file), rulebooks.find(file).name
    except LookupError as error:
        wrong_call(str(error.args[0]))
    except UnicodeDecodeError:
        wrong_call(f"{file}：不是 UTF-8 的文字，请另存为 UTF-8 · not UTF-8 text: save it as UTF-8")


# --- for programs -----------------------------------------------------------------------


def document(found: Comparison, pay: PayFound) -> dict[str, Any]:
    """The comparison as JSON values; amounts and ratios as text."""
    from dianzhang.engine.models import Person

    codes = dict(Person.objects.values_list("pk", "code"))
    totals = found.totals
    return {
        "rulebook": {"code": found.code, "name": found.name, "version": found.version},
        "from": found.since, "to": found.until, "events": found.events, "records": found.records,
        "seconds": round(found.seconds, 3), "same": found.same and not changed(pay), "empty": found.empty,
        "rules": [
            {
                "rule": rule.rule, "clause": rule.clause, "title": rule.title, "now": asdict(rule.now),
                "draft": asdict(rule.draft), "gained": rule.gained, "lost": rule.lost,
                "examples": [asdict(example) for example in rule.examples],
            }
            for rule in found.rules
        ],
        "flags": [_hits(hit) for hit in found.flags],
        "approvals": [_hits(hit) | {"action": hit.kind} for hit in found.approvals],
        "people": [
            {
                "person": codes.get(one.person_id or 0), "post": one.post, "name": one.name, "now": asdict(one.now),
                "draft": asdict(one.draft),
            }
            for one in found.people
        ],
        "months": list(found.months),
        "scores": [
            {
                "person": codes.get(one.person_id), "name": one.name, "month": one.period, "metric": one.metric,
                "now": ratio(one.now), "draft": ratio(one.draft), "whole": one.whole,
            }
            for one in pay.scores
        ],
        "pay": [
            {
                "person": codes.get(one.person_id), "name": one.name, "month": one.period, "item": one.item,
                "clause": one.clause, "now": yuan(one.now), "draft": yuan(one.draft),
            }
            for one in pay.pay
        ],
        "totals": {
            "now": {**asdict(totals["now"]), "pay": yuan(pay.total_now)},
            "draft": {**asdict(totals["draft"]), "pay": yuan(pay.total_draft)},
            "gained": totals["gained"], "lost": totals["lost"],
            "flags": dict(zip(("now", "draft"), totals["flags"], strict=True)),
            "approvals": dict(zip(("now", "draft"), totals["approvals"], strict=True)),
            "hidden": pay.hidden,
        },
        "given": [
            {
                "what": one.what, "count": one.count, "zh": one.text.zh, "en": one.text.en,
                "examples": [asdict(example) for example in one.examples],
            }
            for one in found.given
        ],
    }  # fmt: skip


def _hits(hit: Hits) -> dict[str, Any]:
    return {
        "rule": hit.rule, "clause": hit.clause, "title": hit.title, "what": hit.what, "now": hit.now,
        "draft": hit.draft, "examples": [asdict(example) for example in hit.examples],
    }  # fmt: skip


class Bar:
    """Progress on standard error: a bar on a terminal, a line now and then elsewhere."""

    WIDTH = 30

    def __init__(self) -> None:
        self.stream = sys.stderr
        self.live = self.stream.isatty()
        self.said_at = time.monotonic()
        self.read = self.total = 0

    def __call__(self, read: int, total: int) -> None:
        self.read, self.total = read, total
        now = time.monotonic()
        if now - self.said_at >= (0.1 if self.live else 5):
            self.said_at = now
            self._say()

    def finish(self) -> None:
        if self.live and self.total:
            self._say()
            self.stream.write("\n")

    def _say(self) -> None:
        share = min(self.read / max(self.total, 1), 1.0)
        full = round(share * self.WIDTH)
        text = f"[{'█' * full}{'░' * (self.WIDTH - full)}] {share:4.0%}  {self.read:,} / {self.total:,}"
        self.stream.write(f"\r{text}  " if self.live else f"{text}\n")
        self.stream.flush()
