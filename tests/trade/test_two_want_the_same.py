"""Processes that review orders at the same moment never promise the same piece twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .racing import PIECES


@pytest.mark.requirement("G9.4")
def test_never_the_same_piece_twice(tmp_path: Path) -> None:
    environment = os.environ | {"DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.trade.racing", "4"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "failed": 0, "on_hand": PIECES, "reserved": PIECES, "held": PIECES, "holders": PIECES, "summed": True,
    }, done.stderr  # fmt: skip
