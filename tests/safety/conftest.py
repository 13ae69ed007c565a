"""A journal of plain events, sealed with a key of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dianzhang.engine.models import Event
from dianzhang.engine.moment import now
from dianzhang.engine.sequencer import place
from dianzhang.safety import sealing

Write = Callable[[int], None]


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where key and head are kept."""
    folder = tmp_path / "outside"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("DIANZHANG_SEAL_KEY", str(folder / "seal-key"))
    return folder


def write_events(count: int) -> None:
    """Things that happened, with a position each."""
    at = now()
    Event.objects.bulk_create(
        Event(
            kind="order.pay", subject_kind="order", subject_id=n, occurred_at=at, recorded_at=at,
            actor_id=n % 3 or None, post="order_desk", judged=bool(n % 2),
            data=f'{{"set":{{"paid_cents":{n}00,"备注":"第{n}笔"}}}}',
        )
        for n in range(count)
    )  # fmt: skip
    while place():
        pass


@pytest.fixture
def sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """25 events under seals of 10, 10 and 5."""
    monkeypatch.setattr(sealing, "MOST", 10)
    write_events(25)
    assert sealing.seal_all() == 3


from tests.safety.places import places  # noqa: E402

__all__ = ["places"]
