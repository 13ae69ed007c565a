"""A worker that is killed between claiming and sending loses no message."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.requirement("W4.5")
def test_what_a_killed_worker_had_claimed_goes_out_once_its_lease_has_lapsed(tmp_path: Path) -> None:
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DIANZHANG_HOME": str(tmp_path)}
    kept |= {"DIANZHANG_WEBHOOK_ALLOW": "127.0.0.1/32", "DIANZHANG_EMPTY": str(tmp_path.parent / "empty.sqlite3")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.people.notices.killing"], env=kept, cwd=ROOT, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "while leased": 0, "later": 1, "state": "sent", "attempts": 2, "tries": ["", "taken"], "got": 1,
    }  # fmt: skip
