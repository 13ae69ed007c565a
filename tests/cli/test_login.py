"""A colleague gets a log-in, and a forgotten password is replaced."""

import json

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate

from dianzhang.cli.main import main
from tests.engine.department import found


@pytest.mark.django_db
def test_the_password_shown_is_the_one_that_works(rf):
    found()
    first = json.loads(CliRunner().invoke(main, ["login", "zhouke", "--json"]).stdout)
    second = json.loads(CliRunner().invoke(main, ["login", "zhouke", "--json"]).stdout)
    assert first["username"] == second["username"] == "zhouke"
    request = rf.post("/login")
    assert authenticate(request, username="zhouke", password=first["password"]) is None
    assert authenticate(request, username="zhouke", password=second["password"]) is not None


@pytest.mark.django_db
def test_a_stranger_gets_none():
    found()
    result = CliRunner().invoke(main, ["login", "nobody"])
    assert result.exit_code == 2
    assert "zhouke" in result.stderr
