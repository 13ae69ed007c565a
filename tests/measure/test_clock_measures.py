"""Deadlines kept and due, from clocks: whose they are, and which do not count."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.organisation import forget, organisation
from dianzhang.measure.catalogue import Slice, find
from dianzhang.measure.series import total
from tests.engine.department import found

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 12)


def clock(state: str, **more: Any) -> ClockRow:
    moment = datetime(2026, 10, 12, 2, tzinfo=UTC)
    given = {"subject_kind": "complaint", "subject_id": 1, "rule": "a/deadline-1", "version_id": 1, "started_by": 1}
    return ClockRow.objects.create(
        **(given | {"started_at": moment, "due_at": moment, "due_day": DAY, "state": state} | more)
    )


def count(zh: str, **of: Any) -> Decimal | None:
    measure = find(zh)
    assert measure is not None
    return total(measure, Slice(DAY, DAY, **of))


@pytest.mark.requirement("K2.1")
@pytest.mark.parametrize(
    ("state", "due", "kept", "missed"),
    [("met", 1, 1, 0), ("missed", 1, 0, 1), ("running", 0, 0, 0), ("resting", 0, 0, 0), ("stopped", 0, 0, 0)],
)
def test_only_what_was_judged_counts(state: str, due: int, kept: int, missed: int) -> None:
    clock(state)
    assert (count("应履约时限数"), count("按时时限数"), count("逾期时限数")) == (due, kept, missed)


def test_a_persons_own_and_those_their_post_shares() -> None:
    """Two agents share a post: what nobody took up counts for both, what one did for that one."""
    people = found()
    zhouke, suhe = people.zhouke.person_id, people.suhe.person_id
    clock("met", owner_id=zhouke)
    clock("missed", owner_post="service")
    clock("missed", owner_post="warehouse")
    clock("met", owner_post="service", owner_id=suhe)
    assert count("应履约时限数", person=zhouke, posts=("service",)) == 2
    assert count("应履约时限数", person=suhe, posts=("service",)) == 2
    assert count("按时时限数", person=suhe, posts=("service",)) == 1
    assert count("应履约时限数", post="service") == 2


def test_a_file_judged_on_request_judges_no_person() -> None:
    people = found()
    clock("missed", owner_id=people.zhouke.person_id, shop_id=7, quiet=True)
    assert count("应履约时限数", shop=7) == 1
    assert count("应履约时限数", person=people.zhouke.person_id) == 0


def test_waiting_for_an_approval_is_no_obligation_of_a_rulebook() -> None:
    clock("missed", subject_kind="approval")
    assert count("应履约时限数") == 0


def test_a_unit_and_those_below_it() -> None:
    people = found()
    clock("met", unit_id=people.zhouke.unit_id)
    assert count("按时时限数", unit=people.shenlan.unit_id) == 1  # the department
    assert count("按时时限数", unit=people.zhouke.unit_id) == 1
    assert count("按时时限数", unit=people.chenmo.unit_id) == 0


@pytest.mark.requirement("O1.4")
def test_what_somebody_did_stays_with_the_unit_they_were_in() -> None:
    """周可 goes from service to the warehouse: what was kept before stays with service, and with 周可."""
    people = found()
    zhouke, service, warehouse = people.zhouke.person_id, people.zhouke.unit_id, people.chenmo.unit_id
    clock("met", owner_id=zhouke, unit_id=service)
    before = [
        count("按时时限数", unit=service),
        count("按时时限数", unit=warehouse),
        count("按时时限数", person=zhouke),
    ]
    must(one("person.assign", SYSTEM, zhouke, post="warehouse"))
    must(one("person.relieve", SYSTEM, zhouke, post="service"))
    forget()
    assert organisation().unit_of(organisation().posts_of[zhouke][0]) == warehouse
    after = [count("按时时限数", unit=service), count("按时时限数", unit=warehouse), count("按时时限数", person=zhouke)]
    assert before == after == [1, 0, 1]
