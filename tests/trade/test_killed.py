"""An import killed with -9 anywhere and run again ends as if it had never been killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

KILLS = int(os.environ.get("DIANZHANG_KILLS") or 6)  # CI tries 50


@pytest.mark.requirement("T1.1")
def test_killed_anywhere_and_run_again(tmp_path: Path) -> None:
    environment = os.environ | {"DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.trade.killing", str(KILLS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["half"] == 0, "an order without its lines, its event, its payment or its refund"
    assert found["different"] == []
    assert min(found["reached"]) < 700, "no kill came before the end"
    assert found["expected"]["orders"].startswith("700 ")
