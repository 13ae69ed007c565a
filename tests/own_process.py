"""A script of the tests in a process of its own, with a data folder of its own, and what it printed last."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


def found_by(script: str, *words: object, home: Path) -> dict[str, Any]:
    """What ``python -m script`` found: the JSON of its last line.  AssertionError with what it said if it failed."""
    done = subprocess.run(
        [sys.executable, "-m", script, *map(str, words)],
        cwd=ROOT,
        env=os.environ
        | {
            "DIANZHANG_HOME": str(home),
            "DIANZHANG_EMPTY": str(home.parent / "empty.sqlite3"),  # beside the folders of other tests: see forked.py
            "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    sys.stderr.write(done.stderr)  # pytest shows it where the comparison fails
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
