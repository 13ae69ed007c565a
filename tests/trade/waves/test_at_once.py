"""Waves planned by several processes at the same moment never share an order or a piece."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .racing import PIECES


@pytest.mark.requirement("T3.1")
def test_no_order_and_no_piece_twice(tmp_path: Path) -> None:
    environment = os.environ | {"DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.trade.waves.racing", "8"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "failed": 0, "on_hand": PIECES, "reserved": PIECES, "held": PIECES, "holders": PIECES, "inside": PIECES,
        "orders": PIECES, "told": PIECES, "summed": True,
    }, done.stderr  # fmt: skip
