"""A text is cut to the bytes a channel takes: between lines, else between characters, never within one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.gateways.notices.channel import Said, cut, fitted

texts = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.requirement("W4.2")
@given(texts, st.lists(texts, max_size=30), st.integers(60, 400))
def test_it_is_never_longer_than_that(head: str, lines: list[str], most: int) -> None:
    text = fitted(Said(head, lines), most)
    assert len(text.encode()) <= most  # and it is text: it was decoded without an error


@given(texts, st.integers(3, 100))
def test_what_is_cut_is_a_beginning(text: str, most: int) -> None:
    short = cut(text, most)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_lines_stay_whole_and_the_rest_is_counted() -> None:
    lines = [f"第 {n} 条：{'长' * 20}" for n in range(40)]
    text = fitted(Said("店章：40 条通知", lines), 2048)
    shown = text.split("\n")[1:-1]
    assert shown == lines[: len(shown)]
    assert text.endswith(f"……另有 {40 - len(shown)} 条，到系统里看")
    assert 1900 < len(text.encode()) <= 2048
