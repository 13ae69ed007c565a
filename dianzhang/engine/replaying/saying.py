"""From counts to what is said: rules by their clauses, records by their titles, what was taken as given in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import Check, Gate, Rulebook
from dianzhang.kernel.ruleset import Ruleset

from .. import registry, writer
from ..organisation import organisation
from ..words import join, post_name
from .found import Comparison, Example, Given, Hits, PersonFound, RuleFound
from .past import Journal
from .tally import HitTally, Sample, Tally

Sets = Sequence[Ruleset | None]


def comparison_of(
    book: Rulebook,
    since: date,
    until: date,
    journal: Journal,
    tally: Tally,
    now: Sets,
    draft: Sets,
    *,
    months: Mapping[str, tuple[Ruleset | None, Ruleset | None]],
    records: int,
    quiet: int,
    unlaid: int,
    replaced: Sequence[Rulebook],
    seconds: float,
    empty: bool = False,
) -> Comparison:
    """The comparison that a tally amounts to, worst first."""
    known = _Rules(now, draft, _titles(tally))
    return Comparison(
        book.code, book.name, book.version, since, until, journal.read, records, seconds,
        rules=known.deadlines(tally),
        flags=known.hits(tally.flags),
        approvals=known.hits(tally.gates),
        people=_people(tally),
        given=tuple(_given(journal, tally, known, draft, quiet, unlaid, replaced, empty=empty)),
        months=tuple(months),
        owed_now={name: tally.now.of_month(name) for name in months},
        owed_draft={name: tally.draft.of_month(name) for name in months},
        rules_now={name: rules for name, (rules, _draft) in months.items()},
        rules_draft={name: rules for name, (_now, rules) in months.items()},
        empty=empty,
    )  # fmt: skip


Titles = Mapping[tuple[str, int], str]


class _Rules:
    """The rules of both sides by id; the draft's words for a rule before those of now."""

    def __init__(self, now: Sets, draft: Sets, titles: Titles) -> None:
        self.sets = [rules for rules in (*draft, *now) if rules is not None]
        self.titles = titles

    def _find(self, rule_id: str) -> tuple[Any, str, str]:
        """The rule, its clause's id, and the clause as people call it."""
        for rules in self.sets:
            rule = rules.find(rule_id)
            if rule is not None:
                clause = rules.clause(rule.clause)
                return rule, rule.clause, f"{clause.number} {clause.title}".strip() if clause else rule.clause
        return None, rule_id.partition("/")[0], rule_id

    def examples(self, samples: Iterable[Sample]) -> tuple[Example, ...]:
        return tuple(Example(s[0], s[1], self.titles.get(s[:2], ""), *s[2:]) for s in samples)

    def deadlines(self, tally: Tally) -> tuple[RuleFound, ...]:
        found = []
        for rule_id in dict.fromkeys((*tally.now.rules, *tally.draft.rules)):
            rule, clause, title = self._find(rule_id)
            changes = tally.rules.get(rule_id)
            found.append(
                RuleFound(
                    rule_id, clause, title, rule.title if rule is not None else "", tally.now.of_rule(rule_id),
                    tally.draft.of_rule(rule_id), changes.gained if changes else 0, changes.lost if changes else 0,
                    self.examples(changes.samples) if changes else (),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (-one.worse, -one.lost, one.same, -_turned(one), one.rule)))

    def hits(self, tallies: Mapping[str, HitTally]) -> tuple[Hits, ...]:
        found = []
        for rule_id, hit in tallies.items():
            rule, clause, title = self._find(rule_id)
            what = (
                rule.mark
                if isinstance(rule, Check)
                else join(map(post_name, rule.approvers))
                if isinstance(rule, Gate)
                else ""
            )
            found.append(Hits(rule_id, clause, title, what, hit.now, hit.draft, hit.kind, self.examples(hit.samples)))
        return tuple(sorted(found, key=lambda one: (one.now - one.draft, one.rule)))


def _turned(one: RuleFound) -> int:
    """How many verdicts more or fewer there are."""
    return abs(one.now.met - one.draft.met) + abs(one.now.missed - one.draft.missed)


def _titles(tally: Tally) -> Titles:
    """The titles of the records named as examples."""
    samples = [
        sample
        for found in (tally.rules, tally.flags, tally.gates, tally.refused, tally.illegal)
        for one in found.values()
        for sample in one.samples
    ]
    titles: dict[tuple[str, int], str] = {}
    for kind in dict.fromkeys(sample[0] for sample in samples):
        subject = registry.subjects[kind]
        ids = sorted({sample[1] for sample in samples if sample[0] == kind})
        for record in writer.fetch(subject.model, "id", ids):
            titles[kind, record.id] = subject.title(record)
    return titles


def _people(tally: Tally) -> tuple[PersonFound, ...]:
    org = organisation()
    found = []
    now, draft = tally.now.of_people(), tally.draft.of_people()
    for person, post in dict.fromkeys((*now, *draft)):
        name = org.names.get(person, "") if person is not None else org.posts[post].name if post in org.posts else post
        key = (person, post)
        found.append(PersonFound(person, post, name, now[key], draft[key]))
    return tuple(sorted(found, key=lambda one: (one.now.missed - one.draft.missed, one.name)))


# --- what was taken as given -----------------------------------------------------------


def _given(
    journal: Journal,
    tally: Tally,
    known: _Rules,
    draft: Sets,
    quiet: int,
    unlaid: int,
    replaced: Sequence[Rulebook],
    *,
    empty: bool,
) -> Iterable[Given]:
    if empty:
        yield Given(
            "nothing",
            Message(
                "这段时间没有记下任何事：没有分别，不等于草案没有影响",
                "nothing was recorded in this time: no difference does not mean that the draft changes nothing",
            ),
        )
    for other in replaced:
        yield Given(
            "instead",
            Message(
                f"草案和《{other.name}》有抵触，重放时代替它",
                f"the draft contradicts {other.name}; it is played in its place",
            ),
        )
    for kind, hit in sorted(tally.illegal.items()):
        zh, en = _action(kind)
        yield Given(
            "illegal",
            Message(
                f"“{zh}” {hit.draft} 次：照草案，那时的状态已不允许，仍按发生过算",
                f"{en}, {hit.draft} ×: the states under the draft would not have allowed it; kept as it happened",
            ),
            hit.draft, known.examples(hit.samples),
        )  # fmt: skip
    for rule, hit in sorted(tally.refused.items()):
        if hit.draft:
            yield _refused(known, rule, hit)
    asked = sum(hit.draft for hit in tally.gates.values())
    if asked:
        yield Given(
            "asked",
            Message(
                f"草案要求审批的 {asked} 次动作，都当作已经同意，在原来的时刻发生",
                f"{asked} actions that the draft asks approval for count as agreed to, at the moment they happened",
            ),
            asked,
        )
    yield from _windows(journal, draft)
    yield from _texts(journal)
    if unlaid:
        yield Given(
            "laid_out",
            Message(
                f"草案要做的例行和倒排里，有 {unlaid} 次没有记下谁做了，不算按时也不算逾期",
                f"nobody recorded whether {unlaid} duties and steps of the draft were done: neither kept nor missed",
            ),
            unlaid,
        )
    if quiet:
        yield Given(
            "quiet",
            Message(
                f"{quiet} 条记录是导入时按请求单独评判的，不在比较之内",
                f"{quiet} records were judged on request when imported; they are left out",
            ),
            quiet,
        )
    yield Given(
        "approvals",
        Message(
            "审批按当时的结果算，没有重新走", "approvals count as they were decided; they were not gone through again"
        ),
    )
    yield Given(
        "metrics",
        Message(
            "得分和工资里，只有时限按草案重新数；销售额等其他数用已经量到的",
            "of the figures behind scores and pay only deadlines were counted anew; sales and the rest are as measured",
        ),
    )


def _refused(known: _Rules, rule: str, hit: HitTally) -> Given:
    _rule, _clause, title = known._find(rule)
    zh, en = _action(hit.kind)
    return Given(
        "refused",
        Message(
            f"“{zh}” {hit.draft} 次：照草案会被拒绝（{title}），仍按发生过算",
            f"{en}, {hit.draft} ×: the draft would have refused it ({title}); kept as it happened",
        ),
        hit.draft, known.examples(hit.samples),
    )  # fmt: skip


def _windows(journal: Journal, draft: Sets) -> Iterable[Given]:
    """Window measures: frozen values as they were; those that nobody asked for then have no value."""
    measures = registry.measures
    for name, count in sorted(journal.windows.items()):
        zh = measures[name].zh if name in measures else name
        yield Given(
            "windows",
            Message(
                f"“{zh}”用当时记下的值，{count} 次", f"{name}: the values recorded then were taken, {count} ×"
            ),
            count,
        )  # fmt: skip
    for name, count in sorted(journal.unmeasured.items()):
        zh = measures[name].zh if name in measures else name
        yield Given(
            "unmeasured",
            Message(
                f"“{zh}”当时没有记下，{count} 次没有值，草案的检查不作判断",
                f"{name} was not recorded then: no value {count} ×, and the draft's checks say nothing",
            ),
            count,
        )


def _texts(journal: Journal) -> Iterable[Given]:
    """What the draft asks of texts that the journal leaves out: as it was answered then, or nobody knows any more."""
    for (kind, name), count in sorted(journal.texts.items()):
        it = _text(kind, name)
        said = Message(
            f"{it.zh}不在流水里：有没有条款里的词，用当时记下的，{count} 次",
            f"{it.en} is not in the journal: whether it has words of the clause is as recorded then, {count} ×",
        )
        yield Given("windows", said, count)
    for (kind, name), count in sorted(journal.unread.items()):
        it = _text(kind, name)
        said = Message(
            f"{it.zh}不在流水里，只知道当时条款里的词：草案问的有 {count} 次没有答案，别的条件定不下来的，不作判断",
            f"{it.en} is not in the journal, only the words of the clause of then are known: {count} × there is no"
            " answer, and where nothing else decides the draft says nothing",
        )
        yield Given("unmeasured", said, count)


def _text(kind: str, name: str) -> Message:
    subject = registry.subjects[kind]
    if known := subject.field.get(name):
        return Message(f"{subject.zh}的“{known.zh}”", f"{kind}.{name}")
    return Message(f"{subject.zh}的文字", f"a text of {kind}")


def _action(kind: str) -> tuple[str, str]:
    found = registry.actions.get(kind)
    return (found.word.zh, f"{found.subject.en} · {found.en}") if found is not None else (kind, kind)
