"""One question, one number: the command, the API, the page of a number, a tile of a board, the morning report and the
payslip say the same of every measure that is declared and every metric of every rulebook that is shipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from dianzhang import rulebooks as shipped
from dianzhang.cli.main import main
from dianzhang.engine import organisation, rulebooks, unmoved
from dianzhang.engine.access import OWNER_POST, actor_of
from dianzhang.engine.act import must, one
from dianzhang.engine.actions.structure import set_up
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.tiles import Tile
from dianzhang.insight.morning.working import Reading
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.measure import catalogue
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, known_words, whole
from dianzhang.people.department import take_on
from dianzhang.reward.facts import MonthFacts
from dianzhang.reward.reckoning import Reckoning, ruleset_of
from dianzhang.ui.figures import plain
from tests.engine.department import found, put_in_force
from tests.insight.boards.sold import NOON
from tests.measure.facts import World
from tests.measure.sales import shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I2.5")]
FIRST, YESTERDAY, TODAY = date(2026, 2, 1), date(2026, 2, 22), date(2026, 2, 23)
MONTH = "2026-02"
Said = dict[str, Decimal | None]
_told: dict[tuple[Any, ...], Said] = {}


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Facts of every measure in February, two shops, two persons; it is noon of the twenty-third."""
    organisation.forget()
    rulebooks.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        people = found()
        put_in_force(shipped.read("process-first"))
        with living_at(NOON):
            set_up({}, {OWNER_POST: ("负责人", "dept", None)})
            people.owner = actor_of(take_on("owner", "负责人", OWNER_POST))
            world = World([shop("tmall"), shop("jd")], people)
            world.fill([date(2026, 2, 11), date(2026, 2, 16), YESTERDAY, YESTERDAY])
            world.told(date(2026, 1, 20), YESTERDAY)
            people.key = must(one("token.issue", people.owner, name="程序", scopes="*", days=30)).key
        _told.clear()
        yield people
        transaction.set_rollback(True)
    organisation.forget()
    rulebooks.forget()
    unmoved.forget()


@pytest.fixture
def people(_world: SimpleNamespace, db: None) -> Iterator[SimpleNamespace]:
    organisation.forget()
    rulebooks.forget()
    with living_at(NOON):
        yield _world


def names() -> list[str]:
    """Every measure and every metric."""
    return list(dict.fromkeys(known_words(TODAY)))


def command(name: str, first: date, last: date, by: str, **more: str) -> Said:
    asked = (name, first, last, by, *more.items())
    if asked in _told:
        return _told[asked]
    words = ["metric", name, "--from", str(first), "--to", str(last), "--by", by, "--json"]
    for key, value in more.items():
        words += [f"--{key}", value]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, (name, result.output)
    _told[asked] = values(json.loads(result.stdout)["rows"])
    return _told[asked]


def days(name: str) -> Said:
    """The thirty days until yesterday."""
    return command(name, date(2026, 1, 24), YESTERDAY, "day")


def values(rows: list[dict[str, Any]]) -> Said:
    return {row["key"]: None if row["value"] is None else Decimal(row["value"]) for row in rows}


def api(people: SimpleNamespace, name: str, first: date, last: date, by: str, **more: str) -> Said:
    client = Client(headers={"authorization": f"Bearer {people.key}"})
    answer = client.get(f"/api/v1/metrics/{name}", {"from": first, "to": last, "by": by, **more})
    assert answer.status_code == 200, (name, answer.content.decode())
    return values(answer.json()["values"])


def cut_by(name: str, dimension: str) -> bool:
    definition = define(name, FIRST)
    assert definition is not None
    return all(getattr(measure, dimension) for measure in definition.measures())


def monthly(name: str) -> bool:
    definition = define(name, FIRST)
    assert definition is not None
    return any(measure.grain == "month" for measure in definition.measures())


def browser(people: SimpleNamespace) -> Client:
    user, _made = User.objects.get_or_create(username="owner")
    Person.objects.filter(pk=people.owner.person_id).update(user=user)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user, backend="dianzhang.config.log_in.backend.Backend")
    return client


def test_every_number_has_facts_to_be_told_of(people: SimpleNamespace) -> None:
    """Else the rest of this file holds nothing against nothing."""
    empty = {name for name in names() if not any(command(name, FIRST, TODAY, "month").values())}
    assert empty == set()


def test_the_command_and_the_interface(people: SimpleNamespace) -> None:
    differ = {}
    for name in names():
        said = days(name)
        heard = api(people, name, date(2026, 1, 24), YESTERDAY, "day")
        if said != heard:
            differ[name] = (said, heard)
    assert differ == {}


def test_of_one_person(people: SimpleNamespace) -> None:
    differ = {}
    for name in names():
        if not cut_by(name, "person"):
            continue
        said = command(name, FIRST, TODAY, "month", person="zhouke")
        heard = api(people, name, FIRST, TODAY, "month", person="zhouke")
        if said != heard:
            differ[name] = (said, heard)
    assert differ == {}


def test_the_page_of_the_number(people: SimpleNamespace) -> None:
    differ = {}
    client = browser(people)
    for name in names():
        page = client.get(f"/numbers/{name}", {"span": "year" if monthly(name) else "30"})
        assert page.status_code == 200, name
        chart = page.context["chart"]
        said = command(name, date(2025, 2, 1), YESTERDAY, "month") if monthly(name) else days(name)
        definition = define(name, YESTERDAY)
        assert definition is not None
        wanted = [None if value is None else plain(value, definition.unit) for value in said.values()]
        shown = [row[1][0] for row in chart.rows()]
        if shown != wanted:
            differ[name] = (wanted, shown)
    assert differ == {}


def test_a_tile_of_a_board(people: SimpleNamespace) -> None:
    differ = {}
    for name in names():
        day, month = fill([Tile(name, "yesterday"), Tile(name, "month")], people.owner, TODAY)
        if day.value != days(name)[str(YESTERDAY)]:
            differ[name, "day"] = (day.value, day.why)
        if month.value != command(name, FIRST, TODAY, "month")[MONTH]:
            differ[name, "month"] = (month.value, command(name, FIRST, TODAY, "month"))
    assert differ == {}


def test_the_parts_of_a_tile(people: SimpleNamespace) -> None:
    """The bar of a shop, a group or a person is their number."""
    differ = {}
    codes: dict[str, tuple[str, int]] = {
        "shop": ("tmall", next(pk for pk, one in organisation.organisation().shops.items() if one.code == "tmall")),
        "person": ("zhouke", people.zhouke.person_id),
    }  # fmt: skip
    for name in names():
        for dimension, (code, key) in codes.items():
            if not cut_by(name, dimension):
                continue
            (tile,) = fill([Tile(name, "month", drawn=dimension)], people.owner, TODAY)  # type: ignore[arg-type]
            bars = {getattr(part.of, dimension): part.value for part in tile.parts}
            said = command(name, FIRST, TODAY, "month", **{dimension: code})[MONTH]
            if tile.parts and bars.get(key) != said:
                differ[name, dimension] = (bars.get(key), said)
    assert differ == {}


def test_the_morning_report(people: SimpleNamespace) -> None:
    differ = {}
    reading = Reading()
    for name in names():
        told = reading.number(name, YESTERDAY)
        said = days(name)
        wanted = {
            "value": said["2026-02-22"], "day_before": said["2026-02-21"], "week_before": said["2026-02-15"],
            "month": command(name, FIRST, TODAY, "month")[MONTH],
        }  # fmt: skip
        heard = {key: None if told[key] is None else Decimal(told[key]) for key in wanted}
        if heard != wanted:
            differ[name] = (wanted, heard)
    assert differ == {}


def test_the_payslip(people: SimpleNamespace) -> None:
    """As they count for one person: their own, their group's, their shops', everybody's."""
    rules = ruleset_of(MONTH)
    facts = MonthFacts(MONTH, events=False)
    assert rules is not None
    worker = next(one for one in facts.workers if one.person_id == people.zhouke.person_id)
    slip, differ = Reckoning(rules, facts, worker), {}
    for name in names():
        definition = define(name, FIRST)
        assert definition is not None
        whose = {measure.whose for measure in definition.measures()}
        more = {"person": "zhouke"} if whose == {"person"} else {"unit": "service"} if whose == {"unit"} else {}
        said = command(name, FIRST, TODAY, "month", **more)[MONTH]
        figure = slip.figure(definition.measure.name if definition.measure else name)
        if figure.value != said:
            differ[name] = (figure.value, said)
    assert differ == {}


@pytest.mark.parametrize("code", sorted({one.code for one in shipped.library()} - {"process-first"}))
def test_the_metrics_of_the_other_rulebooks(
    people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    draft = must(one("rulebook.draft", people.owner, text=shipped.read(code)))
    rules, differ, reading = rulebooks.ruleset(draft.pk), {}, Reading()
    monkeypatch.setattr(rulebooks, "defining", lambda _day: rules)
    facts = MonthFacts(MONTH, events=False)
    worker = next(one for one in facts.workers if one.person_id == people.zhouke.person_id)
    slip = Reckoning(rules, facts, worker)
    for name, metric in rules.metrics.items():
        definition = define(name, FIRST)
        if metric.formula is None or definition is None or not _all_there(definition, rules):
            continue
        of = Slice(FIRST, TODAY)
        said, _why = whole(definition, of)
        (tile,) = fill([Tile(name, "month")], people.owner, TODAY)
        month = reading.number(name, YESTERDAY)["month"]
        heard = [tile.value, None if month is None else Decimal(month)]
        if {measure.whose for measure in definition.measures()} <= {"shop", "everybody"}:
            heard.append(slip.figure(name).value)
        if [said] * len(heard) != heard:
            differ[name] = (said, heard)
    assert differ == {}


def _all_there(definition: Definition, rules: Ruleset) -> bool:
    """Whether all that its formula names is measured yet, and nothing of it is of one month's pay alone."""
    assert definition.metric is not None
    open_ones, seen = [definition.metric], set[str]()
    while open_ones:
        metric = open_ones.pop()
        for name in metric.formula.names if metric.formula is not None else ():
            other = rules.metrics.get(name)
            if other is not None and name not in seen:
                open_ones.append(other)
            elif other is None and name not in catalogue.measures:
                return False
            seen.add(name)
    return True


def test_what_shops_have_together_is_not_what_they_have_one_by_one(people: SimpleNamespace) -> None:
    """A distinct count, a median, a day that one shop lacks: a scorecard of several shops says what all pages say."""
    facts = MonthFacts(MONTH, events=False)
    shops = tuple(organisation.organisation().shops)
    differ = {}
    for measure in catalogue.measures.values():
        if not measure.shop or measure.grain == "month":
            continue
        said = command(measure.zh, FIRST, TODAY, "month")[MONTH]
        heard, _events = facts._shops(measure, shops)
        if heard != said:
            differ[measure.name] = (heard, said)
    assert differ == {}
