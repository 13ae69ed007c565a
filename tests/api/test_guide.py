"""The description and the guide: of everything there is, without a log-in, and nothing of the department in them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client

from dianzhang.api.acting import offered
from dianzhang.api.subjects import OWN
from dianzhang.engine import registry
from dianzhang.engine.pages import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths() -> dict[str, dict[str, object]]:
    described = Client().get("/api/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    return described["paths"]  # type: ignore[no-any-return]


def test_every_subject_and_action_is_described(paths: dict[str, dict[str, object]]) -> None:
    for name, subject in registry.subjects.items():
        assert (f"/api/v1/{name}" in paths) == (name in pages.lists)
        assert "get" in paths[f"/api/v1/{name}/{{id}}"]
        for action in subject.actions.values():
            path = f"/api/v1/{name}/{action.name.partition('.')[2]}"
            assert (path in paths) == offered(action), path


def test_no_subject_is_called_like_an_address_of_ours() -> None:
    assert not OWN & registry.subjects.keys()


def test_every_way_has_a_name_of_its_own(paths: dict[str, dict[str, object]]) -> None:
    named = Counter(way["operationId"] for ways in paths.values() for way in ways.values() if isinstance(way, dict))
    assert [name for name, times in named.items() if times > 1] == []


def test_nothing_of_the_department_is_in_them(people: object, shop: object) -> None:
    for path in ("/api/openapi.json", "/api/"):
        text = Client().get(path).text
        assert "天猫旗舰店" not in text
        assert "tmall-1" not in text
        assert "周可" not in text


def test_the_guide_names_every_address(paths: dict[str, dict[str, object]]) -> None:
    text = Client().get("/api/").text
    assert [path for path in paths if path not in text] == []
    assert "<script>" not in text
    assert not re.search(r'(?:src|href)="https?://', text)


def test_both_speak_english() -> None:
    client = Client(headers={"accept-language": "en"})
    assert client.get("/api/openapi.json").json()["info"]["title"] == "Dianzhang"
    text = client.get("/api/").text
    assert "How to come in" in text
    assert not re.search(
        "[\u4e00-\u9fff]", re.sub(r"<footer>.*?</footer>|<script.*?</script>|<title>.*?</title>", "", text, flags=re.S)
    )
