"""XES: what the schema of IEEE 1849 asks of elements, their order, keys and types."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from dianzhang.trade.models import Order

from .conftest import log_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.1")]

NS = "{http://www.xes-standard.org/}"
ORDER = ["extension", "global", "classifier", "attribute", "trace"]  # in which a log has its parts
VALUES = {"string": str, "date": datetime.fromisoformat, "float": Decimal, "boolean": ["true", "false"].index}


def tag(one: ElementTree.Element) -> str:
    assert one.tag.startswith(NS)
    return one.tag.removeprefix(NS)


def attributes(one: ElementTree.Element) -> dict[str, str]:
    """The attributes of a log, trace or event: of a known type, well written, each key once."""
    found: dict[str, str] = {}
    for child in one:
        if (kind := tag(child)) in VALUES:
            VALUES[kind](child.attrib["value"])  # type: ignore[operator]
            assert set(child.attrib) == {"key", "value"}
            assert child.attrib["key"] not in found
            found[child.attrib["key"]] = child.attrib["value"]
    return found


def test_it_keeps_the_rules_of_the_schema(order: Order) -> None:
    log = ElementTree.fromstring(log_of("xes"))
    assert tag(log) == "log"
    assert Decimal(log.attrib["xes.version"]) == Decimal("1849.2016")
    parts = ["attribute" if tag(one) in VALUES else tag(one) for one in log]
    assert parts == sorted(parts, key=ORDER.index)
    prefixes = {one.attrib["prefix"] for one in log if tag(one) == "extension"}
    assert prefixes == {"concept", "time", "lifecycle", "org"}
    assert all(one.attrib["uri"].endswith(f"/{one.attrib['prefix']}.xesext") for one in log.iter(f"{NS}extension"))
    for trace in log.iter(f"{NS}trace"):
        keys = [*attributes(trace), *(key for event in trace.iter(f"{NS}event") for key in attributes(event))]
        assert {key.partition(":")[0] for key in keys if ":" in key} <= prefixes


def test_what_is_global_is_in_every_event_and_trace(order: Order) -> None:
    log = ElementTree.fromstring(log_of("xes"))
    for scope in ("trace", "event"):
        (whole,) = [attributes(one) for one in log.iter(f"{NS}global") if one.attrib["scope"] == scope]
        assert all(whole.keys() <= attributes(one).keys() for one in log.iter(f"{NS}{scope}"))


def test_a_trace_is_a_record_and_goes_as_it_happened(order: Order) -> None:
    log = ElementTree.fromstring(log_of("xes", kind="order"))
    (trace,) = log.iter(f"{NS}trace")
    assert attributes(trace) == {"concept:name": f"order:{order.pk}", "kind": "order"}
    events = [attributes(one) for one in trace.iter(f"{NS}event")]
    assert [e["concept:name"] for e in events][:2] == ["order.enter", "order.pay"]
    times = [e["time:timestamp"] for e in events]
    assert times == sorted(times)
    assert events[1] | {"paid_amount": "329", "state_payment": "paid", "org:role": "platform"} == events[1]
