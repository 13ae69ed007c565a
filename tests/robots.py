"""A platform's robots, played by a real server on this machine that keeps what it got."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TAKEN = (200, {"errcode": 0, "errmsg": "ok"})
REFUSED = (200, {"errcode": 310000, "errmsg": "sign not match"})
TOO_FAST = (200, {"errcode": 130101, "errmsg": "send too fast"})
MANY = (429, {"errmsg": "too many"})
SILENT = (0, {})  # takes what is sent and does not answer


@dataclass
class Got:
    path: str
    query: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        told: str = (self.body.get("text") or self.body["content"]).get("content") or self.body["content"]["text"]
        return told


@dataclass
class Platform:
    """``says`` is what it answers: for everything, or path by path."""

    port: int
    says: tuple[int, Any] = TAKEN
    got: list[Got] = field(default_factory=list)
    asked_to_wait: str = ""  # Retry-After

    def url(self, path: str = "/robot/send?access_token=t0p-s3cret") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def platform() -> Iterator[Platform]:
    found: list[Platform] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            parts = urlsplit(self.path)
            found[0].got.append(Got(parts.path, {n: v[0] for n, v in parse_qs(parts.query).items()}, body))
            status, answer = found[0].says
            if not status:
                time.sleep(1.5)
                return
            self.send_response(status)
            if found[0].asked_to_wait:
                self.send_header("Retry-After", found[0].asked_to_wait)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(answer.encode() if isinstance(answer, str) else json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.append(Platform(server.server_address[1]))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield found[0]
    finally:
        server.shutdown()
        server.server_close()
