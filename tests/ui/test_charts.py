"""A chart is one specification: the page's drawing, its table and the picture say the same."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from dianzhang.ui.charts import INK, Chart, Series, picture, png, scale_of, svg

KEPT = Chart(
    "2.3 客诉升级",
    ["11-02", "11-09", "11-16"],
    [Series("守住", [8, None, 12], "ok"), Series("逾期", [2, None, Decimal("1.5")], "late")],
    "stacked",
)
LINE = Chart("退款率", ["一", "二", "三", "四"], [Series("退款率", [5, None, 7, 6])], unit="%", target=6)


@pytest.mark.parametrize("chart", [KEPT, LINE])
def test_the_page_needs_neither_script_nor_style(chart: Chart) -> None:
    drawn = svg(chart)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", drawn)
    assert 'role="img"' in drawn
    assert chart.title in drawn


def test_what_is_not_known_is_a_gap_and_no_nought() -> None:
    assert svg(LINE).count("<circle") == 3
    assert len(re.findall(r'd="M[^"]*M', svg(LINE))) == 1  # the line breaks off and begins again
    assert LINE.rows()[1] == ("二", [None])
    assert svg(KEPT).count("<rect") == 4


def test_the_table_says_every_value_with_its_unit() -> None:
    text = render_to_string("ui/chart.html", {"chart": LINE})
    assert [value for _label, [value] in LINE.rows()] == ["5%", None, "7%", "6%"]
    assert "<td" in text
    assert ">7%<" in text


def test_the_picture_is_the_same_drawing_in_written_colours() -> None:
    document = picture(KEPT)
    for rect in re.findall(r"<rect class=\"ok\"[^>]*>", svg(KEPT)):
        assert rect in document
    assert png(KEPT).startswith(b"\x89PNG")
    assert len(png(KEPT)) > 4000  # words and bars, not an empty sheet


def test_markup_in_names_stays_text() -> None:
    evil = Chart("<script>x</script>", ["<b>"], [Series('"><img>', [1])], "bars")
    for drawn in (svg(evil), picture(evil)):
        assert "<script>" not in drawn
        assert "<img>" not in drawn
        assert "<b>" not in drawn


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([0, 0], 0, 1),
        ([5, 5], 0, 5),
        ([-3, 4], -3, 4),
        ([97, 99], 97, 99),
        ([1_000_000], 0, 1_000_000),
        ([0.001], 0, 0.001),
    ],
)
def test_the_axis_holds_every_value_and_is_round(values: list[float], low: float, high: float) -> None:
    first, last, ticks = scale_of(Chart("", [str(v) for v in values], [Series("", values)]))
    assert first <= low
    assert last >= high
    assert 2 <= len(ticks) <= 8


def test_nothing_to_draw_is_said() -> None:
    empty = Chart("x", ["a"], [Series("y", [None])])
    assert empty.empty
    assert "<svg" not in render_to_string("ui/chart.html", {"chart": empty})
    assert "<svg" in svg(empty)


def test_the_levels_of_a_picture_are_those_of_the_page() -> None:
    assert set(INK) >= {"act", "ok", "warn", "late", "rest"}
