"""Every component draws, in both languages, within the content security policy."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from dianzhang.ui.gallery import made_up
from dianzhang.ui.gallery.views import context

FORBIDDEN = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE)


def drawn(language: str) -> str:
    request = RequestFactory().get("/gallery")
    with translation.override(language):
        return render_to_string("ui/gallery.html", context(), request)


@pytest.fixture(scope="module")
def page() -> str:
    return drawn("zh-hans")


def test_nothing_needs_unsafe_inline(page: str) -> None:
    assert FORBIDDEN.findall(page) == []
    assert INLINE_SCRIPT.findall(page) == []


def test_every_row_of_the_radar_says_its_time_and_its_clause(page: str) -> None:
    for row in made_up.radar(made_up.NOON):
        assert row["what"] in page
        assert row["clause"]["title"] in page
    assert page.count('class="left ') >= len(made_up.radar(made_up.NOON))


def test_no_value_says_why(page: str) -> None:
    assert 'title="昨天没有导入评价文件"' in page


def test_the_product_speaks_english(page: str) -> None:
    english = drawn("en")
    for zh, en in (("系统执行", "Enforced"), ("不选了", "Clear selection"), ("看规则原文", "Show the rule as written")):
        assert zh in page
        assert en in english
        assert f">{zh}<" not in english


@pytest.mark.parametrize(
    "component",
    [
        "viewbar",
        "calendar week",
        'class="chart"',
        'class="legend"',
        "data-board",
        "data-moves",
        "导入 orders.csv",
        'class="say late"',
        'class="empty',
        "data-calendar",
        "还有 6 件",
        "看数字",
        "还没有数可画",
        "已晚",
        "存为视图",
        'class="staff"',
        "没有这个岗位：客服专圆。",
        "看全<span",
        "E-000013",
        "下载",
        "保管人",
        "样例-密码-0001",
        "data-copy",
        "取消这一步",
    ],
)
def test_every_component_is_there(page: str, component: str) -> None:
    assert component in page


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
