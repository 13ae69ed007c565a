"""The page of the event log: for those who see everything of some kind; the form offers the two formats."""

from __future__ import annotations

import pytest

from dianzhang.engine.sequencer import place

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I3.2")]


def test_the_lead_counts_and_takes_it_along(enter: Enter, order: object) -> None:
    while place():
        pass
    page = enter("shenlan").get("/event-log?kind=order&from=2020-01-01&to=2099-01-01").text
    assert "2 件事" in page
    form = enter("shenlan").get("/export/new/draft?source=journal&query=from%3D2026-01-01%26to%3D2026-01-02").text
    assert "OCEL 2.0" in form
    assert "Excel" not in form
    assert "OCEL" not in enter("shenlan").get("/export/new/draft?source=list&kind=order").text
    assert 'href="/event-log"' in enter("shenlan").get("/export").text


def test_days_the_wrong_way_round_are_told(enter: Enter, people: object) -> None:
    assert enter("shenlan").get("/event-log?from=2026-02-02&to=2026-02-01").status_code == 422
