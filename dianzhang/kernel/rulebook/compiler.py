"""From the document to rules: every clause, every kind, several errors at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from ..messages import Message
from ..rules import KIND_ZH, Clause, Kind, Metric, Rulebook, Scorecard
from ..vocabulary import Vocabulary, nearest
from .consistency import consistent
from .context import Context, Slot
from .document import Document, Section, read
from .examples import EXAMPLE_KEYS, example_of
from .forms import Form, Keys, forms_of
from .front import Front, front_of
from .kinds import COMPILERS, PHASES
from .markers import MARKERS, STATUS, concerns_of, sources_of
from .moments import base_day
from .nodes import Items, Node, Pairs, Text
from .problems import Problem, Report
from .terms import defined_once, terms_of

Mark = Literal["", "advisory", "recorded", "awaiting"]

EXAMPLE_FACES = ("例", "examples")
_FACES: dict[str, Kind] = {face: kind for kind in Kind for face in (kind.value, KIND_ZH[kind])}


@dataclass(frozen=True, slots=True)
class Compiled:
    """``rulebook`` is None when there are errors.  ``draft`` is what could be made of it all the same."""

    rulebook: Rulebook | None
    errors: list[Problem]
    warnings: list[Problem]
    draft: Rulebook = field(repr=False)
    origin: dict[str, Pairs] = field(default_factory=dict, repr=False)  # rule id -> where it is written
    document: Document | None = field(default=None, repr=False)

    @property
    def language(self) -> Literal["zh", "en"]:
        """In which language its author reads: that of the document."""
        return self.document.language if self.document else "zh"


@dataclass(slots=True)
class _Work:
    """One clause on its way: a slot for each kind, the forms still to compile."""

    section: Section
    slots: dict[Kind, Slot] = field(default_factory=dict)
    forms: list[tuple[Kind, Form]] = field(default_factory=list)
    examples: list[Form] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)
    awaiting: set[str] = field(default_factory=set)

    def of(self, kind: Kind) -> list[Form]:
        return [form for found, form in self.forms if found is kind]

    @property
    def ruled(self) -> bool:
        """Whether somebody wrote a rule here, be it a broken one."""
        return any(
            not isinstance(block.node, Pairs) or any(key.value not in EXAMPLE_FACES for key, _ in block.node.entries)
            for block in self.section.blocks
        )


def compile(text: str | bytes, vocabulary: Vocabulary) -> Compiled:  # noqa: A001 - the word of the trade
    """Compile a rulebook against the words of a department.  Never raises for what is written in it."""
    return compile_document(read(text), vocabulary)


def compile_document(
    document: Document, vocabulary: Vocabulary, metrics: Iterable[Metric] = (), cards: Iterable[Scorecard] = ()
) -> Compiled:
    """As :func:`compile`, for a document that is read; ``metrics`` and ``cards`` of other clauses are known already."""
    report = document.report
    if not document.lines:
        return Compiled(
            None, report.errors, report.warnings, Rulebook("", "", "", Front().effective), document=document
        )
    front = front_of(document)
    _once(document.sections, report)
    context = Context(vocabulary, report, metrics={metric.name: metric for metric in metrics}, cards=list(cards))
    works = [_collect(section, report) for section in document.sections]
    context.defined = frozenset(form.value("name") for work in works for form in work.of(Kind.METRIC))
    for phase in PHASES:
        for work in works:
            for kind, form in work.forms:
                if kind in phase:
                    _compile(work, kind, form, context)
    for work in works:
        _examples(work, context, base_day(front.effective))
    clauses = tuple(_clause(work, report) for work in works)
    draft = Rulebook(
        front.code, front.name, front.version, front.effective, front.owner, front.scope, front.aliases, clauses,
        document.text,
    )  # fmt: skip
    defined_once(clauses, report)
    slots = [slot for work in works for slot in work.slots.values()]
    origin = {rule_id: pairs for slot in slots for rule_id, pairs in slot.origin.items()}
    consistent(draft, origin, vocabulary, report)
    errors, warnings = (_placed(problems, document) for problems in (report.errors, report.warnings))
    return Compiled(None if errors else draft, errors, warnings, draft, origin, document)


def _collect(section: Section, report: Report) -> _Work:
    """The forms of a clause's rule blocks, by kind."""
    work = _Work(section)
    for block in section.blocks:
        if not section.given_id:
            report.error(
                section.place, "有规则的条款要有编号", "a clause with rules needs an id",
                Message("在标题末尾加 {#编号}，如 {#service.escalate}", "end the heading with {#service.escalate}"),
            )  # fmt: skip
        if block.node is None:
            continue
        if not isinstance(block.node, Pairs):
            report.error(
                block.node.place, "规则块要以规则的种类开头", "a rule block begins with a kind of rule",
                Message("如 期限:", "like deadline:"),
            )  # fmt: skip
            continue
        for key, node in block.node.entries:
            _take(work, key, node, report)
    return work


def _take(work: _Work, key: Text, node: Node, report: Report) -> None:
    if isinstance(node, Text) and not node.value:
        report.error(key.place, f"“{key.value}”后面没有内容", f"“{key.value}” is empty")
    elif key.value in EXAMPLE_FACES:
        work.examples += forms_of(node, EXAMPLE_KEYS, report, ("例", "example"))
    elif kind := _FACES.get(key.value):
        keys = COMPILERS[kind].keys
        work.forms += [(kind, form) for form in forms_of(node, keys, report, (KIND_ZH[kind], kind.value))]
    else:
        near = nearest(key.value, [*_FACES, *EXAMPLE_FACES])
        zh, en = "、".join([*KIND_ZH.values(), "例"]), ", ".join([*Kind, "examples"])
        report.error(
            key.place, f"没有“{key.value}”这种规则", f"there is no kind of rule “{key.value}”",
            Message((f"是不是 {near}？" if near else "") + f"（可用：{zh}）",
                    (f"do you mean {near}? " if near else "") + f"(available: {en})"),
        )  # fmt: skip
        if near in _FACES and _fits(node, COMPILERS[_FACES[near]].keys):  # its names may be used elsewhere
            _take(work, replace(key, value=near), node, report)


def _fits(node: Node, keys: Keys) -> bool:
    """Whether a mapping, or each of a list of them, has the keys of one kind only."""
    faces = {face for name, found in keys.items() for face in (*found, name)}
    forms = node.nodes if isinstance(node, Items) else (node,)
    return all(isinstance(form, Pairs) and all(key.value in faces for key, _ in form.entries) for form in forms)


def _compile(work: _Work, kind: Kind, form: Form, context: Context) -> None:
    slot = work.slots.setdefault(kind, Slot(work.section.id, kind.value))
    context.awaits = set()
    COMPILERS[kind].compile(form, context, slot)


def _examples(work: _Work, context: Context, first_day: date) -> None:
    named = [context.vocabulary.subject(form.value("subject") or "") for form in work.of(Kind.PLAN)]
    planned = next((subject for subject in named if subject and not subject.awaits), None)
    for form in work.examples:
        context.awaits = set()
        example = example_of(form, context, first_day, planned)
        if example and not context.awaits:
            work.made.append(replace(example, clause=work.section.id))
        work.awaiting |= context.awaits


def _clause(work: _Work, report: Report) -> Clause:
    section = work.section
    markers = section.markers
    rules = sorted((rule for slot in work.slots.values() for rule in slot.rules), key=lambda rule: (rule.line, rule.id))
    awaiting = work.awaiting.union(*(slot.awaiting for slot in work.slots.values()))
    said: list[Mark] = [name for name in STATUS if name in markers]
    for name in said[1:]:
        zh, other = MARKERS[name][0], MARKERS[said[0]][0]
        report.error(
            markers[name].place, f"“{zh}”和“{other}”只能写一个", f"“{name}” and “{said[0]}” exclude each other"
        )
    for name in said:
        if not markers[name].value:
            report.error(markers[name].place, f"“{MARKERS[name][0]}”后面要写原因", f"“{name}” needs its reason")
    mark: Mark = said[0] if said else ""
    note = markers[mark].value if mark else ""
    terms = terms_of(section, report)
    if terms and not mark and not rules:
        mark, note = "recorded", note or "、".join(term.word for term in terms)
    if awaiting and mark in ("", "awaiting"):
        mark, note = "awaiting", note or "、".join(sorted(awaiting))
    if not mark and not rules and not work.ruled and section.text and section.given_id:
        report.warn(
            section.place,
            "这一条没有规则，也没有说明怎样落实", "this clause has no rule and does not say how it is kept",
            Message("写规则，或加一行 倡导: …、记录: …、待建: …", "write a rule, or Advisory:, Recorded:, Awaiting:"),
        )  # fmt: skip
    return Clause(
        id=section.id, number=section.number, title=section.title, level=section.level, text=section.text,
        line=section.place.line, sources=sources_of(markers["sources"], report) if "sources" in markers else (),
        note=note, mark=mark, rules=tuple(rules), examples=tuple(work.made),
        ours=markers["ours"].value if "ours" in markers else "",
        concerns=concerns_of(markers["concerns"], report) if "concerns" in markers else (),
        terms=terms,
    )  # fmt: skip


def _once(sections: list[Section], report: Report) -> None:
    seen: dict[str, Section] = {}
    for section in sections:
        if section.given_id and section.id in seen:
            report.error(
                section.place, f"条款编号 {section.id} 重复，第 {seen[section.id].place.line} 行已经用过",
                f"the clause id {section.id} is repeated; line {seen[section.id].place.line} has it already",
            )  # fmt: skip
        seen.setdefault(section.id, section)


def _placed(problems: list[Problem], document: Document) -> list[Problem]:
    """In the order of the document, each with its clause."""

    def placed() -> Iterator[Problem]:
        for problem in sorted(problems, key=lambda p: (p.line, p.column)):
            section = document.section_at(problem.line)
            yield replace(problem, clause=section.id, heading=section.heading) if section else problem

    return list(dict.fromkeys(placed()))
