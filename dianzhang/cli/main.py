"""The `dianzhang` command: its sub-commands, each in a module of its own that is loaded only when it is called."""

import os

import click

from dianzhang.cli.lazy import Later, LazyGroup
from dianzhang.cli.output import wrong_call

COMMANDS = {
    "init": Later("dianzhang.cli.init:init", "Make the database and an empty department."),
    "demo": Later("dianzhang.cli.demo:demo", "Make a demonstration department in an empty database."),
    "formula": Later("dianzhang.cli.formula:formula", "Work a formula out exactly, with its steps."),
    "login": Later("dianzhang.cli.login:login", "Give a person a log-in with a new password."),
    "rulebook": Later("dianzhang.cli.rulebook:rulebook", "Check a rulebook, try it, put it in force."),
    "import": Later("dianzhang.cli.import_:import_", "Take in files of other systems."),
    "metric": Later("dianzhang.cli.metric:metric", "A number, for every day or month."),
    "lake": Later("dianzhang.cli.lake:lake", "Facts beside the database: how they stand, refresh, check."),
    "pay": Later("dianzhang.cli.pay:pay", "Scores and pay of a month."),
    "backup": Later("dianzhang.cli.backup:backup", "Write everything into one file."),
    "restore": Later("dianzhang.cli.restore:restore", "Put a backup back where nobody is yet."),
    "doctor": Later("dianzhang.cli.doctor:doctor", "Look whether all is well, and say what to do."),
    "journal": Later("dianzhang.cli.journal:journal", "The journal's seals: what happened stays as it was written."),
    "serve": Later("dianzhang.cli.serve:serve", "Start web and worker."),
    "worker": Later("dianzhang.cli.worker:worker", "Work due deadlines, imports and notices."),
}


@click.command(cls=LazyGroup, later=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dianzhang", prog_name="dianzhang")
def main() -> None:
    """店章: an online-store department run by its own rulebook."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
    port = os.environ.get("DIANZHANG_PORT") or "8000"
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        wrong_call(f"DIANZHANG_PORT is {port!r}; write a number from 0 to 65535.")
