"""Every page, action and field of every post, against the rulebook itself: nothing is reachable that it does not grant.

What is expected is reckoned here from the access rules as compiled, not by the engine's own functions.  A field is
looked for by its value: on every page, in every list, search, timeline and export, and in every answer of the API.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dianzhang.api import rates
from dianzhang.engine import jobs, registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.act import one
from dianzhang.engine.exporting.keeping import path_of
from dianzhang.engine.models import Export
from dianzhang.engine.moment import now, today
from dianzhang.engine.pages import pages
from dianzhang.engine.seeing import concealed
from dianzhang.engine.unmoved import looking
from dianzhang.measure.catalogue import measures
from tests.api.conftest import Program, key_of
from tests.engine.department import agree_for_all

from .conftest import Enter
from .granted import SENTINEL, a_record_of_each, commands, entitled_beyond, extends, granted

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.4")]

POSTS = {
    "director": "shenlan", "ops_lead": "mengyan", "ops": "xunuo", "order_desk": "zhaoning",
    "service_lead": "linxiao", "service": "zhouke", "warehouse": "chenmo", "hr": "hejing",
}  # fmt: skip
# What a post may beyond its rules, and why: each of these has tests of its own.
OPEN = {
    "approval": "whoever is asked, asks or asked",
    "task": "whoever has a part in it",
    "finding": "whoever works here reports; those concerned handle it",
    "inspection": "those concerned",
    "meeting": "whoever is invited; who is in the chair",
    "proposal": "whoever may see the pay, and the person concerned",
    "token": "one's own",
    "export": "one's own",
    "activity": "everybody of the unit it is for",
    "overtime": "one's own; whoever is above",
    "suggestion": "whoever works here; those above answer",
    "workplan": "one's own, what is handed in to one, what one's unit means to do",
}


@pytest.fixture
def world(people: SimpleNamespace, shop: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(settings, "DIANZHANG_HOME", tmp_path)
    return a_record_of_each(keeper=people.mengyan, service=people.suhe, person="suhe")


def actor_in(post: str, people: SimpleNamespace) -> Actor:
    return getattr(people, POSTS[post])  # type: ignore[no-any-return]


@pytest.mark.parametrize("post", POSTS)
def test_every_page_and_action_of_a_post(
    post: str, people: SimpleNamespace, world: dict[str, Any], enter: Enter
) -> None:
    rules, client, actor = granted()[post], enter(POSTS[post]), actor_in(post, people)
    wrong: list[tuple[str, object, str]] = []
    rates.forget()
    program = Program(key_of(actor))

    def expect(path: str, allowed: bool) -> None:
        if (status := client.get(path).status_code) != (200 if allowed else 404):
            wrong.append((path, status, "granted" if allowed else "not granted"))

    for name, subject in registry.subjects.items():
        view = rules.reach.get(f"{name}.view")
        if name in pages.lists:
            expect(f"/{name}", view is not None or subject.everybody)
        for action in commands(subject):
            if action.word.creates and name not in OPEN and action.open is None:
                expect(f"/{name}/new/{action.name.partition('.')[2]}", action.name in rules.reach)
        if name not in world:
            continue
        if name in pages.lists:
            allowed = program.get(f"/{name}").status_code == 200
            if allowed != (view is not None or subject.everybody):
                wrong.append((f"API /{name}", allowed, "granted" if view else "not granted"))
        record = world[name]
        asked = any(a.open(record, actor) for a in commands(subject) if a.open is not None and not a.word.creates)
        sees = extends(view, record, actor) or record.owner_id == actor.person_id or asked
        expect(f"/{name}/{record.pk}", sees)
        if (program.get(f"/{name}/{record.pk}").status_code == 200) != sees:
            wrong.append((f"API /{name}/{record.pk}", not sees, "granted" if sees else "not granted"))
        for action in commands(subject):
            if action.word.creates:
                continue
            verb = action.name.partition(".")[2]
            opened = action.open is not None and action.open(record, actor)
            may = opened or (not action.in_person and extends(rules.reach.get(action.name), record, actor))
            expect(f"/{name}/{record.pk}/{verb}", bool(sees and may))
            if not (sees and may):
                status = client.post(f"/{name}/{record.pk}/{verb}", {}).status_code
                if status != 404:
                    wrong.append((f"POST /{name}/{record.pk}/{verb}", status, "not granted"))
    assert wrong == []


@pytest.mark.parametrize("post", POSTS)
def test_every_action_of_a_post_past_the_pages(post: str, people: SimpleNamespace, world: dict[str, Any]) -> None:
    """The engine itself refuses: whoever comes by another way than the pages finds the same."""
    assert entitled_beyond(granted()[post], actor_in(post, people), world) == []


@pytest.mark.requirement("S2.1")
@pytest.mark.parametrize("post", POSTS)
def test_every_field_of_a_post_wherever_it_could_be_read(
    post: str, people: SimpleNamespace, world: dict[str, Any], enter: Enter
) -> None:
    rules, client, actor = granted()[post], enter(POSTS[post]), actor_in(post, people)
    shown, exported = everything_read(client, actor, world)
    for field, sentinel in SENTINEL.items():
        kind = field.partition(".")[0]
        sees = extends(rules.reach.get(f"{kind}.view"), world[kind], actor)
        if field in rules.fields and sees:
            assert sentinel in shown[f"/{kind}/{world[kind].pk}"] or sentinel.replace(",", "") in exported, field
        else:
            places = [path for path, text in shown.items() if sentinel in text or sentinel.replace(",", "") in text]
            assert places == [], field
            assert sentinel not in exported, field
            assert sentinel.replace(",", "") not in exported, field


def everything_read(client: Client, actor: Actor, world: dict[str, Any]) -> tuple[dict[str, str], str]:
    """Every page that shows records or numbers, and all that can be exported of them."""
    paths = [
        "/",
        "/?scope=all",
        "/radar?scope=all",
        "/approvals",
        "/notices",
        "/search?q=9001",
        "/search?q=0042&drop=1",
    ]
    paths += [f"/{name}" for name in pages.lists] + [f"/order?q={SENTINEL['order.phone'][-4:]}", "/order?hold=clear"]
    paths += [f"/{name}/{record.pk}" for name, record in world.items()]
    shown = {path: client.get(path).text for path in paths}
    rates.forget()
    program = Program(key_of(actor))
    asked = [f"/{name}" for name in world] + [f"/{name}/{record.pk}" for name, record in world.items()]
    shown |= {f"api {path}": program.get(path).text for path in [*asked, "/events", "/me/today", "/order?q=0042"]}
    for name in world:
        one("export.draft", actor, source="list", kind=name, format="csv", full=True, reason="都要")
    if actor.post != "director":  # nobody stands above, and nobody agrees to their own
        agree_for_all()
    jobs.work_off()
    made = Export.objects.filter(status="ready", owner_id=actor.person_id)
    return shown, "".join(path_of(export).read_text("utf-8-sig") for export in made)


@pytest.mark.requirement("S2.1")
@pytest.mark.parametrize("post", POSTS)
def test_every_number_of_a_post(post: str, people: SimpleNamespace, world: dict[str, Any]) -> None:
    from dianzhang.measure.metrics import define
    from dianzhang.web.numbers import tiles

    rules, actor = granted()[post], actor_in(post, people)
    ruleset = rulebooks.at(now())
    assert ruleset is not None
    names = [*ruleset.metrics, *(measure.zh for measure in measures.values())]
    with looking():  # as a page does
        told = {tile["code"] for tile in tiles(actor, today(), names)}
    for name in names:
        definition = define(name, today())
        assert definition is not None
        reads = {field for measure in definition.measures() for field in measure.reads}
        if not reads <= rules.fields:
            assert name not in told, name
        query = f"name={name}&by=day&from={today()}&to={today()}"
        outcome = one("export.draft", actor, source="numbers", query=query, format="csv", reason="都要")
        assert not outcome.done or reads <= rules.fields, name


def test_a_reveal_shows_only_where_it_is_granted(people: SimpleNamespace, world: dict[str, Any]) -> None:
    table = granted()
    for post in POSTS:
        outcome = one("order.reveal", actor_in(post, people), world["order"].pk, fields="phone", reason="核对")
        wanted = "order.reveal" in table[post].reach and "order.phone" not in table[post].fields
        assert outcome.done is wanted, (post, outcome.why)


def test_every_hidden_field_has_a_sentinel_or_is_named_here() -> None:
    """A new personal or secret field must be looked for too."""
    elsewhere = {  # tests/reward, tests/engine
        "person.name", "payfigure.amount", "payfigure.rate", "payfigure.points", "account.name", "account.bound",
        "person.mobile",  # tests/people
    }  # fmt: skip
    fields = {f"{s.name}.{f.name}" for s in registry.subjects.values() for f in s.fields if concealed(f)}
    ours = {field for field in fields if not field.startswith(("ticket.", "loan."))}  # subjects of other tests
    assert ours - set(SENTINEL) - elsewhere == set()


WAY_IN = (
    "account/",
    "login",
    "logout",
    "healthz",
    "i18n/",
    "static/",
    "invitation/",
    "api/",
)  # have tests of their own


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    found = []
    for one_of in patterns:
        path = before + str(one_of.pattern)
        found += addresses(one_of.url_patterns, path) if isinstance(one_of, URLResolver) else [path]
    return found


def test_a_stranger_gets_no_page_but_the_way_in(client: Client, world: dict[str, Any]) -> None:
    """Every address there is, to someone who is not logged in."""
    open_ones = []
    for path in addresses(get_resolver().url_patterns):
        plain = path
        for old, new in (("<subject:kind>", "order"), ("<int:", "1<"), ("<slug:verb>", "approve"), ("<str:", "x<")):
            plain = plain.replace(old, new)
        while "<" in plain:
            head, _, rest = plain.partition("<")
            plain = head + rest.partition(">")[2]
        if plain.lstrip("^/").startswith(WAY_IN) or "\\" in plain or "(?" in plain:
            continue
        if client.get(f"/{plain.strip('^$')}").status_code == 200:
            open_ones.append(path)
    assert open_ones == []
