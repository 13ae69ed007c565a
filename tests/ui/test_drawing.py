"""Small pictures: geometry that keeps to its box."""

from __future__ import annotations

import re

from dianzhang.ui import drawing


def numbers(svg: str, attribute: str) -> list[float]:
    return [float(n) for d in re.findall(rf'{attribute}="([^"]*)"', svg) for n in re.findall(r"-?\d+\.?\d*", d)]


def test_a_line_stays_within_its_box() -> None:
    svg = drawing.sparkline([1, 5, 3, -2], target=9, label="样例")
    trend = re.search(r'class="trend" d="([^"]*)"', svg)
    assert trend
    ys = [float(y) for _x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", trend.group(1))]
    assert len(ys) == 4
    assert all(0 <= y <= drawing.HEIGHT for y in ys)


def test_higher_is_nearer_the_top() -> None:
    svg = drawing.sparkline([1, 2])
    trend = re.search(r'class="trend" d="M[\d.]+ ([\d.]+) L[\d.]+ ([\d.]+)', svg)
    assert trend
    assert float(trend.group(1)) > float(trend.group(2))


def test_a_gap_breaks_the_line() -> None:
    assert drawing.sparkline([1, None, 2, 3]).count("M") > drawing.sparkline([1, 1, 2, 3]).count("M")


def test_no_points_draw_nothing() -> None:
    assert "<path" not in drawing.sparkline([None, None])


def test_a_bar_never_overflows() -> None:
    assert 'width="100.0"' in drawing.bar(15, whole=10)
    assert 'width="0.0"' in drawing.bar(-3, whole=10)
    assert 'width="0.0"' in drawing.bar(None)


def test_shares_fill_the_whole() -> None:
    svg = drawing.stacked([("ok", 3), ("late", 1)])
    assert 'class="ok" x="0.0" width="75.0"' in svg
    assert 'class="late" x="75.0" width="25.0"' in svg
    assert drawing.stacked([("ok", 0)]) == ""


def test_labels_are_escaped() -> None:
    assert "<b>" not in drawing.sparkline([1, 2], label="<b>")
