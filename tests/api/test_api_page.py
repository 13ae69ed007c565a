"""The page for programmers: its examples, run against the department it speaks of."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from dianzhang.api.webhooks.signing import secret_of, signature
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.sequencer import place
from dianzhang.trade.models import Order

from .conftest import service_key

PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n+```json\n(.*?)```", PAGE, re.DOTALL)


def ask(line: str, key: str) -> Any:
    """A ``curl`` of the page, asked of the department."""
    words = shlex.split(line.replace("\\\n", " ").replace("$TOKEN", key).replace("$HOUSE", ""))
    headers, body, path = {}, None, ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name.lower()] = value
        elif word == "-d":
            body = next(rest)
        else:
            path = word
    client = Client(headers={"accept-language": "zh-hans", **headers})
    if body is None:
        return client.get(path).json()
    return client.post(path, body, content_type=headers["content-type"], headers=headers).json()


def fits(said: Any, found: Any, where: str = "") -> None:
    """Whether an answer has all that the page says of it; … stands for anything."""
    if isinstance(said, dict):
        for name, value in said.items():
            assert name in found, f"{where}/{name}"
            fits(value, found[name], f"{where}/{name}")
    elif isinstance(said, list):
        assert len(found) >= len(said), where
        for number, value in enumerate(said):
            fits(value, found[number], f"{where}/{number}")
    elif said != "…":
        assert found == said, where


@pytest.mark.django_db
def test_the_examples_hold(people: SimpleNamespace, order: Order) -> None:
    """As 赵宁, who reviews orders; numbers over everything as the director would ask for them."""
    assert len(EXAMPLES) == 6
    assert order.revision == 2
    desk, all_orders = service_key(SYSTEM, "order_desk"), service_key(SYSTEM, "director")
    for line, said in EXAMPLES:
        line, said = (re.sub(r'("id": |/order/)1\b', rf"\g<1>{order.pk}", text) for text in (line, said))
        place()
        fits(json.loads(said), ask(line, all_orders if "/metrics/" in line else desk), line)


def test_the_signature_is_checked_as_the_page_says() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    known: dict[str, Any] = {"hashlib": hashlib, "hmac": hmac}
    exec(code, known)
    secret, body = secret_of("salt"), b'{"events": []}'
    assert known["ours"](secret, signature(secret, 1764000000, body), body)
    assert not known["ours"](secret, signature(secret, 1764000000, body), body + b" ")
    assert not known["ours"](secret_of("other"), signature(secret, 1764000000, body), body)
