"""The `dianzhang` command: its sub-commands, each in a module of its own that is loaded only when it is called."""

import os
from importlib import import_module

import click

from dianzhang.cli.output import wrong_call

# Name: module and object in it. Nothing is imported before it is asked for, so that `dianzhang formula` starts at once.
COMMANDS = {
    "init": ("dianzhang.cli.init", "init"),
    "demo": ("dianzhang.cli.demo", "demo"),
    "formula": ("dianzhang.cli.formula", "formula"),
    "login": ("dianzhang.cli.login", "login"),
    "rulebook": ("dianzhang.cli.rulebook", "rulebook"),
    "import": ("dianzhang.cli.import_", "import_"),
    "metric": ("dianzhang.cli.metric", "metric"),
    "pay": ("dianzhang.cli.pay", "pay"),
    "backup": ("dianzhang.cli.backup", "backup"),
    "restore": ("dianzhang.cli.restore", "restore"),
    "doctor": ("dianzhang.cli.doctor", "doctor"),
    "journal": ("dianzhang.cli.journal", "journal"),
    "serve": ("dianzhang.cli.serve", "serve"),
    "worker": ("dianzhang.cli.worker", "worker"),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when that command is called, or its line of help is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dianzhang", prog_name="dianzhang")
def main() -> None:
    """店章: an online-store department run by its own rulebook."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
    port = os.environ.get("DIANZHANG_PORT") or "8000"
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        wrong_call(f"DIANZHANG_PORT is {port!r}; write a number from 0 to 65535.")
