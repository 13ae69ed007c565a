"""A receiver: a real server on this machine that answers as it is asked to, and keeps what it got."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from dianzhang.api.models import Webhook
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, perform
from dianzhang.engine.outcome import Item
from dianzhang.engine.outward import posting
from tests.api.conftest import _as_many_as_come, keyed
from tests.web.conftest import complaint, enter, order, people, shop

__all__ = ["_as_many_as_come", "complaint", "enter", "keyed", "order", "people", "shop"]


@dataclass
class Receiver:
    port: int
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def receiver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """``/ok`` takes it; ``/fail`` says 500; ``/away`` redirects to ``/ok``; ``/slow`` and ``/drip`` take their time."""
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    monkeypatch.setattr(posting, "PATIENCE", 0.5)
    found: list[Receiver] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found[0].got.append((self.path, dict(self.headers), body))
            match self.path:
                case "/fail":
                    self.send_response(500)
                case "/away":
                    self.send_response(302)
                    self.send_header("Location", found[0].url("/ok"))
                case "/slow":
                    time.sleep(2)
                    self.send_response(200)
                case "/drip":
                    for _n in range(20):
                        try:
                            self.wfile.write(b"H")
                            time.sleep(0.2)
                        except OSError:
                            return
                case _:
                    self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.append(Receiver(server.server_address[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found[0]
    server.shutdown()
    server.server_close()


def hooked(actor: Actor, url: str, kinds: str = "*") -> tuple[Webhook, str]:
    """A webhook of ``actor``, and its secret."""
    outcome = perform("webhook.add", Item(data={"name": "看板", "url": url, "kinds": kinds}), actor)[0]
    return must(outcome), outcome.shown_once
