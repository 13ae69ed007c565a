"""Processes that ship the same orders at the same moment: each leaves once, in whatever way it was shipped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .shipping_race import ORDERS, PIECES


@pytest.mark.requirement("T3.3")
def test_each_leaves_once(tmp_path: Path) -> None:
    environment = os.environ | {"DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.trade.shipping_race", "4"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "failed": 0, "on_hand": PIECES - 2 * ORDERS, "reserved": 0, "shipped": ORDERS, "events": ORDERS,
        "each_once": True, "parcels": ORDERS + ORDERS // 3, "summed": True,
    }, done.stderr  # fmt: skip
