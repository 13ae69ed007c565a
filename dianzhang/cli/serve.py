"""`dianzhang serve`: brings the database up to date, then runs web and worker until told to stop."""

import os
import socket
import sys

import click

from dianzhang.cli.django import start_django
from dianzhang.cli.output import progress, wrong_call
from dianzhang.cli.supervisor import Child, Supervisor

WEB_THREADS = 8


@click.command()
@click.option("--demo-if-empty", is_flag=True, help="Make the demonstration department if nobody is here yet.")
def serve(demo_if_empty: bool) -> None:
    """Start web and worker; stop both with Ctrl-C or SIGTERM."""
    from dianzhang.cli import first_start

    first_start.set_aside_unfinished_demo()
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    _require_free_port(settings.DIANZHANG_HOST, settings.DIANZHANG_PORT)
    call_command("migrate", verbosity=0)
    if demo_if_empty:
        first_start.make_demo_if_empty()
    children = [
        Child("web", _web_command(settings.DIANZHANG_HOST, settings.DIANZHANG_PORT)),
        Child("worker", [sys.executable, "-m", "dianzhang", "worker"]),
    ]
    _say_where(settings.DIANZHANG_HOST, settings.DIANZHANG_PORT)
    sys.exit(Supervisor(children).run())


def _web_command(host: str, port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": str(WEB_THREADS),
        "--log-level": "warning",
    }
    flags = ["--no-ws"]
    pairs = [word for option in options.items() for word in option]
    return [sys.executable, "-m", "granian", *pairs, *flags, "dianzhang.config.wsgi:application"]


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


def _say_where(host: str, port: int) -> None:
    from django.conf import settings

    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - only for showing
    progress(f"\n  店章 · Dianzhang    http://{shown}:{port}/")
    logins = settings.DIANZHANG_HOME / "demo-logins.json"
    if logins.exists():
        progress(f"  登录账号 · log-ins   {logins}")
    progress("  停止 · stop         Ctrl-C\n")
