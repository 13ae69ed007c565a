"""A newcomer's first minutes, over HTTP: wait for the server, log in as the director, open the day's page.

    python -m tools.smoke --home DIANZHANG_HOME --url http://127.0.0.1:8000 [--process PID] [--patience SECONDS]

Ends with 1 and the reason if any of it fails; at once if the server's process is gone.
"""

import argparse
import json
import os
import re
import stat
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

TOKEN = re.compile(r"""name=["']csrfmiddlewaretoken["']\s+value=["']([^"']+)["']""")
ASSET = re.compile(r"""(?:href|src)=["'](/static/[^"']+)["']""")


class SmokeError(Exception):
    """What a newcomer would have stumbled over."""


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """(where one ended up, the page)."""
        body = urlencode(form).encode() if form else None
        request = Request(urljoin(self.url, path), body, {"Accept-Language": "zh-CN", "Referer": self.url})
        try:
            with self._opener.open(request, timeout=30) as response:
                return urlsplit(response.url).path, response.read().decode(errors="replace")
        except HTTPError as error:
            raise SmokeError(f"{path} answers {error.code}") from error


def wait_until_healthy(visitor: Visitor, process: int | None, patience: float) -> float:
    start = time.monotonic()
    while time.monotonic() - start < patience:
        try:
            visitor.get("/healthz")
            return time.monotonic() - start
        except (URLError, OSError):
            time.sleep(0.5)
        if process and not Path(f"/proc/{process}").exists():
            raise SmokeError("the server ended before it answered")
    raise SmokeError(f"no answer from /healthz within {patience:.0f} s")


def read_login(home: Path) -> tuple[str, str]:
    file = home / "demo-logins.json"
    if not file.exists():
        raise SmokeError(f"{file} is not there")
    if mode := stat.S_IMODE(os.stat(file).st_mode) & 0o077:
        raise SmokeError(f"{file} can be read by others (mode {mode:o})")
    director = json.loads(file.read_text(encoding="utf-8"))["director"]
    return director["username"], director["password"]


def log_in(visitor: Visitor, username: str, password: str) -> str:
    _, page = visitor.get("/login")
    token = TOKEN.search(page)
    if not token:
        raise SmokeError("/login has no form")
    form = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
    where, page = visitor.get("/login", form)
    if where == "/login":
        raise SmokeError(f"{username} could not log in")
    return page


def check_today(visitor: Visitor) -> None:
    where, page = visitor.get("/")
    if where == "/login" or "今日" not in page:
        raise SmokeError("/ does not show the day's page")
    assets = set(ASSET.findall(page))
    if not assets:
        raise SmokeError("the day's page has no style")
    for asset in assets:
        visitor.get(asset)


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--process", type=int)
    parser.add_argument("--patience", type=float, default=300)
    arguments = parser.parse_args()
    visitor = Visitor(arguments.url)
    try:
        seconds = wait_until_healthy(visitor, arguments.process, arguments.patience)
        print(f"answers after {seconds:.0f} s")
        username, password = read_login(arguments.home)
        log_in(visitor, username, password)
        check_today(visitor)
    except SmokeError as failure:
        print(f"smoke: {failure}", file=sys.stderr)
        return 1
    print(f"logged in as {username}; the day's page is there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
