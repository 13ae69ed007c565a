"""The day on which a version takes effect: those whom it binds hear of it, once."""

from datetime import timedelta

import pytest

from dianzhang.engine import rulebooks
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.force import begin_now
from dianzhang.engine.jobs import work_off
from dianzhang.engine.models import Approval, Event, Notice, Person, RulebookVersion
from dianzhang.engine.moment import living_at, start_of
from tests.engine.department import found, put_in_force
from tests.engine.test_rulebook_life import NOW, TODAY, text

TOMORROW = TODAY + timedelta(days=1)
SERVICE = ("linxiao", "zhouke", "suhe")


@pytest.fixture
def people(tickets):
    people = found()
    put_in_force(text())
    with living_at(NOW):
        work_off()
        Notice.objects.all().delete()
        yield people


def in_force(people, on=None, **how):
    draft = must(one("rulebook.draft", people.hejing, text=text(**{"version": "2"} | how)))
    must(one("rulebook.submit", people.hejing, draft.id, on=on))
    for approval in Approval.objects.filter(status="waiting"):
        must(one("approval.agree", people.shenlan, approval.id))
    return draft


def told(kind="in_force"):
    rows = Notice.objects.filter(kind=kind).values_list("person_id", flat=True)
    return sorted(Person.objects.get(pk=person).code for person in rows)


@pytest.mark.requirement("R4.6")
def test_everybody_whom_it_binds_hears_on_its_day_and_once(people):
    draft = in_force(people, TOMORROW)
    work_off()
    assert told() == []
    assert len(told("in_force_soon")) == 8  # ahead, so that they can read it: all but whoever asked for it
    with living_at(start_of(TOMORROW) + timedelta(minutes=1)):
        assert work_off() == 1
        assert len(told()) == 9
        must(one("rulebook.acknowledge", people.zhouke, draft.id))
        begin_now({"version": draft.id})  # a worker that died after its work does it again
        assert len(told()) == 9
        assert Event.objects.filter(kind="rulebook.begin", subject_id=draft.id).count() == 1


@pytest.mark.requirement("R4.6")
def test_whom_it_does_not_bind_hears_nothing(people):
    scoped = text(version="2").replace("归口部门:", "适用: 客服组\n归口部门:")
    draft = must(one("rulebook.draft", people.hejing, text=scoped))
    must(one("rulebook.submit", people.hejing, draft.id))
    must(one("approval.agree", people.shenlan, Approval.objects.get().id))
    work_off()
    assert told() == sorted(SERVICE)
    assert told("in_force_soon") == []  # it took effect at once


@pytest.mark.requirement("R4.6")
def test_of_a_version_overtaken_before_its_day_nobody_hears(people):
    first = in_force(people, TOMORROW)
    second = in_force(people, TOMORROW, version="3")
    with living_at(start_of(TOMORROW) + timedelta(minutes=1)):
        rulebooks.forget()
        work_off()
    assert set(Notice.objects.filter(kind="in_force").values_list("subject_id", flat=True)) == {second.id}
    assert RulebookVersion.objects.get(pk=first.pk).status == "in_force"
