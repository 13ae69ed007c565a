"""直属上级 as an approver: the post above the one that the applicant uses."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.organisation import Organisation
from dianzhang.kernel.rules import SUPERIOR

ABOVE = {"owner": None, "director": "owner", "service_lead": "director", "service": "service_lead"}


@pytest.fixture
def org() -> Organisation:
    numbers = {code: number for number, code in enumerate(ABOVE, 1)}
    posts: Any = {
        code: SimpleNamespace(pk=numbers[code], code=code, reports_to_id=numbers.get(above or ""))
        for code, above in ABOVE.items()
    }
    return Organisation(
        date(2026, 3, 2), posts=posts, holders={"director": (1,), "service_lead": (2,), "service": (3, 4)}
    )


@pytest.mark.parametrize(
    ("applicant", "asked"),
    [("service", "service_lead"), ("service_lead", "director"), ("director", "owner"), ("owner", "owner")],
)
def test_the_superior_is_the_post_above_that_of_the_applicant(org: Organisation, applicant: str, asked: str) -> None:
    assert org.approvers((SUPERIOR,), applicant) == (asked,)


def test_posts_named_by_the_rulebook_stay_as_they_are(org: Organisation) -> None:
    assert org.approvers(("director", SUPERIOR), "service") == ("director", "service_lead")


@pytest.mark.requirement("P1.2")
def test_nobody_is_asked_about_their_own_wish_in_another_post(org: Organisation) -> None:
    lin_holds_both = (2,)
    org.holders |= {"service": lin_holds_both}
    (asked,) = org.approvers((SUPERIOR,), "service")
    assert org.someone_for(asked, besides=2) == ("director", (1,))
