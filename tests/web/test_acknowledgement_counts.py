"""Who has acknowledged a version: the number and the list are of the same people, those whom it binds now."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Assignment, RulebookVersion
from dianzhang.engine.organisation import forget
from dianzhang.web.acknowledgements import acknowledgements

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R4.6")]


def test_who_is_bound_no_longer_is_counted_apart(enter: Enter, people: SimpleNamespace) -> None:
    version = RulebookVersion.objects.get(status="in_force")
    for person in (people.zhouke, people.suhe, people.chenmo):
        must(one("rulebook.acknowledge", person, version.pk))
    Assignment.objects.filter(person=people.suhe.person_id).delete()
    forget()
    said = acknowledgements(version, people.shenlan)
    assert (said["done"], said["bound"]) == (2, 8)
    assert [len(said["persons"]), len(said["gone"]), len(said["missing"])] == [2, 1, 6]
    text = enter("shenlan").get(f"/rulebook/{version.pk}").text
    assert "签收的 2 人" in text
    assert "另有 1 人签收过" in text
    assert 'class="plain"' not in text  # the class of a whole page: its first line would be as high as the window
