"""What a newcomer is told covers what there is: make targets, environment variables, commands."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from dianzhang.cli.main import main
from tools.translations import catalogues, read

ROOT = Path(__file__).parents[2]
USERS = ROOT / "docs/users"
INTERNAL = {"help", "setup-dev"}  # of the Makefile, not of the contract


def pages() -> str:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_make_target_is_explained() -> None:
    targets = (
        set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)) - INTERNAL
    )
    assert targets == {
        "setup",
        "run",
        "start",
        "test",
        "check",
        "bench",
        "test-postgres",
        "test-browser",
        "test-spark",
        "ci",
    }
    text = pages()
    assert [target for target in sorted(targets) if f"`make {target}`" not in text] == []


def test_every_variable_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "dianzhang").rglob("*.py")))
    variables = set(re.findall(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""", code)) - {"DJANGO_SETTINGS_MODULE"}
    assert "DIANZHANG_HOME" in variables
    text = pages()
    assert [name for name in sorted(variables) if f"`{name}`" not in text] == []


def leaves(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, f"{path} {name}")


def test_every_command_is_explained_with_all_of_its_options() -> None:
    """A section for each command in docs/commands.md, that names what it takes and nothing else."""
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `(dianzhang [a-z -]+)`\n(.*?)(?=^### |\Z)", page, re.MULTILINE | re.DOTALL))
    told = {name: set(re.findall(r"`(--[a-z-]+)`", "\n".join(table(text)))) for name, text in sections.items()}
    taken = {
        path: {word for option in command.params for word in option.opts if word.startswith("--")}
        for path, command in leaves(main, "dianzhang")
    }
    assert told == taken


def table(text: str) -> list[str]:
    """The first cells of a section's table."""
    return [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{os.path.relpath(page, ROOT)} → {target}")
    assert broken == []


def test_what_users_are_told_to_press_is_there() -> None:
    """【…】 in docs/users is a text of the interface or a declared word: a subject, an action, a saved view."""
    texts = {message.id for po in catalogues() for message in read(po)}
    reference = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    actions = set(re.findall(r"^\| `\w+\.\w+` \| [^ .]+\.(\S+) \|", reference, re.MULTILINE))
    subjects = set(re.findall(r"^## \w+ · (\S+)$", reference, re.MULTILINE))
    assert {"放行", "受理"} <= actions
    told = {
        (page.name, word) for page in USERS.glob("*.md") for word in re.findall(r"【(.+?)】", page.read_text("utf-8"))
    }
    assert told
    assert {(page, word) for page, word in told if word not in texts | actions | subjects} == set()


def test_every_role_has_a_page_that_can_be_found() -> None:
    roles = {"总监", "运营", "订单审核", "客服", "仓储", "人事", "管理员"}
    for_everybody = {"README", "登录"}
    assert {page.stem for page in USERS.glob("*.md")} == roles | for_everybody
    front = (USERS / "README.md").read_text(encoding="utf-8")
    assert [role for role in sorted(roles) if f"({role}.md)" not in front] == []
    for readme in ("README.md", "README.zh.md"):
        assert "(docs/users/README.md)" in (ROOT / readme).read_text(encoding="utf-8")


def test_files_that_pages_name_are_there() -> None:
    """`engine/act.py`, `dianzhang/cli`, `tests/…`: a file that moved takes its mention along."""
    missing = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for name in re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.(?:py|md))`", page.read_text(encoding="utf-8")):
            if not any((base / name).exists() for base in (ROOT, ROOT / "dianzhang")):
                missing.append(f"{os.path.relpath(page, ROOT)}: {name}")
    assert missing == []
