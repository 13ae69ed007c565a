"""A kuaidi100 of our own: answers and messages as its description gives them, and a server that plays it."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode

CUSTOMER, KEY, SALT = "D6C1A5B8E2F04917", "k3yOfTheHouse88", "a-salt-of-16-or-more"
ROUTE = (
    ("2026-10-12 20:14:05", "已签收，签收人凭取货码签收。", "3", "301"),
    ("2026-10-12 08:01:30", "快件已到杭州，快递员正在派送。", "5", "501"),
    ("2026-10-11 02:20:00", "快件离开上海，发往杭州。", "0", "0"),
    ("2026-10-10 18:33:21", "上海网点已揽收。", "1", "103"),
)


def answer(waybill: str, route: Sequence[tuple[str, str, str, str]] = ROUTE, state: str | None = None) -> bytes:
    """The answer to a question; a line is time, words, state and code of the state, the newest first."""
    return json.dumps(result_of(waybill, route, state), ensure_ascii=False).encode()


def result_of(waybill: str, route: Sequence[tuple[str, str, str, str]], state: str | None = None) -> Mapping[str, Any]:
    lines = [
        {"time": at, "ftime": at, "context": words, "status": "", "statusCode": code or basic}
        for at, words, basic, code in route
    ]
    return {
        "message": "ok", "state": state if state is not None else (route[0][2] if route else "0"), "status": "200",
        "condition": "F00", "ischeck": "1" if state == "3" else "0", "com": "yuantong", "nu": waybill, "data": lines,
    }  # fmt: skip


def told(waybill: str, route: Sequence[tuple[str, str, str, str]] = ROUTE, salt: str = SALT, **more: Any) -> bytes:
    """A message that comes by itself, signed with ``salt``."""
    said = {"status": "polling", "billstatus": "got", "message": "", "lastResult": result_of(waybill, route), **more}
    param = json.dumps(said, ensure_ascii=False)
    sign = hashlib.md5((param + salt).encode(), usedforsecurity=False).hexdigest().upper()
    return urlencode({"sign": sign, "param": param}).encode()


class Kuaidi100:
    """What was asked, and the answer by waybill; whoever asks with a wrong sign is refused as there."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, Any]] = []
        self.subscribed: list[Mapping[str, Any]] = []
        self.answers: dict[str, bytes] = {}
        self.status = 200
        self.url = ""

    def ask(self, form: Mapping[str, str]) -> bytes:
        param = form["param"]
        wanted = hashlib.md5((param + KEY + CUSTOMER).encode(), usedforsecurity=False).hexdigest().upper()
        if (form["customer"], form["sign"]) != (CUSTOMER, wanted):
            return json.dumps({"result": False, "returnCode": "503", "message": "验证签名失败"}).encode()
        asked = json.loads(param)
        self.asked.append(asked)
        none = {"result": False, "returnCode": "500", "message": "查询无结果，请隔段时间再查"}
        return self.answers.get(asked["num"], json.dumps(none).encode())

    def subscribe(self, form: Mapping[str, str]) -> bytes:
        asked = json.loads(form["param"])
        if asked["key"] != KEY:
            return json.dumps({"result": False, "returnCode": "600", "message": "您不是合法的订阅者"}).encode()
        self.subscribed.append(asked)
        return json.dumps({"result": True, "returnCode": "200", "message": "提交成功"}).encode()


@contextmanager
def kuaidi100_played() -> Iterator[Kuaidi100]:
    """It listens at ``url``: ``/query`` and ``/poll``."""
    played = Kuaidi100()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            said = played.ask(form) if self.path == "/query" else played.subscribe(form)
            self.send_response(played.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
