"""What a newcomer is told covers what there is: make targets, environment variables, commands."""

import os
import re
from pathlib import Path

from dianzhang.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
INTERNAL = {"help", "setup-dev"}  # of the Makefile, not of the contract


def pages() -> str:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_make_target_is_explained() -> None:
    targets = (
        set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)) - INTERNAL
    )
    assert targets == {"setup", "run", "test", "check", "bench", "test-postgres", "test-browser", "ci"}
    text = pages()
    assert [target for target in sorted(targets) if f"`make {target}`" not in text] == []


def test_every_variable_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "dianzhang").rglob("*.py")))
    variables = set(re.findall(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""", code)) - {"DJANGO_SETTINGS_MODULE"}
    assert "DIANZHANG_HOME" in variables
    text = pages()
    assert [name for name in sorted(variables) if f"`{name}`" not in text] == []


def test_every_command_is_explained() -> None:
    text = pages()
    assert [name for name in COMMANDS if f"`dianzhang {name}" not in text] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{os.path.relpath(page, ROOT)} → {target}")
    assert broken == []
