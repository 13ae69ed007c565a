"""Commands are written down by name, and imported when they are called."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from dianzhang.cli import main, rulebook
from dianzhang.cli.lazy import LazyGroup

TABLES: dict[str, LazyGroup] = {"dianzhang": main.main, "rulebook": rulebook.rulebook}  # type: ignore[dict-item]


@pytest.mark.parametrize("group", TABLES)
def test_every_name_leads_to_its_command_and_says_what_it_does(group: str) -> None:
    table = TABLES[group]
    said = CliRunner().invoke(table, ["--help"]).output
    context = click.Context(table)
    for name, later in table.later.items():
        found = table.get_command(context, name)
        assert found is not None
        assert found.name == name
        assert f"  {name} " in said
        assert later.help in said


def test_an_unknown_name_is_a_wrong_call() -> None:
    assert CliRunner().invoke(main.main, ["nonsense"]).exit_code == 2
