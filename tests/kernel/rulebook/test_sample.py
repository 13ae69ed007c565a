"""A sound rulebook compiles to the rules it says, its examples hold, and each rule is missed by one of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dianzhang.kernel.rulebook import compile as compile_text
from dianzhang.kernel.rulebook import coverage, prove, quick_proofs, run_examples, without
from dianzhang.kernel.rules import OWNER, Access, Check, Deadline, Gate, Metric, Pay, Rulebook, Scorecard
from dianzhang.kernel.units import Span, Unit

from .words import VOCABULARY

TEXT = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    compiled = compile_text(TEXT, VOCABULARY)
    assert compiled.errors == []
    assert compiled.rulebook is not None
    return compiled.rulebook


def test_front_matter(book: Rulebook) -> None:
    assert (book.code, book.name, book.version, book.aliases) == ("sample", "样本制度", "2026.1", ("S1", "S2"))
    assert book.effective == date(2026, 1, 1)
    assert book.text == TEXT


def test_clauses_keep_their_place_their_sources_and_their_words(book: Rulebook) -> None:
    clause = book.clause["service.escalate"]
    assert (clause.number, clause.title, clause.level) == ("1.1", "客诉升级", 2)
    assert TEXT.split("\n")[clause.line - 1].startswith("## 1.1")
    assert clause.sources == ("B2-47", "B2-48")
    assert clause.ours == "提醒提前 15 分钟"
    assert clause.text == "自己解决不了的客诉，十分钟之内交给组长。"
    assert (book.clause["secrets"].mark, book.clause["roster"].mark) == ("advisory", "recorded")


def test_deadlines(book: Rulebook) -> None:
    first, second, ship = book.of(Deadline)
    assert first.start == {"complaint.accept"}
    assert first.end == {"complaint.solve", "complaint.escalate"}
    assert (first.span, first.owner, first.title) == (Span(seconds=600), OWNER, "解决 / 上报")
    assert (first.escalations[0].do, first.escalations[0].notify) == ("complaint.escalate", ("service_lead",))
    assert second.remind == (Span(seconds=900),)
    assert [e.after for e in second.escalations] == [Span(), Span(seconds=1800)]
    assert (ship.until, ship.span) == ("promised_at", Span(seconds=48 * 3600))
    assert ship.pause == {"hold": frozenset({"held"})}
    assert ship.when.value({"fulfilment": "review"}) is True
    assert ship.when.value({"fulfilment": "shipped"}) is False


def test_checks_and_gate_keep_full_width_prose(book: Rulebook) -> None:
    checks = book.of(Check)
    assert [check.id for check in checks] == [f"orders.review/check-{n}" for n in (1, 2, 3, 4)]
    assert checks[0].suggestion == "联系买家，补全地址"
    assert (checks[1].mark, checks[1].act, checks[1].on) == ("疑似恶意下单", "order.hold", {"order.enter", "order.pay"})
    assert checks[2].suggestion == "核对付款，差额问清楚"
    assert checks[3].act == "refuse"
    (gate,) = book.of(Gate)
    assert (gate.action, gate.approvers) == ("order.release", ("ops_lead",))
    assert [(t.after, t.do, t.to) for t in gate.timeouts] == [
        (Span(days=1, working=True), "remind", None),
        (Span(days=2, working=True), "hand_over", "director"),
    ]


def test_metrics_scorecard_and_pay(book: Rulebook) -> None:
    net = book.of(Metric)[0]
    assert (net.name, net.unit) == ("净支付金额", Unit.MONEY)
    assert net.formula.value({"paid": Decimal(100), "refunds": Decimal(10)}) == 90
    (card,) = book.of(Scorecard)
    assert [(p.metric, p.weight, p.cap) for p in card.parts] == [
        ("流程达成率", Decimal("0.3"), None),
        ("GMV达成率", Decimal("0.7"), Decimal("1.2")),
    ]
    (pay,) = book.of(Pay)
    assert [item.name for item in pay.items] == ["底薪", "绩效工资", "应发"]
    assert pay.items[2].formula.names == {"底薪", "绩效工资"}


def test_access(book: Rulebook) -> None:
    service, everyone = book.of(Access)
    assert service.actions >= {"complaint.accept", "complaint.view", "order.view"}
    assert "order.ship" not in service.actions
    assert service.reach == "group"
    assert set(everyone.posts) == set(VOCABULARY.posts)
    assert everyone.fields == {"order.address"}


def test_examples_hold(book: Rulebook) -> None:
    outcomes = run_examples(book, VOCABULARY)
    assert len(outcomes) == 17
    assert [(o.example, [f"{f.text}: {f.message}" for f in o.failures]) for o in outcomes if not o.passed] == []


def test_each_rule_is_missed_by_an_example_when_it_is_taken_out(book: Rulebook) -> None:
    proofs = prove(TEXT, VOCABULARY)
    assert [proof.rule for proof in proofs] == [rule.id for rule in book.rules]
    assert [proof.rule for proof in proofs if not proof.proved] == []
    assert {p.rule for p in quick_proofs(book, VOCABULARY) if p.proved} == {p.rule for p in proofs}


def test_taking_out_one_rule_leaves_all_others_as_they_were(book: Rulebook) -> None:
    for rule in book.rules:
        left = compile_text(without(TEXT, rule.id), VOCABULARY)
        kept = [r for r in left.draft.rules if r.clause == rule.clause and type(r) is type(rule)]
        before = [r for r in book.rules if r.clause == rule.clause and type(r) is type(rule) and r is not rule]
        if isinstance(rule, Metric):  # those that use it can no longer be read
            before = [r for r in before if rule.name not in r.formula.names]
        assert [_meaning(r) for r in kept] == [_meaning(r) for r in before], rule.id
        assert left.draft.clause[rule.clause].text == book.clause[rule.clause].text


def _meaning(rule: object) -> dict[str, object]:
    """What a rule says, whatever its number and line."""
    fields = rule.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: getattr(rule, name) for name in fields if name not in ("id", "line")}


@pytest.mark.requirement("R2.1")
def test_coverage(book: Rulebook) -> None:
    found = {c.id: (c.status, c.note) for c in coverage(book, VOCABULARY)}
    assert found["~一"] == (None, "")
    assert {id_ for id_, (status, _) in found.items() if status == "enforced"} == {
        "service.escalate", "orders.review", "orders.ship", "numbers", "score.service", "access.service",
    }  # fmt: skip
    assert found["secrets"] == ("advisory", "下班以后的谈话系统听不见")
    assert found["roster"][0] == "recorded"
    assert found["campaign.review"] == ("awaiting", "marketing")
    assert found["roi"] == ("awaiting", "marketing")


@pytest.mark.requirement("R2.2")
def test_a_rule_that_no_example_misses_is_named() -> None:
    text = TEXT.replace('"逾期 责任 周可", "通知 客服组长", "状态 进展 = 已上报"', "允许 客服专员 客诉.受理").replace(
        '"10:10 客诉.上报 by 系统", ', ""
    )
    text = text.replace(
        '[按时 责任 经办人, 逾期 答复 责任 客服组长, 提醒 客服组长, 通知 电商总监, "到期 11:05"]', "[无标记]"
    )
    assert [p.rule for p in prove(text, VOCABULARY) if not p.proved] == [
        "service.escalate/deadline-1",
        "service.escalate/deadline-2",
    ]
    compiled = compile_text(text, VOCABULARY)
    assert compiled.rulebook is not None
    (clause,) = [c for c in coverage(compiled.rulebook, VOCABULARY) if c.id == "service.escalate"]
    assert clause.status == "unproved"
    assert clause.unproved == ("service.escalate/deadline-1", "service.escalate/deadline-2")
