"""kuaidi100: what is asked is signed, what it answers is read, what comes by itself is theirs or is not."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest

from dianzhang.gateways.carriers.kuaidi100 import (
    LARGEST,
    NotRead,
    accepted,
    genuine,
    question,
    read_answer,
    read_told,
    subscription,
)
from tests.gateways.carriers.playing import CUSTOMER, KEY, ROUTE, SALT, answer, told

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 13, 10, tzinfo=SHANGHAI)
NUMBER = "YT2233445566778"


def form_of(body: bytes) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


@pytest.mark.requirement("T3.6")
def test_a_question_is_signed_with_the_key_which_it_does_not_say() -> None:
    form = form_of(question(CUSTOMER, KEY, "yuantong", NUMBER, "1234"))
    signed = form["param"] + KEY + CUSTOMER
    assert form["sign"] == hashlib.md5(signed.encode(), usedforsecurity=False).hexdigest().upper()
    asked = json.loads(form["param"])
    assert (asked["com"], asked["num"], asked["phone"]) == ("yuantong", NUMBER, "1234")
    assert KEY not in form["param"]


def test_a_subscription_says_where_to_tell_and_with_which_salt() -> None:
    asked = json.loads(form_of(subscription(KEY, "yuantong", NUMBER, "", "https://example.com/way/x", SALT))["param"])
    assert (asked["company"], asked["number"], asked["key"]) == ("yuantong", NUMBER, KEY)
    assert (asked["parameters"]["callbackurl"], asked["parameters"]["salt"]) == ("https://example.com/way/x", SALT)


@pytest.mark.requirement("T3.6")
def test_the_way_of_a_parcel_oldest_scan_first() -> None:
    route = read_answer(answer(NUMBER), NUMBER, NOW)
    assert (route.waybill, route.state, route.odd) == (NUMBER, "signed", 0)
    assert [scan.state for scan in route.scans] == ["collected", "moving", "delivering", "signed"]
    assert route.scans[0].at == datetime(2026, 10, 10, 18, 33, 21, tzinfo=SHANGHAI)
    assert route.scans[0].text == "上海网点已揽收。"


def test_a_line_said_twice_is_one_scan() -> None:
    assert len(read_answer(answer(NUMBER, (*ROUTE, *ROUTE)), NUMBER, NOW).scans) == 4


@pytest.mark.parametrize("turned", [False, True])
def test_a_line_said_twice_with_different_codes_is_the_scan_of_the_two(turned: bool) -> None:
    first, second = ("2026-10-10 18:33:21", "快件", "101", "101"), ("2026-10-10 18:33:21", "快件", "1", "103")
    route = read_answer(answer(NUMBER, (second, first) if turned else (first, second)), NUMBER, NOW)
    assert [(scan.text, scan.state) for scan in route.scans] == [("快件", "collected")]


@pytest.mark.parametrize("at", ["2026-10-13 10:11:00", "1970-01-01 08:00:00", "昨天", ""])
def test_a_line_whose_time_cannot_be_is_left_out(at: str) -> None:
    route = read_answer(answer(NUMBER, ((at, "派送中", "5", "501"), ROUTE[-1])), NUMBER, NOW)
    assert (len(route.scans), route.odd) == (1, 1)
    ahead = (NOW + timedelta(minutes=9)).strftime("%Y-%m-%d %H:%M:%S")
    assert len(read_answer(answer(NUMBER, ((ahead, "派送中", "5", "501"),)), NUMBER, NOW).scans) == 1


@pytest.mark.parametrize(
    ("body", "zh", "later"),
    [
        (b'{"result":false,"returnCode":"500","message":"no route yet"}', "500 no route yet", True),
        (b'{"result":false,"returnCode":"502","message":"busy"}', "502 busy", True),
        (b'{"result":false,"returnCode":"503","message":"bad sign"}', "503 bad sign", False),
        (b'{"result":false,"returnCode":"601","message":"expired"}', "601 expired", False),
        (b"<html>", "不是 JSON", True),
        (b"[" * 100_000, "不是 JSON", True),
        (b"[]", "不一样", True),
        (answer("YT0000000000001"), "另一个运单号", True),
        (b'{"nu":"YT2233445566778","data":{"a":1}}', "不一样", True),
        (b" " * LARGEST, "太大", True),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_says_why(body: bytes, zh: str, later: bool) -> None:
    with pytest.raises(NotRead) as caught:
        read_answer(body, NUMBER, NOW)
    assert zh in caught.value.message.zh
    assert caught.value.message.en
    assert caught.value.later is later


def test_a_subscription_that_stands_already_is_as_good() -> None:
    accepted(b'{"result":true,"returnCode":"200","message":"ok"}')
    accepted(b'{"result":false,"returnCode":"501","message":"again"}')
    with pytest.raises(NotRead, match="600"):
        accepted(b'{"result":false,"returnCode":"600","message":"no"}')


@pytest.mark.requirement("T3.6")
def test_what_comes_by_itself_is_theirs_only_with_our_salt() -> None:
    body = told(NUMBER)
    assert genuine(body, SALT)
    assert not genuine(body, SALT + "x")
    assert not genuine(body.replace(b"YT22", b"YT23"), SALT)
    assert not genuine(b"param=%7B%7D", SALT)
    assert not genuine(b"\xff\xfe", SALT)
    assert not genuine(b"", SALT)
    assert not genuine("param=x&sign=签".encode(), SALT)
    assert read_told(body, NOW).waybill == NUMBER


def test_what_comes_without_a_route_is_not_read() -> None:
    with pytest.raises(NotRead) as caught:
        read_told(told(NUMBER, lastResult=None), NOW)
    assert not caught.value.later
