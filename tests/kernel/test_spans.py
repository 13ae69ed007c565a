"""Spans are read as managers write them, and written so that they read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.spans import SpanError, parse_span, span_en, span_zh
from dianzhang.kernel.units import Span

SPANS = st.builds(
    Span, days=st.integers(0, 3650), seconds=st.integers(0, 40 * 86_400), working=st.booleans()
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10分钟", Span(seconds=600)),
        ("１０ 分钟", Span(seconds=600)),
        ("10分钟内", Span(seconds=600)),
        ("1小时", Span(seconds=3600)),
        ("半小时", Span(seconds=1800)),
        ("半个小时", Span(seconds=1800)),
        ("两小时", Span(seconds=7200)),
        ("一个半小时", Span(seconds=5400)),
        ("两小时半", Span(seconds=9000)),
        ("1.5小时", Span(seconds=5400)),
        ("2小时30分钟", Span(seconds=9000)),
        ("一刻钟", Span(seconds=900)),
        ("30秒", Span(seconds=30)),
        ("二十四小时", Span(seconds=86_400)),
        ("半天", Span(seconds=43_200)),
        ("15天", Span(days=15)),
        ("十五日", Span(days=15)),
        ("一百二十天", Span(days=120)),
        ("一百零八天", Span(days=108)),
        ("三〇天", Span(days=30)),
        ("两周", Span(days=14)),
        ("3个自然日", Span(days=3)),
        ("1天12小时", Span(days=1, seconds=43_200)),
        ("3个工作日", Span(days=3, working=True)),
        ("一个工作日", Span(days=1, working=True)),
        ("两个工作日内", Span(days=2, working=True)),
        ("2工作小时", Span(seconds=7200, working=True)),
        ("90工作分钟", Span(seconds=5400, working=True)),
        ("1个工作日2工作小时", Span(days=1, seconds=7200, working=True)),
        ("10 minutes", Span(seconds=600)),
        ("10min", Span(seconds=600)),
        ("1h30m", Span(seconds=5400)),
        ("half an hour", Span(seconds=1800)),
        ("An hour", Span(seconds=3600)),
        ("1 day and 2 hours", Span(days=1, seconds=7200)),
        ("3 working days", Span(days=3, working=True)),
        ("three business days", Span(days=3, working=True)),
        ("2 working hours", Span(seconds=7200, working=True)),
        ("2 weeks", Span(days=14)),
    ],
)
def test_a_span_is_read_as_it_is_written(text: str, span: Span) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "读不懂"),
        ("10", "读不懂"),
        ("小时", "读不懂"),
        ("尽快", "读不懂"),
        ("10分钟左右", "读不懂"),
        ("十百天", "读不懂"),
        ("9" * 5000 + "天", "读不懂"),
        ("1个月", "没有固定长度"),
        ("一季度", "没有固定长度"),
        ("2 years", "没有固定长度"),
        ("半个工作日", "整天"),
        ("1.5 working days", "整天"),
        ("1个工作日2小时", "混用"),
        ("0.0001秒", "整秒"),
        ("99999999天", "一百年"),
        ("-3天", "不能为负"),
    ],
)
def test_what_is_no_span_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(SpanError, match=says) as caught:
        parse_span(text)
    assert caught.value.message.en != caught.value.message.zh


def test_a_step_of_a_plan_may_lie_after_its_base_date() -> None:
    assert parse_span("-3天", negative=True) == Span(days=-3)
    assert parse_span("–2个工作日", negative=True) == Span(days=-2, working=True)


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (Span(seconds=600), "10分钟", "10 minutes"),
        (Span(seconds=3600), "1小时", "1 hour"),
        (Span(seconds=86_400), "24小时", "24 hours"),
        (Span(days=1), "1天", "1 day"),
        (Span(days=3, working=True), "3个工作日", "3 working days"),
        (
            Span(1, 5400, working=True),
            "1个工作日1工作小时30工作分钟",
            "1 working day 1 working hour 30 working minutes",
        ),
        (Span(), "0分钟", "0 minutes"),
        (Span(days=-3), "-3天", "-3 days"),
    ],
)
def test_a_span_is_written_in_both_languages(span: Span, zh: str, en: str) -> None:
    assert (span_zh(span), span_en(span)) == (zh, en)


@given(SPANS)
def test_what_is_written_reads_back_the_same(span: Span) -> None:
    assert parse_span(span_zh(span)) == span
    assert parse_span(span_en(span)) == span


@given(st.text(alphabet="0123456789.半一两十百个工作自然日天小时分钟内 -workingdayshour", max_size=30))
def test_any_text_is_a_span_or_a_message(text: str) -> None:
    try:
        span = parse_span(text)
    except SpanError:
        return
    assert span.days >= 0
    assert span.seconds >= 0
