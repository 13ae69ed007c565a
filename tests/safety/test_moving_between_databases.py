"""A backup of PostgreSQL goes into SQLite and back: every row is the same, and the seals hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.safety.backup import restoring
from dianzhang.safety.backup.making import make
from tests.conftest import ROOT
from tests.safety.places import Places, picture
from tests.safety.test_backup import department

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS),
    pytest.mark.requirement("S5.4"),
]


def dianzhang(home: Path, *words: str) -> dict[str, object]:
    """The command in a data folder of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DIANZHANG_", "DATABASE_URL"))}
    done = subprocess.run(
        [sys.executable, "-m", "dianzhang", *words, "--json"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=kept | {"DIANZHANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_there_and_back(places: Places, tmp_path: Path) -> None:
    with places("here") as home:
        department()
        made = make(home / "one.dzbackup")
        before = picture()
    embedded = tmp_path / "embedded"
    there = dianzhang(embedded, "restore", str(made.path))
    assert (there["rows"], there["broken"]) == (made.rows, [])
    back = tmp_path / "two.dzbackup"
    assert dianzhang(embedded, "backup", str(back))["rows"] == made.rows
    with places("again"):
        restored = restoring.restore(back)
        assert picture() == before
        assert restored.verdict.broken == []
        from dianzhang.engine.access import SYSTEM
        from dianzhang.engine.act import must, one

        must(one("shop.open", SYSTEM, code="next", name="ids go on after those there were"))
