"""Of two people acting on the same record only one wins, and the other is told who was quicker."""

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import Event
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import RULES


@pytest.fixture
def people(tickets):
    department = found()
    put_in_force(RULES)
    return department


def test_the_second_is_told_who_did_what(people):
    ticket = one("ticket.open", people.zhouke, size=1).record
    assert one("ticket.escalate", people.zhouke, ticket.id, 1).done
    late = one("ticket.escalate", people.suhe, ticket.id, 1)
    assert late.status == "moved_on"
    assert "周可" in late.why
    assert "上报" in late.why
    assert Event.objects.filter(kind="ticket.escalate").count() == 1


def test_a_changed_record_is_not_acted_on_unseen(people):
    ticket = one("ticket.open", people.zhouke, size=1).record
    assert one("ticket.resize", people.zhouke, ticket.id, 1, size=2).done
    unseen = one("ticket.hold", people.suhe, ticket.id, 1)
    assert unseen.status == "moved_on"
    assert "周可" in unseen.why
    assert one("ticket.hold", people.suhe, ticket.id, 2).done


def test_every_item_has_its_own_outcome(people):
    from dianzhang.engine.act import perform
    from dianzhang.engine.outcome import Item

    made = [one("ticket.open", people.zhouke, size=1).record for _ in range(3)]
    one("ticket.solve", people.zhouke, made[1].id)
    outcomes = perform("ticket.escalate", [Item(t.id) for t in made] + [Item(999_999)], people.zhouke)
    assert [o.status for o in outcomes] == ["done", "moved_on", "done", "refused"]


def test_an_exception_rolls_the_whole_chunk_back(people, monkeypatch):
    from dianzhang.engine import flushing
    from dianzhang.engine.act import perform
    from dianzhang.engine.outcome import Item

    made = [one("ticket.open", people.zhouke, size=1).record for _ in range(2)]
    before = Event.objects.count()

    def broken(tx):
        raise RuntimeError("disk full")

    monkeypatch.setattr(flushing, "_write_clocks", broken)
    with pytest.raises(RuntimeError):
        perform("ticket.solve", [Item(t.id) for t in made], people.zhouke)
    monkeypatch.undo()
    assert Event.objects.count() == before
    assert {t.status for t in type(made[0]).objects.all()} == {"open"}
