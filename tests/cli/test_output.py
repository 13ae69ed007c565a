"""One document on standard output, everything else on standard error, three exit codes."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import click
from click.testing import CliRunner

from dianzhang.cli.output import Exit, answer, json_option, progress, wrong_call


@click.command()
@click.argument("found", type=int)
@json_option
def count(found: int, as_json: bool) -> None:
    progress("counting")
    if found < 0:
        wrong_call("FOUND is less than nothing. Give 0 or more.")
    document = {"数": Decimal("1.10"), "day": date(2026, 11, 1), "at": datetime(2026, 11, 1, tzinfo=UTC)}
    answer(document, f"{found} found", as_json=as_json, code=Exit.DONE if found else Exit.NO)


def test_json_is_one_document_with_exact_decimals() -> None:
    result = CliRunner().invoke(count, ["3", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"数": "1.10", "day": "2026-11-01", "at": "2026-11-01T00:00:00+00:00"}
    assert result.stderr == "counting\n"


def test_the_answer_no_is_an_answer() -> None:
    result = CliRunner().invoke(count, ["0"])
    assert (result.exit_code, result.stdout) == (1, "0 found\n")


def test_a_wrong_call_says_what_to_do() -> None:
    result = CliRunner().invoke(count, ["--", "-1"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give 0 or more." in result.stderr
    assert CliRunner().invoke(count, ["three"]).exit_code == 2


def test_the_command_starts_without_django() -> None:
    code = "import sys, dianzhang.cli.main; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
