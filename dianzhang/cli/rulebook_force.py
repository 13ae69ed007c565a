"""`dianzhang rulebook activate`, `repeal`, `list`: which rulebooks are in force, since when, and with whose consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from dianzhang.cli.acting import acting, as_option
from dianzhang.cli.django import speaking
from dianzhang.cli.output import Exit, answer, json_option, wrong_call
from dianzhang.cli.rulebook_file import compile_file, language_of, language_option, sound
from dianzhang.kernel.messages import Message

if TYPE_CHECKING:
    from dianzhang.engine.access import Actor
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.outcome import Outcome

DAY = click.DateTime(["%Y-%m-%d"])
STEPS = {
    "discussed": "When it was discussed with the staff or their representatives.",
    "opinions": "When their opinions were asked for.",
    "consulted": "When it was settled in consultation with them.",
    "published": "When it was published.",
}


class Recorded(click.ParamType):  # type: ignore[type-arg]
    """A day, and behind a colon what there is to say of it: ``2026-03-02:会议纪要 12 号``."""

    name = "DATE[:NOTE]"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[date, str]:
        day, _colon, note = str(value).replace("：", ":", 1).partition(":")
        try:
            return date.fromisoformat(day.strip()), note.strip()
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-03-02, or 2026-03-02:NOTE.", param, ctx)


def step_options(command: Any) -> Any:
    for step in reversed(STEPS):
        command = click.option(f"--{step}", type=Recorded(), help=STEPS[step])(command)
    return command


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--on", type=DAY, help="From which day; default: the day the document names. Never backward.")
@click.option("--repeal", "repeals", multiple=True, metavar="CODE", help="A rulebook it takes the place of.")
@step_options
@as_option
@language_option
@json_option
def activate(
    file: str,
    on: datetime | None,
    repeals: tuple[str, ...],
    who: str | None,
    language: str | None,
    as_json: bool,
    **steps: Any,
) -> None:
    """Put FILE in force from its day on; whoever keeps it must agree first, unless nobody else is there.

    Clauses on pay, discipline or hours need the four steps of the law on record, each with its day.
    """
    compiled, name, _words = compile_file(file)
    sound(compiled, name, as_json, language)
    from dianzhang import rulebooks

    said_in = language or compiled.language
    actor, text = acting(who), rulebooks.read(file)
    with speaking(said_in):
        _activate(actor, name, text, on, repeals, steps, said_in, as_json=as_json)


def _activate(
    actor: Actor, name: str, text: str, on: datetime | None, repeals: tuple[str, ...], steps: dict[str, Any],
    said_in: str, *, as_json: bool,
) -> None:  # fmt: skip
    standing = _standing(text)
    if standing is not None:
        since = _when(standing.in_force_from)
        already = Message(f"{standing} 已经在执行，自 {since} 起", f"{standing} is in force already, since {since}")
        answer(_document("done", "", standing), already.text(said_in), as_json=as_json)
        return
    known = _known()
    ending = [version for code, version in known.items() if code in repeals]
    given = {"on": on.date() if on else None, "repeals": ",".join(repeals)}
    outcome = _activated(actor, text, {step: found for step, found in steps.items() if found is not None}, given)
    version: RulebookVersion = outcome.record
    done = outcome.done and version.in_force_from is not None
    since = _when(version.in_force_from)
    begins = Message(f"{version} 自 {since} 起生效。", f"{version} is in force from {since}.")
    stays = Message(f"{name}：{outcome.why}", f"{name}: {outcome.why}")
    said = begins.text(said_in) if done else stays.text(said_in) + _hint(outcome).text(said_in)
    document = _document(outcome.status, outcome.why, version, outcome.approval_id)
    if outcome.status == "refused":
        said += Message("\n什么都没有存下", "\nnothing was kept").text(said_in)
    else:
        if ending:
            document["ends"] = [losses(one) for one in ending]
            said = "\n".join([said, *(_lost(one).text(said_in) for one in ending)])
        said += _alone(text, known).text(said_in)
    answer(document, said, as_json=as_json, code=Exit.DONE if done else Exit.NO)


def _activated(actor: Actor, text: str, steps: dict[str, tuple[date, str]], given: dict[str, Any]) -> Outcome:
    """Drafted, put on record and put in force, or none of it: what is refused leaves no draft behind."""
    from django.db import transaction

    from dianzhang.engine.act import one

    with transaction.atomic():
        outcome = _drafted(actor, text)
        for step, (day, note) in steps.items():
            if outcome.done:
                outcome = one("rulebook.record", actor, outcome.id, step=step, on=day, note=note)
        if outcome.done:
            outcome = one("rulebook.activate", actor, outcome.id, **given)
        transaction.set_rollback(outcome.status not in ("done", "awaiting"))
    return outcome


@click.command()
@click.argument("code")
@click.option("--on", type=DAY, help="From which day; default: at once. Never backward.")
@as_option
@language_option
@json_option
def repeal(code: str, on: datetime | None, who: str | None, language: str | None, as_json: bool) -> None:
    """End the rulebook CODE; whoever keeps it must agree first, unless nobody else is there."""
    from dianzhang.cli.django import start_django

    start_django()
    from dianzhang.engine.act import one

    version = _in_force(code)
    said_in = language or language_of(version.text)
    with speaking(said_in):
        outcome = one("rulebook.repeal", acting(who), version.pk, on=on.date() if on else None)
    ended = outcome.record
    until = _when(ended.in_force_until)
    ends = Message(f"{version} 到 {until} 为止。", f"{version} ends {until}.")
    stays = Message(f"{version}：{outcome.why}", f"{version}: {outcome.why}")
    said = (ends if outcome.done else stays).text(said_in)
    document = _document(outcome.status, outcome.why, ended, outcome.approval_id)
    if outcome.status != "refused":
        document["ends"] = [losses(version)]
        said = f"{said}\n{_lost(version).text(said_in)}"
    answer(document, said, as_json=as_json, code=Exit.DONE if outcome.done else Exit.NO)


@click.command("list")
@language_option
@json_option
def list_(language: str | None, as_json: bool) -> None:
    """List the rulebooks of the department: in force, to come, drafts, and those of the past."""
    from dianzhang.cli.django import start_django

    start_django()
    from dianzhang.engine import rulebooks
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.moment import now
    from dianzhang.engine.registry import subjects
    from dianzhang.engine.standing import standing
    from dianzhang.engine.words import state_name

    rulebooks.forget()
    current = set(rulebooks.versions_at(now()))
    rows = list(RulebookVersion.objects.exclude(status="reference").order_by("code", "id"))
    with speaking(language or "zh"):
        stands = {row.pk: standing(row, now()) for row in rows}
        states = {row.pk: stands[row.pk] or state_name(subjects["rulebook"], "status", row.status) for row in rows}
    documents = [
        _document(row.status, "", row) | {"id": row.pk, "current": row.pk in current, "stands": stands[row.pk]}
        for row in rows
    ]
    lines = []
    for row in rows:
        since = f"{_when(row.in_force_from)} —" if row.in_force_from else ""
        until = f" {_when(row.in_force_until)}" if row.in_force_until else ""
        mark = "●" if row.pk in current else " "
        lines.append(
            "\t".join([f"{mark} {row.code or '?'}", row.version, states[row.pk], row.name, since + until]).rstrip()
        )
    answer(documents, "\n".join(lines) or "还没有制度 · no rulebook yet", as_json=as_json)


def _standing(text: str) -> RulebookVersion | None:
    """The same text, in force or to come."""
    from dianzhang.engine import rulebooks
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.moment import now

    rulebooks.forget()
    known = RulebookVersion.objects.filter(pk__in=rulebooks.versions_from(now()))
    return next((version for version in known if version.text == text), None)


def _drafted(actor: Actor, text: str) -> Outcome:
    """The draft of this text: the one that waits already, or a new one."""
    from dianzhang.engine.act import one
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.outcome import Outcome

    drafts = RulebookVersion.objects.filter(status__in=("draft", "submitted")).order_by("-id")
    known = next((version for version in drafts if version.text == text), None)
    return Outcome("done", known.pk, "", known) if known else one("rulebook.draft", actor, text=text)


def _known() -> dict[str, RulebookVersion]:
    """What is in force or to come, by its code."""
    from dianzhang.engine import rulebooks
    from dianzhang.engine.models import RulebookVersion
    from dianzhang.engine.moment import now

    rulebooks.forget()
    return {v.code: v for v in RulebookVersion.objects.filter(pk__in=rulebooks.versions_from(now())).order_by("id")}


def _in_force(code: str) -> RulebookVersion:
    known = _known()
    if code not in known:
        names = "、".join(known) or "（没有 · none）"
        wrong_call(f"没有代号为 {code} 的生效制度。现行的有：{names} · no rulebook of this code is in force")
    return known[code]


def losses(version: RulebookVersion) -> dict[str, Any]:
    """What ends with a version: see ``engine/ending.py``."""
    from dianzhang.engine.ending import ending

    found = ending(version)
    return {
        "code": version.code, "version": version.version, "clauses": found.clauses, "rules": found.rules,
        "clocks": found.clocks, "duties": list(found.duties),
    }  # fmt: skip


def _lost(version: RulebookVersion) -> Message:
    from dianzhang.engine.ending import ending, in_words

    lines = in_words(version, ending(version))
    return Message("\n  ".join(line.zh for line in lines), "\n  ".join(line.en for line in lines))


def _hint(outcome: Outcome) -> Message:
    """How to let it take the place of what it contradicts (which names that by its code)."""
    from dianzhang.engine import rulebooks
    from dianzhang.engine.moment import now

    together = rulebooks.at(now())
    codes = [book.code for book, _key in together.books] if together else []
    others = [
        code
        for code in codes
        if code != outcome.record.code and (f"（{code}）" in outcome.why or f"({code})" in outcome.why)
    ]
    if outcome.status != "refused" or not others:
        return Message("", "")
    options = " ".join(f"--repeal {code}" for code in others)
    return Message(
        f"\n要让它整个接替现行的制度，加 {options}；只是几条相同的，改这一份",
        f"\nTo put it in the place of the whole, add {options}; where only some clauses clash, change this one",
    )


def _alone(text: str, known: Mapping[str, Any]) -> Message:
    """Which rulebooks it is meant to stand beside, of those that are not in force."""
    from dianzhang.kernel.rulebook import front_matter

    lines = [f"dianzhang rulebook activate {code}" for code in front_matter(text).beside if code not in known]
    return Message(
        "".join(f"\n要连同它一起用的还没有生效：{line}" for line in lines),
        "".join(f"\nMeant to stand beside it and not in force yet: {line}" for line in lines),
    )


def _when(moment: datetime | None) -> str:
    from django.utils.timezone import localtime

    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _document(status: str, why: str, version: RulebookVersion, approval: int | None = None) -> dict[str, Any]:
    return {
        "status": status, "why": why, "code": version.code, "name": version.name, "version": version.version,
        "in_force_from": version.in_force_from, "in_force_until": version.in_force_until, "approval": approval,
    }  # fmt: skip
