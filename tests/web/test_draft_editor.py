"""Writing a draft: what is said while one types is of what one types, a clause is found by its name, and it begins with
a day that can still come."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dianzhang.engine import rulebooks
from dianzhang.engine.models import RulebookVersion
from dianzhang.engine.moment import today

from .conftest import Enter
from .test_drafts import draft_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R3.8")]


@pytest.fixture
def hr(enter: Enter) -> Client:
    return enter("hejing")


@pytest.fixture
def draft(hr: Client) -> RulebookVersion:
    return draft_of(hr)


def typed(hr: Client, draft: RulebookVersion, text: str) -> str:
    return hr.post("/rulebook/drafts/check", {"text": text, "draft": draft.pk}, headers={"HX-Request": "true"}).text


def test_what_is_typed_and_not_saved_cannot_be_sent(hr: Client, draft: RulebookVersion) -> None:
    wrong = typed(hr, draft, draft.text.replace("时限: 10分钟", "时限: 一会儿"))
    assert re.search(r'id="ready" hx-swap-oob="true" class="warn">没存的正文里有 \d+ 处要改', wrong)
    assert "有改动没存，先存再送审" in typed(hr, draft, draft.text + "\n")
    assert "还差 4 样" in typed(hr, draft, draft.text)


def test_a_clause_is_found_by_its_name(hr: Client, draft: RulebookVersion) -> None:
    clause = rulebooks.compiled_text(draft.text).draft.clause["service.escalate"]
    option = f'<option value="{clause.line}">{clause.number} {clause.title}</option>'
    assert option in hr.get(f"/rulebook/drafts/{draft.pk}").text
    longer = typed(hr, draft, draft.text.replace("# 一", "\n\n# 一", 1))
    assert f'<option value="{clause.line + 2}">{clause.number} {clause.title}</option>' in longer


def test_a_new_draft_begins_with_a_day_that_has_not_gone_by(draft: RulebookVersion) -> None:
    assert f"\n生效: {today()}\n" in draft.text
    assert draft.effective == today()


def test_whoever_may_not_write_learns_nothing_of_a_draft(enter: Enter, draft: RulebookVersion) -> None:
    given = {"text": "x", "draft": draft.pk}
    assert enter("suhe").post("/rulebook/drafts/check", given).status_code == 404
