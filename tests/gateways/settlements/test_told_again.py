"""The same movement told again has the same key, however its row is spelled; another movement has another."""

from __future__ import annotations

from pathlib import Path

import pytest

from dianzhang.gateways.settlements import Line, open_payouts

from .test_layouts import JD, PDD

pytestmark = pytest.mark.requirement("T9.1")
AGAIN = {  # how a platform, or a spreadsheet on the way, spells the same row another time
    "dates with slashes": (
        ("2026-10-12 10:00:00", "2026/10/12 10:00:00"),
        ("2026-10-13 12:08:53", "2026/10/13 12:08:53"),
    ),
    "dates by the minute": (("2026-10-12 10:00:00", "2026-10-12 10:00"),),
    "amounts without trailing zeros": (("100.00,0.00", "100,0"), ("20.00,0.00", "20,0"), ("120.00,CNY", "120,CNY")),
    "amounts with a sign of money": (("100.00,", "¥100.00,"), ("货款,120.00", "货款,¥120.00")),
    "nothing as a dash": ((",0.00,-0.72", ",-,-0.72"),),
    "what is charged without its sign": ((",-0.72", ",0.72"), ("佣金,-6.00", "佣金,6.00")),
    "an apostrophe before the number": (("261012-1,", "'261012-1,"), ("J1,", "'J1,")),
    "a tab after the number": (("261012-1,", "261012-1\t,"), ("J1,", "J1\t,")),
    "a remark added": (("交易收入,,", "交易收入,已核对,"), ("m1,", "m1,已核对")),
    "a column more": (("业务描述\n", "业务描述,余额\n"), ("订单收入\n", "订单收入,88.00\n")),
    "another word for settled": (("已结算", "结算成功"),),
    "a word in full-width letters": (("技术服务费,", "技术服务费 ,"), ("佣金,-6", "佣金 ,-6")),
}
OTHER = {
    "another amount": (("100.00,", "100.01,"), ("货款,120.00", "货款,120.01")),
    "another instant": (
        ("2026-10-12 10:00:00,100", "2026-10-12 10:00:01,100"),
        ("08:53,m1,\nJ1,,完成", "08:54,m1,\nJ1,,完成"),
    ),
    "another order": (("261012-1,2026-10-14", "261012-2,2026-10-14"), ("J1,", "J9,")),
    "another kind of money": (("技术服务费,", "软件服务费,"), ("佣金,-6.00", "服务费,-6.00")),
}


def lines(tmp_path: Path, text: str) -> list[Line]:
    path = tmp_path / "结算.csv"
    path.write_text(text, encoding="utf-8")
    (chunk,) = open_payouts(path).chunks()
    assert chunk.problems == []
    return chunk.lines


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("file", [JD, PDD], ids=["jd", "pdd"])
@pytest.mark.parametrize("changes", AGAIN.values(), ids=AGAIN)
def test_spelled_otherwise_it_is_the_same(tmp_path: Path, file: str, changes: tuple[tuple[str, str], ...]) -> None:
    told = lines(tmp_path, changed(file, changes))
    assert [one.key for one in told] == [one.key for one in lines(tmp_path, file)]


@pytest.mark.parametrize("file", [JD, PDD], ids=["jd", "pdd"])
@pytest.mark.parametrize("changes", OTHER.values(), ids=OTHER)
def test_what_is_another_movement_is_not(tmp_path: Path, file: str, changes: tuple[tuple[str, str], ...]) -> None:
    other = changed(file, changes)
    assert other != file
    before, now = ({one.key for one in lines(tmp_path, text)} for text in (file, other))
    assert now - before


def test_every_spelling_is_tried(tmp_path: Path) -> None:
    for name, changes in AGAIN.items():
        assert any(changed(file, changes) != file for file in (JD, PDD)), name


def test_what_was_waiting_and_is_settled_does_not_shift_the_others(tmp_path: Path) -> None:
    """A row that tells the same as another, but whose money has not moved yet, is not counted before it."""
    row = JD.splitlines()[3] + "\n"  # J1 佣金
    waiting = row.replace("已结算", "待结算")
    first = lines(tmp_path, JD + waiting)
    assert {one.key for one in first} == {one.key for one in lines(tmp_path, JD)}
    assert len({one.key for one in lines(tmp_path, JD + row)}) == len(first) + 1
