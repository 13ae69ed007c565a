"""How a number's target is said: of money how much of it is reached, of a rate only where it stands."""

from decimal import Decimal
from typing import Any

import pytest

from dianzhang.insight.boards.filling import Filled
from dianzhang.insight.boards.tiles import Tile
from dianzhang.insight.boards.words import note_of
from dianzhang.insight.morning.saying import line
from dianzhang.kernel.units import Unit
from dianzhang.measure.metrics import Definition

CASES = [
    (Unit.MONEY, "78000.00", "100000.00", "78%", "本月完成 78%"),
    (Unit.COUNT, "39", "50", "78%", "本月完成 78%"),
    (Unit.RATIO, "0.039", "0.05", "", ""),
]


@pytest.mark.parametrize(("unit", "value", "aim", "reached", "_said"), CASES)
def test_a_tile_says_how_much_of_its_target_is_reached_but_of_a_rate(
    unit: Unit, value: str, aim: str, reached: str, _said: str
) -> None:
    tile = Tile("退款率", against="target")
    told = note_of(Filled(tile, Definition("数", unit, ""), value=Decimal(value), aim=Decimal(aim)), moved=False)

    assert told.startswith("目标 ")
    assert told.endswith(f"，到了 {reached}") if reached else "到了" not in told


@pytest.mark.parametrize(("unit", "month", "target", "_reached", "said"), CASES)
def test_the_morning_report_says_how_much_of_the_month_is_done_but_of_a_rate(
    unit: Unit, month: str, target: str, _reached: str, said: str
) -> None:
    one: dict[str, Any] = {"name": "数", "unit": unit.value, "value": "1", "month": month, "target": target}

    told = line(one)

    assert said in told if said else "完成" not in told
