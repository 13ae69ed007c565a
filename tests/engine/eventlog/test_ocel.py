"""OCEL 2.0: the published form holds, every object that is named is there, and nobody is named."""

from __future__ import annotations

from collections import Counter

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, one
from dianzhang.engine.eventlog import asking
from dianzhang.engine.sequencer import place
from dianzhang.trade.models import Order

from .conftest import BUYER, log_of, ocel

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.1")]

TEXT = {"type": "string"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
NAMED = {"enum": ["string", "time", "integer", "float", "boolean"]}


def things(required: list[str], **properties: object) -> dict[str, object]:
    one = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {"type": "array", "items": one}


# Written after the specification of OCEL 2.0 (16 October 2023, section on JSON, and its page of formats): the names,
# what is required and that values are text; stricter in that nothing else may be there and types are those it lists.
TYPES = things(["name", "attributes"], name=TEXT, attributes=things(["name", "type"], name=TEXT, type=NAMED))
RELATIONS = things(["objectId", "qualifier"], objectId=TEXT, qualifier=TEXT)
SCHEMA = {
    "type": "object",
    "properties": {
        "eventTypes": TYPES,
        "objectTypes": TYPES,
        "events": things(
            ["id", "type", "time"], id=TEXT, type=TEXT, time=MOMENT, relationships=RELATIONS,
            attributes=things(["name", "value"], name=TEXT, value=TEXT),
        ),
        "objects": things(
            ["id", "type"], id=TEXT, type=TEXT, relationships=RELATIONS,
            attributes=things(["name", "value", "time"], name=TEXT, value=TEXT, time=MOMENT),
        ),
    },
    "required": ["eventTypes", "objectTypes", "events", "objects"],
    "additionalProperties": False,
}  # fmt: skip


def test_it_has_the_published_form(order: Order) -> None:
    log = ocel()
    jsonschema.validate(log, SCHEMA)
    assert {e["type"] for e in log["events"]} >= {"order.enter", "order.pay", "complaint.accept"}
    assert all(e["time"].endswith("+08:00") for e in log["events"])
    for things_, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        declared = {t["name"]: {a["name"]: a["type"] for a in t["attributes"]} for t in log[types]}
        for thing in log[things_]:
            assert {a["name"] for a in thing["attributes"]} <= declared[thing["type"]].keys()
            assert Counter(o["id"] for o in log[things_])[thing["id"]] == 1


def test_what_is_named_is_there_and_says_what_it_is_to_the_event(order: Order) -> None:
    log = ocel()
    objects = {o["id"] for o in log["objects"]}
    relations = [r for thing in (*log["events"], *log["objects"]) for r in thing["relationships"]]
    assert {r["objectId"] for r in relations} <= objects
    taken = next(e for e in log["events"] if e["type"] == "complaint.accept")
    kinds = {(r["objectId"].partition(":")[0], r["qualifier"]) for r in taken["relationships"]}
    assert kinds >= {
        ("complaint", "subject"), ("order", "order"), ("person", "actor"), ("post", "post"), ("shop", "shop"),
    }  # fmt: skip
    complaint = next(o for o in log["objects"] if o["type"] == "complaint")
    assert {"objectId": f"order:{order.pk}", "qualifier": "order"} in complaint["relationships"]


def test_figures_and_states_are_told_and_when_they_became_so(order: Order) -> None:
    told = next(o for o in ocel()["objects"] if o["id"] == f"order:{order.pk}")["attributes"]
    values = {(a["name"], a["value"]) for a in told}
    assert values >= {("total", "329"), ("paid_amount", "329"), ("state_payment", "unpaid"), ("state_payment", "paid")}
    assert [a["time"] for a in told] == sorted(a["time"] for a in told)


@pytest.mark.requirement("I3.2")
@pytest.mark.parametrize("form", ["json", "xes"])
def test_nobody_is_in_it_by_name_or_number(order: Order, form: str) -> None:
    text = log_of(form)
    for word in (*BUYER.values(), "周可", "换一件新的", "zhouke"):
        assert word not in text
    person = next(o["id"] for o in ocel()["objects"] if o["type"] == "person")
    assert person not in text  # another file, other pseudonyms


def test_other_days_shops_and_kinds_stay_out(order: Order) -> None:
    assert ocel(**{"from": "2020-01-01", "to": "2020-01-02"})["events"] == []
    assert {e["type"].partition(".")[0] for e in ocel(kind="order")["events"]} == {"order"}
    only = ocel(kind="complaint", shop="tmall-1")
    assert [e["type"] for e in only["events"]] == ["complaint.accept"]
    assert {o["type"] for o in only["objects"]} == {"complaint", "shop", "person", "post"}  # an order is not to be seen


def test_what_is_held_at_once_does_not_grow_with_the_log(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read two by two, events are read in no larger portions, and none is lost or told twice."""
    for number in ("1002", "1003"):
        must(one("order.enter", PLATFORM, shop="tmall-1", number=number, total="10.00", **BUYER))
    while place():
        pass
    whole = ocel(kind="order")
    monkeypatch.setattr(asking, "CHUNK", 2)
    with CaptureQueriesContext(connection) as made:
        portioned = ocel(kind="order")
    assert [e["id"] for e in portioned["events"]] == [e["id"] for e in whole["events"]]
    assert len(whole["events"]) == 4
    assert portioned["objects"][0]["attributes"] == whole["objects"][0]["attributes"]
    read = [q["sql"] for q in made if 'FROM "engine_event"' in q["sql"] and "MAX(" not in q["sql"]]
    assert len(read) == 6  # of each pass two full portions and one that is empty
    assert all(sql.endswith("LIMIT 2") for sql in read)
