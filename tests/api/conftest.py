"""The department of the pages' tests, for programs: keys, bodies, problems."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from dianzhang.api import rates
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from tests.web.conftest import complaint, enter, order, people, shop

__all__ = ["complaint", "enter", "order", "people", "shop"]


class Program:
    """A program with a key: ``program.get("/order")``, ``program.post("/order/ship", [{"id": …}])``."""

    def __init__(self, key: str, language: str = "zh-hans") -> None:
        self.client = Client(headers={"authorization": f"Bearer {key}", "accept-language": language})

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(path if path.startswith("/api/") else f"/api/v1{path}", query or None)

    def post(self, path: str, items: list[dict[str, Any]] | None = None, key: str = "", **more: Any) -> HttpResponse:
        body = {"items": items if items is not None else [{}], **more}
        headers = {"idempotency-key": key} if key else {}
        return self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


Keyed = Callable[..., Program]


@pytest.fixture(autouse=True)
def _as_many_as_come() -> Iterator[None]:
    rates.forget()
    yield
    rates.forget()


@pytest.fixture
def keyed(people: SimpleNamespace) -> Keyed:
    """``keyed("zhouke")`` is a program with a key of 周可's; ``scopes`` are all unless said."""

    def made(code: str, scopes: str = "*", language: str = "zh-hans") -> Program:
        return Program(key_of(getattr(people, code), scopes), language)

    return made


def key_of(actor: Actor, scopes: str = "*") -> str:
    key: str = must(one("token.issue", actor, name="程序", scopes=scopes, days=30)).key
    return key


def service_key(giver: Actor, post: str, scopes: str = "*") -> str:
    key: str = must(one("token.issue_service", giver, name="对接", scopes=scopes, days=30, post=post)).key
    return key
