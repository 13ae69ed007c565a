"""Anyone may report a breach: of a clause in force, heard of at once by the superior, signed only to who handles it."""

import json
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Notice, RulebookVersion
from dianzhang.engine.moment import living_at
from dianzhang.engine.reading import may_see, timeline, visible
from dianzhang.work.inspections.states import FINDING
from dianzhang.work.models import Finding

from .conftest import MONDAY, assigned, do, now, reported

pytestmark = pytest.mark.django_db
EVERYBODY = ["shenlan", "mengyan", "xunuo", "zhaoning", "linxiao", "zhouke", "suhe", "chenmo", "hejing"]


@pytest.mark.requirement("R7.1")
@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_works_here_may(people: SimpleNamespace, who: str) -> None:
    finding = must(do(getattr(people, who), "finding.report", clause="complaints", seen="没人管"))
    assert (finding.clause, finding.version_id) == ("complaints", RulebookVersion.objects.get().pk)
    assert (now(finding).status, finding.owner_id, finding.due_at) == ("reported", None, None)


@pytest.mark.requirement("R7.1")
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"clause": "nowhere"}, "现行制度里没有"),
        ({"clause": ""}, "现行制度里没有"),
        ({"seen": ""}, "请填写"),
        ({"about": "nobody"}, "没有代号为"),
        ({"of_kind": "order", "of_id": 7}, "没有找到"),
        ({"inspection": 7}, "没有这次巡查"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(people: SimpleNamespace, given: dict, why: str) -> None:
    outcome = do(people.suhe, "finding.report", **({"clause": "complaints", "seen": "没人管"} | given))
    assert outcome.status == "refused"
    assert why in outcome.why
    assert not Finding.objects.exists()


@pytest.mark.requirement("R7.2")
@pytest.mark.parametrize(
    ("who", "about", "hears"),
    [
        ("suhe", "zhouke", "linxiao"),  # the superior of her post
        ("suhe", "linxiao", "shenlan"),  # who is the one it is about hears nothing: the one above does
        ("linxiao", "zhouke", "shenlan"),
        ("chenmo", "", "shenlan"),
        ("shenlan", "zhouke", "shenlan"),  # at the top whoever keeps the rulebook: herself
    ],
)
def test_the_superior_hears_at_once(people: SimpleNamespace, who: str, about: str, hears: str) -> None:
    finding = reported(people) if who == "suhe" and about == "zhouke" else None
    finding = finding or must(
        do(getattr(people, who), "finding.report", clause="complaints", seen="没人管", about=about)
    )
    with living_at(MONDAY):
        assert may_see(getattr(people, hears), FINDING, finding)
        handle = do(getattr(people, hears), "finding.assign", finding.id, person="suhe", due="2026-10-16")
    assert handle.done
    told = set(Notice.objects.filter(subject_id=finding.id, kind="told").values_list("person_id", flat=True))
    expected = {getattr(people, hears).person_id} - {getattr(people, who).person_id}
    assert told - {people.suhe.person_id} == expected - {people.suhe.person_id}


def test_about_the_head_whoever_else_may_is_asked(people: SimpleNamespace) -> None:
    outcome = do(people.linxiao, "finding.report", clause="complaints", seen="总监自己没有办", about="shenlan")
    assert outcome.done
    assert "没有别人可以处理" in outcome.why
    assert not Notice.objects.exists()
    assert do(people.shenlan, "finding.dismiss", outcome.id, reason="没有的事").status == "refused"


@pytest.mark.requirement("R7.3")
@pytest.mark.parametrize(
    ("reader", "knows"),
    [("suhe", True), ("linxiao", True), ("shenlan", True), ("zhouke", False), ("mengyan", False)],
)
def test_who_learns_who_reported_it(people: SimpleNamespace, reader: str, knows: bool) -> None:
    finding = assigned(people)
    with living_at(MONDAY):
        first = timeline(FINDING, finding, getattr(people, reader))[-1]
    assert first.event.kind == "finding.report"
    assert first.who == ("苏禾" if knows else "某位同事")


@pytest.mark.requirement("R7.3")
def test_signed_everybody_who_sees_it_reads_the_name(people: SimpleNamespace) -> None:
    finding = assigned(people, anonymous=False)
    with living_at(MONDAY):
        assert timeline(FINDING, finding, people.zhouke)[-1].who == "苏禾"


def test_whom_it_is_about_learns_nothing_by_handling(people: SimpleNamespace) -> None:
    """林晓 may see what her group does, and still not who reported her."""
    finding = reported(people, about="linxiao")
    with living_at(MONDAY):
        assert timeline(FINDING, finding, people.linxiao)[-1].who == "某位同事"
        assert timeline(FINDING, finding)[-1].who == "某位同事"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("suhe", True), ("linxiao", True), ("shenlan", True), ("zhouke", False), ("xunuo", False), ("hejing", False)],
)
def test_who_sees_what_is_reported(people: SimpleNamespace, who: str, sees: bool) -> None:
    finding = reported(people)
    with living_at(MONDAY):
        assert visible(getattr(people, who), FINDING).filter(pk=finding.pk).exists() is sees
        assert may_see(getattr(people, who), FINDING, finding) is sees


@pytest.mark.requirement("R7.3")
def test_the_journal_has_no_words_of_it(people: SimpleNamespace) -> None:
    assigned(people)
    event = Event.objects.get(kind="finding.report")
    assert "半小时" not in event.data
    assert json.loads(event.data)["set"]["clause"] == "complaints"


def test_it_may_belong_to_a_record_that_one_sees(people: SimpleNamespace) -> None:
    complaint = must(do(people.zhouke, "complaint.accept", kind="quality"))
    given = {"clause": "complaints", "seen": "放了半小时", "of_kind": "complaint", "of_id": complaint.id}
    assert must(do(people.suhe, "finding.report", **given)).of_id == complaint.id
    assert "没有找到" in do(people.chenmo, "finding.report", **given).why
