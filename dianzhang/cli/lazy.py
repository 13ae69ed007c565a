"""Groups of commands that are written down by dotted name and imported when they are called.

A command's module brings formulas, Django or the database driver with it: seconds before the first word of help, were
all of them imported to list them.  So their lines of help stand here with their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class Later(NamedTuple):
    """Where a command is, ``module:object``, and its line of help."""

    where: str
    help: str


class LazyGroup(click.Group):
    """A group that imports a command's module when that command is called."""

    def __init__(self, *args: Any, later: Mapping[str, Later], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.later, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = self.later[cmd_name].where.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lines = [(name, command.help) for name, command in self.later.items()]
        lines += [(name, command.get_short_help_str(70)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(lines)
