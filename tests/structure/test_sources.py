"""docs/sources.md is what the rulebooks say: made again, it is the same."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_rulebooks_say(tmp_path: Path) -> None:
    """In a process of its own: other tests register words that no rulebook may use."""
    environment = {**os.environ, "DIANZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dianzhang.config.settings"}
    command = [sys.executable, "-m", "tools.sources", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_change_would_be_noticed(tmp_path: Path, monkeypatch, capsys) -> None:
    from tools import sources

    page = tmp_path / "sources.md"
    page.write_text("# Sources\n", encoding="utf-8")
    monkeypatch.setattr(sources, "PAGE", page)
    assert sources.main(["check"]) == 1
    assert "`service.escalate`" in capsys.readouterr().err
    assert sources.main([]) == 0
    assert sources.main(["check"]) == 0
