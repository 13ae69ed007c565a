"""Everything that is described, asked as described and otherwise: no answer that is not described, and never a 500."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from pytest_django.fixtures import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.sequencer import place

from .conftest import key_of, service_key

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OF_OTHER_TESTS = r"/(loan|ticket)(/|$)"  # subjects that tests of the engine register, without a table here
EXAMPLES = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}


def asks(schema: Any, callers: dict[str, dict[str, str]]) -> dict[str, dict[int, int]]:
    """Every operation a few times, in the same way at every run, by each caller; how often each status came."""
    came: dict[str, dict[int, int]] = {who: {} for who in callers}
    for result in schema.exclude(path_regex=OF_OTHER_TESTS).get_all_operations():
        operation = result.ok()
        for mode, examples in EXAMPLES.items():

            @trying(
                max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                near(case)
                for who, headers in callers.items():
                    answer = case.call(headers=headers)
                    came[who][answer.status_code] = came[who].get(answer.status_code, 0) + 1
                    case.validate_response(answer, checks=CHECKS)

            ask()
    return came


def near(case: Any) -> None:
    """Of ids those that there are, and in the post one holds: what is made up hits nothing."""
    case.headers.pop("X-Post", None)
    if isinstance(case.path_parameters, dict) and isinstance(case.path_parameters.get("id"), int):
        case.path_parameters["id"] = case.path_parameters["id"] % 3 + 1
    items = case.body.get("items") if isinstance(case.body, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and isinstance(item.get("id"), int):
            item["id"] = number + 1
            item.pop("revision", None)


@pytest.fixture
def schema(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Asked within the test's transaction: a request's end would close the connection that holds it."""
    monkeypatch.setitem(sys.modules, "flask", None)  # looked for at each call, in all folders
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    found = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    # Else words of our own code are put into what is made up, and the same code asks otherwise with each new word.
    found.config.analysis.constants.enabled = False
    yield found
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_is_as_described(
    schema: Any, people: SimpleNamespace, order: object, complaint: object, settings: Settings
) -> None:
    settings.DIANZHANG_API_RATE = 0  # no bound: on a fast machine more is asked than a minute allows
    place()
    keys = {who: key_of(getattr(people, who)) for who in ("zhouke", "linxiao", "shenlan")}
    keys["service"] = service_key(SYSTEM, "order_desk")
    came = asks(schema, {who: {"Authorization": f"Bearer {key}"} for who, key in keys.items()} | {"nobody": {}})
    assert set(came.pop("nobody")) <= {400, 401, 404}  # 400: a zero character, which nobody may send anywhere
    for statuses in came.values():
        assert set(statuses) <= {200, 400, 403, 404, 405, 409, 413, 415, 422}
        assert statuses[200] > 100
