"""Who reads a folder is chosen and shown by the names of posts and units, never by codes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.web.fields import field
from dianzhang.work.documents.folders import Opened
from dianzhang.work.documents.pages import read_by
from dianzhang.work.documents.states import FOLDER
from dianzhang.work.models import Folder
from tests.web.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W5.3")]


def test_posts_are_chosen_by_name(people: SimpleNamespace) -> None:
    shown = field(FOLDER, "posts", Opened.model_fields["posts"], ["hr"], "")
    assert (shown["kind"], shown["values"]) == ("checks", ["hr"])
    names = dict(shown["choices"])
    assert names["director"] == "电商总监"
    assert dict(field(FOLDER, "unit", Opened.model_fields["unit"], "", "")["choices"])["service"] == "客服组"


def test_on_its_page_they_are_read_by_name(enter: Enter, people: SimpleNamespace, folders: SimpleNamespace) -> None:
    assert read_by(folders.narrow).startswith("电商总监")
    shown = enter("hejing").get(f"/folder/{folders.narrow.pk}").text
    assert "电商总监" in shown
    facts = shown.partition("谁能看")[2][:300]
    assert "director" not in facts


def test_several_are_sent_from_a_form_and_kept(people: SimpleNamespace) -> None:
    given = {"name": "薪酬表", "readers": "posts", "posts": ["director", "hr", "hr"]}
    folder = must(one("folder.open", SYSTEM, **given))
    assert Folder.objects.get(pk=folder.pk).posts == " director hr "
    assert one("folder.open", SYSTEM, **given | {"name": "又一个", "posts": ["nobody"]}).status == "refused"
    assert one("folder.open", SYSTEM, **given | {"name": "又一个", "posts": []}).status == "refused"
