"""`dianzhang demo`: log-ins for their owner's eyes only, and never in a department that people work in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dianzhang.cli.main import main
from dianzhang.demo.cast import LOGINS, PEOPLE
from dianzhang.engine.models import Person

from .conftest import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    forget()
    settings.DIANZHANG_HOME = tmp_path
    yield tmp_path
    forget()


def demo(*words: str):
    return CliRunner().invoke(main, ["demo", *words, "--json"])


def test_it_is_made_once(home, db):
    done = demo("--days", "3", "--orders-per-day", "1", "--seed", "5")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["made"] is True
    assert document["orders"] > 5
    assert document["seed"] == 5
    assert "1/3" in done.stderr

    file = Path(document["logins"])
    assert file.stat().st_mode & 0o777 == 0o600
    logins = json.loads(file.read_text())
    assert list(logins) == list(LOGINS)
    for key, login in logins.items():
        assert PEOPLE[login["username"]] == (login["name"], login["post"])
        assert Person.objects.get(code=LOGINS[key]).user.check_password(login["password"])
    owner = json.loads((home / "owner-login.json").read_text())["owner"]
    assert Person.objects.get(code="owner").user.check_password(owner["password"])
    assert (home / "owner-login.json").stat().st_mode & 0o777 == 0o600

    before = Person.objects.count()
    again = demo("--days", "3")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["made"] is False
    assert Person.objects.count() == before


@pytest.mark.parametrize("words", [["--days", "1"], ["--orders-per-day", "0"], ["--seed", "x"]])
def test_a_wrong_call(home, words):
    assert demo(*words).exit_code == 2
