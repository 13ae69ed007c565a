"""`dianzhang metric`."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dianzhang.cli.main import main
from tests.engine.department import found, put_in_force
from tests.measure.sales import some_sales
from tests.measure.test_metrics import CLAUSE

pytestmark = pytest.mark.django_db
DAYS = ["--from", "2026-02-01", "--to", "2026-02-03"]


@pytest.fixture(autouse=True)
def _sales() -> None:
    found()
    put_in_force(CLAUSE)
    some_sales()


def metric(*words: str) -> Result:
    return CliRunner().invoke(main, ["metric", *words])


def document(*words: str) -> dict[str, Any]:
    result = metric(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_metric_with_unit_definition_clause_and_rows() -> None:
    told = document("净支付金额", "--shop", "tmall-1", "--by", "day", *DAYS)
    assert (told["unit"], told["clause"]) == ("money", "numbers")
    assert told["definition"] == "净支付金额 = 支付金额 - 退款金额"
    assert told["rows"] == [
        {"key": "2026-02-01", "value": "100.10"},
        {"key": "2026-02-02", "value": "0.00"},
        {"key": "2026-02-03", "value": "0.00"},
    ]


def test_no_value_is_null_with_its_reason() -> None:
    rows = document("退款率", "--shop", "tmall-1", "--by", "day", *DAYS)["rows"]
    assert rows[1]["value"] is None
    assert rows[1]["reason"]


def test_by_month_over_all_shops() -> None:
    told = document("支付金额", "--by", "month", "--from", "2026-02-01", "--to", "2026-02-28")
    assert told["rows"] == [{"key": "2026-02", "value": "108.07"}]


def test_for_people_the_same() -> None:
    result = metric("净支付金额", "--shop", "tmall-1", *DAYS)
    assert result.exit_code == 0
    assert "2026-02-01  100.10" in result.output
    assert "依据" in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["净付金额", *DAYS], "净支付金额"),
        (["支付金额", "--shop", "taobao", *DAYS], "tmall-1"),
        (["支付金额", "--from", "2026-02-03", "--to", "2026-02-01"], "早于"),
        (["支付金额", "--from", "Februar", "--to", "2026-02-01"], "--from"),
    ],
)
def test_a_wrong_call_ends_with_two_and_a_remedy(words: list[str], says: str) -> None:
    result = metric(*words)
    assert result.exit_code == 2
    assert says in result.output
