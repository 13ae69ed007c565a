"""Events arrive signed, in order and once; what is not taken is tried again for a day."""

from __future__ import annotations

import contextlib
import hmac
import json
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from dianzhang.api.models import Bookmark, Delivery, Webhook
from dianzhang.api.webhooks import delivering, reading, sending
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Notice, Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.sequencer import place
from dianzhang.trade.models import Order

from ...web.conftest import new_order
from .conftest import Receiver, hooked

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def go_on() -> int:
    place()
    for webhook_id in reading.behind():
        reading.read_on(webhook_id)
    return delivering.deliver_due()


def test_what_happens_arrives_signed(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    place()
    _webhook, secret = hooked(people.shenlan, receiver.url("/ok"))
    place()
    Bookmark.objects.update(position=Event.objects.latest("position").position)
    must(one("order.approve", people.zhaoning, order.pk))
    assert go_on() == 1
    ((path, headers, body),) = receiver.got
    assert path == "/ok"
    moment, signature = (part.partition("=")[2] for part in headers["Dianzhang-Signature"].split(","))
    assert signature == hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    told = json.loads(body)
    assert [event["kind"] for event in told["events"]] == ["order.approve"]
    assert told["events"][0]["actor"]["code"] == "zhaoning"
    assert Delivery.objects.get().state == "delivered"
    assert go_on() == 0


def test_only_the_kinds_asked_for(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    hooked(people.shenlan, receiver.url("/ok"), "order.hold, complaint.*")
    must(one("order.note", people.zhaoning, order.pk, note="看一眼"))
    must(one("order.hold", people.zhaoning, order.pk, reason="等买家"))
    go_on()
    assert [e["kind"] for _p, _h, body in receiver.got for e in json.loads(body)["events"]] == ["order.hold"]


def test_only_what_its_owner_may_see(people: SimpleNamespace, complaint: object, receiver: Receiver) -> None:
    """何静 of HR has no complaints and no orders."""
    webhook, _secret = hooked(people.shenlan, receiver.url("/ok"))
    Bookmark.objects.filter(webhook=webhook).update(position=0)
    go_on()
    assert {e["subject"]["kind"] for _p, _h, body in receiver.got for e in json.loads(body)["events"]} >= {"complaint"}
    receiver.got.clear()
    Webhook.objects.filter(pk=webhook.pk).update(owner_id=people.hejing.person_id, post="hr")
    Bookmark.objects.filter(webhook=webhook).update(position=0)
    go_on()
    assert "complaint" not in {
        e["subject"]["kind"] for _p, _h, body in receiver.got for e in json.loads(body)["events"]
    }


@pytest.mark.parametrize(
    ("path", "said"), [("/fail", "500"), ("/away", "不跟着转"), ("/slow", "没有答复"), ("/drip", "没有答复")]
)
def test_what_is_not_taken_is_tried_again(
    people: SimpleNamespace, order: Order, receiver: Receiver, path: str, said: str
) -> None:
    hooked(people.shenlan, receiver.url(path))
    must(one("order.approve", people.zhaoning, order.pk))
    go_on()
    assert len(receiver.got) == 1  # a redirection is not followed
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert said in delivery.why
    assert delivery.next_at is not None
    assert delivery.next_at > datetime.now(UTC) + timedelta(seconds=20)
    assert go_on() == 0  # not before its time


def test_a_certificate_that_nobody_vouches_for(people: SimpleNamespace, settings: Settings, tmp_path: Path) -> None:
    settings.DIANZHANG_WEBHOOK_ALLOW = ["127.0.0.1/32"]
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day - timedelta(days=1)).not_valid_after(day + timedelta(days=1))
    pem = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "server.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        context.wrap_socket(listening, server_side=True) as server,
    ):

        def greet() -> None:
            with contextlib.suppress(OSError):
                server.accept()

        threading.Thread(target=greet, daemon=True).start()
        sent = sending.send(f"https://127.0.0.1:{server.getsockname()[1]}/", b"{}", "whsec_x", {})
    assert "证书" in sent.why


def test_the_pauses_grow_and_after_a_day_it_gives_up(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    webhook, _secret = hooked(people.shenlan, receiver.url("/fail"))
    must(one("order.approve", people.zhaoning, order.pk))
    place()
    reading.read_on(webhook.pk)
    delivery, pauses = Delivery.objects.get(), []
    first = delivery.next_at
    while Webhook.objects.get().status == "active":
        assert delivery.next_at is not None
        with living_at(delivery.next_at):
            assert delivering.deliver_due() == 1
        before, delivery = delivery.next_at, Delivery.objects.get()
        assert delivery.next_at is not None
        pauses.append((delivery.next_at - before).total_seconds())
    assert pauses[:4] == [30, 60, 120, 240]
    assert max(pauses) == 3 * 3600
    assert first is not None
    assert delivery.next_at is not None
    assert before - first == timedelta(days=1)
    assert Webhook.objects.get().reason == "对方答复 500。"
    notice = Notice.objects.get(kind="undelivered")
    assert notice.person_id == people.shenlan.person_id
    with living_at(delivery.next_at + timedelta(hours=1)):
        must(one("webhook.resume", people.shenlan, webhook.pk))
        Webhook.objects.update(url=receiver.url("/ok"))
        assert go_on() >= 1
    assert Delivery.objects.order_by("id")[0].state == "delivered"


def test_they_arrive_in_order(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    """What comes later waits behind what was not taken yet."""
    hooked(people.shenlan, receiver.url("/fail"), "order.*")
    must(one("order.note", people.zhaoning, order.pk, note="一"))
    go_on()
    must(one("order.note", people.zhaoning, order.pk, note="二"))
    assert go_on() == 0
    Webhook.objects.update(url=receiver.url("/ok"))
    Delivery.objects.update(next_at=datetime.now(UTC))
    assert go_on() == 2
    positions = [json.loads(body)["position"] for path, _h, body in receiver.got if path == "/ok"]
    assert positions == sorted(positions)


def test_a_lease_that_lapses_gives_it_back(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    hooked(people.shenlan, receiver.url("/ok"))
    new_order("1002")
    place()
    for webhook_id in reading.behind():
        reading.read_on(webhook_id)
    assert reading.claim(delivering.LEASE) is not None  # whoever claimed it is killed now
    assert reading.claim(delivering.LEASE) is None
    with living_at(datetime.now(UTC) + delivering.LEASE + timedelta(seconds=1)):
        assert delivering.deliver_due() == 1
    assert len(receiver.got) == 1


def test_whoever_left_is_sent_nothing(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    hooked(people.shenlan, receiver.url("/ok"))
    must(one("order.note", people.zhaoning, order.pk, note="走之前"))
    place()
    for webhook_id in reading.behind():
        reading.read_on(webhook_id)
    Person.objects.filter(pk=people.shenlan.person_id).update(status="left")
    delivering.deliver_due()
    assert receiver.got == []
    assert Webhook.objects.get().status == "paused"


def test_a_removed_one_forgets_its_address(people: SimpleNamespace, order: Order, receiver: Receiver) -> None:
    webhook, _secret = hooked(people.shenlan, receiver.url("/fail"))
    must(one("order.note", people.zhaoning, order.pk, note="一"))
    go_on()
    must(one("webhook.remove", people.shenlan, webhook.pk))
    assert Webhook.objects.get().url == ""
    assert Delivery.objects.get().state == "dropped"
    assert go_on() == 0


def test_its_address_and_secret_are_not_in_the_journal(people: SimpleNamespace, receiver: Receiver) -> None:
    webhook, secret = hooked(people.shenlan, receiver.url("/ok?key=geheim"))
    data = Event.objects.get(kind="webhook.add").data
    assert "geheim" not in data
    assert secret not in data
    assert secret not in str(Webhook.objects.values().get(pk=webhook.pk))
