"""`dianzhang serve`: brings the database up to date, then runs web and worker until told to stop."""

import os
import socket
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from dianzhang.cli import first_start
from dianzhang.cli.django import start_django
from dianzhang.cli.first_start import setup_key
from dianzhang.cli.output import progress, wrong_call
from dianzhang.cli.supervisor import Child, Supervisor

WEB_THREADS = 4


@click.command()
@click.option("--demo-if-empty", is_flag=True, help="Make the demonstration department if nobody is here yet.")
def serve(demo_if_empty: bool) -> None:
    """Start web and worker; stop both with Ctrl-C or SIGTERM."""
    home, host, port = settings.DIANZHANG_HOME, settings.DIANZHANG_HOST, settings.DIANZHANG_PORT
    _require_free_port(host, port)
    first_start.set_aside_unfinished_demo(home, settings.DATABASES["default"])
    start_django()
    call_command("migrate", verbosity=0)
    if demo_if_empty:
        first_start.make_demo_if_empty(home)
    first_start.offer_setup_if_empty(home)
    children = [
        Child("web", _web_command(host, port)),
        Child("worker", [sys.executable, "-m", "dianzhang", "worker"]),
    ]
    connections.close_all()  # the children have their own
    sys.exit(Supervisor(children, Announcement(home, host, port)).run())


class Announcement:
    """Says where everything is, once, as soon as the web server answers."""

    def __init__(self, home: Path, host: str, port: int) -> None:
        self.home, self.port = home, port
        self.host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - where everyone listens, one calls
        self.made = False

    def __call__(self) -> None:
        if self.made or not self._answers():
            return
        self.made = True
        shown = f"[{self.host}]" if ":" in self.host else self.host
        progress(f"\n  店章 · Dianzhang    http://{shown}:{self.port}/")
        if (logins := self.home / "demo-logins.json").exists():
            progress(f"  登录账号 · log-ins   {logins}")
        if logins.exists() and (look := self.home / "demo-key").exists():
            given = look.read_text(encoding="ascii").strip()
            progress(f"  看各岗位 · look as   http://{shown}:{self.port}/demo/?key={given}")
        if (key := setup_key(self.home)) is not None:
            progress(f"  第一天 · first day   http://{shown}:{self.port}/setup?key={key}")
        progress("  停止 · stop         Ctrl-C\n")

    def _answers(self) -> bool:
        """Whether the pages are there: the port is open before they are."""
        asked = HTTPConnection(self.host, self.port, timeout=0.5)
        try:
            asked.request("GET", "/healthz")
            asked.getresponse()
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()
        return True


def _web_command(host: str, port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(WEB_THREADS),
        "--log-level": "warning",
    }
    words = [word for option in options.items() for word in option]
    return [sys.executable, "-m", "granian", *words, "--no-ws", "dianzhang.config.wsgi:application"]


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            wrong_call(
                f"Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}). "
                "Choose another port with DIANZHANG_PORT, or stop what runs there."
            )
