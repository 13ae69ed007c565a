"""docs/reference.md is what the code registers: made again, it is the same."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_reference_is_what_the_code_says(tmp_path: Path) -> None:
    """In a process of its own: other tests register subjects that do not belong on the page."""
    environment = {**os.environ, "DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    command = [sys.executable, "-m", "tools.reference", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_change_would_be_noticed(tmp_path: Path, monkeypatch, capsys) -> None:
    from tools import reference

    page = tmp_path / "reference.md"
    page.write_text("# Reference\n", encoding="utf-8")
    monkeypatch.setattr(reference, "PAGE", page)
    assert reference.main(["check"]) == 1
    assert "`order.ship`" in capsys.readouterr().err
    assert reference.main([]) == 0
    assert reference.main(["check"]) == 0
