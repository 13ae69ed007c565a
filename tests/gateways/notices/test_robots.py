"""A robot is believed by the code in its answer, whatever HTTP says; what it is sent is signed as its platform asks."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import pytest
from pytest_django import Settings

from dianzhang.engine.outward import posting
from dianzhang.gateways.notices import ROBOTS, Said
from dianzhang.gateways.notices import robot as sending
from tests.robots import MANY, REFUSED, SILENT, TAKEN, TOO_FAST, Platform, platform

HELLO = Said("店章：1 条通知", ["周可：超时了"], mobiles=["13800000000"])
SECRET = "SECabc"


@pytest.fixture
def played(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    monkeypatch.setattr(posting, "PATIENCE", 0.5)
    with platform() as found:
        yield found


@pytest.mark.requirement("W4.2")
@pytest.mark.parametrize("name", ROBOTS)
@pytest.mark.parametrize(
    ("says", "came", "code"),
    [
        (TAKEN, "taken", "0"),
        (REFUSED, "refused", "310000"),
        (MANY, "limited", "429"),
        ((503, {}), "silent", "503"),
        (SILENT, "silent", ""),
        ((404, {}), "refused", "404"),
        ((302, {}), "refused", "302"),
        ((200, "<html>welcome</html>"), "refused", "200"),
        ((200, {}), "refused", "200"),
        ((200, []), "refused", "200"),
    ],
)
def test_what_an_answer_comes_to(played: Platform, name: str, says, came: str, code: str) -> None:
    robot = ROBOTS[name]
    status, body = says
    if robot.name == "feishu" and isinstance(body, dict):
        body = {{"errcode": "code", "errmsg": "msg"}[key]: value for key, value in body.items()}
    played.says = (status, body)
    answer = sending.send(robot, played.url(), SECRET, HELLO)
    assert (answer.came, answer.code) == (came, code)
    assert bool(answer.why) == (came != "taken")
    assert "t0p-s3cret" not in answer.why
    assert len(played.got) == 1


@pytest.mark.parametrize(
    ("name", "code", "key"), [("dingtalk", 130101, "errcode"), ("wecom", 45009, "errcode"), ("feishu", 11232, "code")]
)
def test_a_code_that_means_too_many_is_for_later(played: Platform, name: str, code: int, key: str) -> None:
    played.says = (200, {key: code})
    answer = sending.send(ROBOTS[name], played.url(), "", HELLO)
    assert (answer.came, answer.wait) == ("limited", ROBOTS[name].pause)
    assert TOO_FAST[1]["errcode"] == 130101


def test_how_long_to_wait_is_taken_from_the_answer(played: Platform) -> None:
    played.says, played.asked_to_wait = MANY, "7"
    assert sending.send(ROBOTS["feishu"], played.url(), "", HELLO).wait == 7


@pytest.mark.requirement("W4.2")
def test_dingtalk_is_signed_in_the_address_once_encoded(played: Platform) -> None:
    sending.send(ROBOTS["dingtalk"], played.url(), SECRET, HELLO)
    (got,) = played.got
    stamp = got.query["timestamp"]
    assert len(stamp) == 13
    digest = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), sha256).digest()
    assert got.query["sign"] == b64encode(digest).decode()
    assert got.query["access_token"] == "t0p-s3cret"
    assert got.body["at"] == {"atMobiles": ["13800000000"], "isAtAll": False}


@pytest.mark.requirement("W4.2")
def test_feishu_is_signed_in_the_body_and_calls_nobody_by_a_tag(played: Platform) -> None:
    sending.send(ROBOTS["feishu"], played.url(), SECRET, Said('<at user_id="all">'))
    (got,) = played.got
    stamp = got.body["timestamp"]
    assert len(stamp) == 10
    assert got.body["sign"] == b64encode(hmac.new(f"{stamp}\n{SECRET}".encode(), b"", sha256).digest()).decode()
    assert "<" not in got.text


def test_wecom_is_not_signed_and_calls_by_telephone(played: Platform) -> None:
    sending.send(ROBOTS["wecom"], played.url(), SECRET, HELLO)
    (got,) = played.got
    assert set(got.query) == {"access_token"}
    assert got.body["text"] == {"content": "店章：1 条通知\n周可：超时了", "mentioned_mobile_list": ["13800000000"]}


@pytest.mark.parametrize(
    "url",
    [
        "https://oapi.dingtalk.com.evil.example/robot", "http://oapi.dingtalk.com/robot", "https://127.0.0.1/robot",
        "https://qyapi.weixin.qq.com/robot", "https://oapi.dingtalk.com:8443/robot", "https://u:p@oapi.dingtalk.com/",
        "ftp://oapi.dingtalk.com/", "nothing",
    ],
)  # fmt: skip
def test_only_the_platforms_own_hosts(url: str) -> None:
    assert sending.barred(ROBOTS["dingtalk"], url)
    assert sending.send(ROBOTS["dingtalk"], url, SECRET, HELLO).came == "refused"


@pytest.mark.parametrize("robot", ROBOTS.values(), ids=ROBOTS)
def test_the_platforms_own_hosts_are_open(robot) -> None:
    assert [sending.barred(robot, f"https://{host}/robot/send?key=1") for host in robot.hosts] == [""] * len(
        robot.hosts
    )
