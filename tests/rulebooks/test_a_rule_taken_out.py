"""Take a rule out of process-first, and its flag, clock, gate and link are gone from the running system."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine import reading, registry
from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval, ClockRow, Flag
from dianzhang.engine.moment import HOME, living_at
from dianzhang.kernel.rulebook.removal import without
from tests.engine.department import found, put_in_force

pytestmark = pytest.mark.requirement("R2.3")
MORNING = datetime(2026, 10, 13, 10, tzinfo=HOME)  # a Tuesday


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return found()


def in_force(*taken_out: str) -> None:
    text = shipped.read("process-first")
    for rule in taken_out:
        text = without(text, rule)
    put_in_force(text)


def linked(subject: str, record: object) -> set[str]:
    with living_at(MORNING):
        return {clause.id for clause in reading.clauses_on(registry.subjects[subject], record)}


@pytest.mark.parametrize(("taken_out", "clocks"), [((), 1), (("service.escalate/deadline-1",), 0)])
def test_the_clock_of_a_complaint(people, taken_out, clocks):
    in_force(*taken_out)
    with living_at(MORNING):
        complaint = must(one("complaint.accept", people.zhouke, kind="quality"))
    assert ClockRow.objects.filter(subject_kind="complaint", subject_id=complaint.id).count() == clocks


@pytest.mark.parametrize(("taken_out", "flags", "hold"), [((), 1, "held"), (("orders.review/check-1",), 0, "clear")])
def test_the_flag_and_hold_of_an_order(people, taken_out, flags, hold):
    in_force(*taken_out)
    with living_at(MORNING):
        must(one("shop.open", SYSTEM, code="tmall-1", name="天猫旗舰店"))
        order = must(one("order.enter", PLATFORM, shop="tmall-1", number="1", total="99", address_complete=False))
    order.refresh_from_db()
    assert Flag.objects.filter(subject_kind="order", subject_id=order.id).count() == flags
    assert order.hold == hold


@pytest.mark.parametrize(
    ("taken_out", "outcome", "status"), [((), "awaiting", "draft"), (("leave.apply/gate-1",), "done", "granted")]
)
def test_the_gate_of_a_leave(people, taken_out, outcome, status):
    in_force(*taken_out)
    with living_at(MORNING):
        day = date(2026, 10, 20)
        leave = must(one("leave.draft", people.zhouke, kind="personal", first_day=day, last_day=day))
        assert one("leave.apply", people.zhouke, leave.id).status == outcome
    leave.refresh_from_db()
    assert leave.status == status
    assert Approval.objects.exists() == (outcome == "awaiting")


@pytest.mark.parametrize(
    ("taken_out", "link"),
    [((), True), (("service.escalate/deadline-2", "service.escalate/deadline-1"), False)],
)
def test_the_link_from_a_complaint_to_its_clause(people, taken_out, link):
    in_force(*taken_out)
    with living_at(MORNING):
        complaint = must(one("complaint.accept", people.zhouke, kind="quality"))
    assert ("service.escalate" in linked("complaint", complaint)) == link
