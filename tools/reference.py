"""Writes `docs/reference.md` from what the modules register: subjects, fields, actions, measures, posts.

* `python -m tools.reference` writes the page.
* `python -m tools.reference check` ends with 1 if the page is not what it should be.
"""

import difflib
import os
import re
import sys
import types
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import django

PAGE = Path(__file__).parents[1] / "docs/reference.md"
HEAD = """# Reference · 参考

Everything that the modules register, and so every word that a rulebook may use. Made from the code by
`python -m tools.reference`; a test compares. What the words do is told in [the engine](engine.md) and in
[the language of rules](rulebook-language.md).

* **Axes** are state axes. *platform*: an observation overwrites it; *ours*: an observation that says otherwise becomes
  a difference for someone to settle.
* **Fields** stand in conditions by either name. *personal*: masked unless an access rule shows it, and never in the
  journal. *secret*: masked likewise. *derived*: not in the journal, because it follows from rows that are.
* **Actions**: a *command* is asked for by people, an *observation* is told by a platform, a *consequence* is brought
  about by rules or by another action. `*`: from any state. Under *input*, `?` may be left out, † stays out of the
  journal.
* `X.view` (`X.查看`) is the right to see the records of a subject; `X.*` grants that and all of its commands.
"""


def register_everything() -> None:
    """Start Django, which has every module put its words into the registry."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
    django.setup()


def written() -> str:
    """The page as it should be."""
    from dianzhang.engine import registry

    parts = [HEAD]
    for subject in sorted(registry.subjects.values(), key=lambda s: (_module(s), s.name)):
        parts += ["\n".join(_subject(subject))]
    parts += ["\n".join(_consequences()), "\n".join(_measures()), "\n".join(_posts()), "\n".join(_others())]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _module(subject: Any) -> str:
    return str(subject.model.__module__.split(".")[1])


def _table(head: str, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = head.split("|")
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _subject(subject: Any) -> Iterator[str]:
    yield f"## {subject.name} · {subject.zh}\n\nIn `dianzhang/{_module(subject)}`.\n"
    if subject.axes:
        yield from _table("Axis|轴|Owner|States (the first is where a new record stands)", map(_axis, subject.axes))
        yield ""
    if subject.fields:
        yield from _table("Field|字段|Unit|", map(_field, subject.fields))
        yield ""
    yield from _table("Action|动作|Kind|From → to|Input|What", map(_action, subject.actions.values()))


def _axis(axis: Any) -> tuple[str, ...]:
    codes = sorted(axis.states, key=lambda code: code != axis.start)
    return (
        f"`{axis.name}`",
        axis.zh,
        "ours" if axis.ours else "platform",
        ", ".join(f"`{c}` {axis.states[c]}" for c in codes),
    )


def _field(field: Any) -> tuple[str, ...]:
    marks = [] if field.ours else ["platform"]
    marks += [name for name in ("personal", "secret") if getattr(field, name)]
    marks += ["derived"] if not field.journal and not field.personal else []
    if field.choices:
        marks.append("one of " + ", ".join(f"`{code}` {zh}" for code, zh in field.choices.items()))
    return f"`{field.name}`", field.zh, field.unit.value, ", ".join(marks)


def _action(action: Any) -> tuple[str, ...]:
    kind = action.kind + (", creates" if action.word.creates else "") + (", by hand" if action.by_hand else "")
    doc = re.sub(r"\s+", " ", action.doc.replace("``", "`"))
    if action.undo:
        doc += f" Taken back by `{action.undo}`."
    if action.open is not None:
        doc += " The record itself says who may; access rules may add others."
    return f"`{action.name}`", action.word.zh, kind, _leads(action.word), _inputs(action.input), doc


def _leads(word: Any) -> str:
    found = []
    for axis, lead in word.leads.items():
        found.append(f"{axis}: {_states(lead.source) or '`*`'} → `{lead.target}`")
    for axis, states in word.requires.items():
        found.append(f"needs {axis}: {_states(states)}")
    return "; ".join(found)


def _states(states: Iterable[str]) -> str:
    return ", ".join(f"`{state}`" for state in sorted(states))


def _inputs(model: Any) -> str:
    if model is None:
        return ""
    found = []
    for name, info in model.model_fields.items():
        more = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        marks = ("" if info.is_required() else "?") + (" †" if more.get("personal") else "")
        found.append(f"`{name}`{marks} {_type(info.annotation)}")
    return ", ".join(found)


_PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    Decimal: "number",
    date: "day",
    datetime: "time",
}


def _type(wanted: Any) -> str:
    """A type as one would say it."""
    origin, inside = get_origin(wanted), [a for a in get_args(wanted) if a is not type(None)]
    if origin is Literal:
        return " / ".join(f"`{choice}`" for choice in get_args(wanted))
    if origin in (Union, types.UnionType) and len(inside) == 1:
        return _type(inside[0])
    if origin in (list, tuple):
        return f"list of {_type(inside[0])}"
    return _PLAIN.get(wanted) or re.sub(r"Input$", "", getattr(wanted, "__name__", str(wanted))).lower()


def _consequences() -> Iterator[str]:
    yield "## What happens to every subject\n\nThe engine writes these events; no one asks for them.\n"
    yield from _table("Event|事件|What", (
        ("`X.overdue`", "X.逾期", "A deadline passed without what it asked for."),
        ("`X.flag`", "X.标记", "A check found something."),
        ("`X.correct`", "X.更正", "A late fact changed a verdict: what it was, what it is."),
        ("`X.overtaken`", "X.失效后果", "A consequence that would not have come, had a late fact been known in time."),
    ))  # fmt: skip


def _measures() -> Iterator[str]:
    from dianzhang.engine import registry
    from dianzhang.measure.catalogue import measures

    def row(word: Any) -> tuple[str, ...]:
        known = measures.get(word.name)
        said = [known.definition, known.note] if known else []
        marks = [
            word.kind,
            *(["lower is better"] if word.better == "lower" else []),
            *(["by month"] if known and known.grain == "month" else []),
        ]
        return f"`{word.name}`", word.zh, word.unit.value, ", ".join(marks), "；".join(text for text in said if text)

    yield (
        "## Measures · 度量\n\nWindow measures stand in checks of their subject, variables in pay, "
        "the others in metrics and scorecards.\n"
    )
    yield from _table(
        "Measure|度量|Unit|Kind|Definition", map(row, sorted(registry.measures.values(), key=lambda w: w.name))
    )


def _posts() -> Iterator[str]:
    from dianzhang.engine import registry

    yield (
        "## Posts · 岗位\n\nThe catalogue. A department has those that it set up, and may have others of its own. "
        "`全员` (`everyone`) is every post.\n"
    )
    yield from _table(
        "Post|岗位", ((f"`{post.code}`", post.zh) for post in sorted(registry.posts.values(), key=lambda p: p.code))
    )


def _others() -> Iterator[str]:
    from dianzhang.engine import registry

    yield "## Calendars · 日历\n"
    yield from _table("Calendar|日历", ((f"`{code}`", zh) for code, zh in registry.calendars.items()))
    if registry.reserved:
        yield "\n## Reserved · 待建\n\nWords of modules still to come: a clause that uses them is *awaiting*.\n"
        yield from _table("Word|词", ((f"`{words.name}`", words.zh) for words in registry.reserved.values()))


def main(arguments: list[str]) -> int:
    register_everything()
    wanted = written()
    if arguments != ["check"]:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    found = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if found == wanted:
        return 0
    lines = difflib.unified_diff(
        found.splitlines(), wanted.splitlines(), "docs/reference.md", "as the code has it", lineterm="", n=0
    )
    print("\n".join(lines), "\nRun `python -m tools.reference`.", sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
