"""Who sets which target: as far as the reach of the post goes, and nobody for themselves."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import HOME
from dianzhang.reward.models import Target
from tests.reward.office import does, done

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
KEPT = {"metric": "按时时限数", "value": Decimal(10), "period": "2026-10"}


@pytest.mark.requirement("K11.6")
@pytest.mark.parametrize(
    ("who", "given", "word"),
    [
        ("shenlan", {}, ""), ("shenlan", {"unit": "service"}, ""), ("shenlan", {"person": "zhouke"}, ""),
        ("mengyan", {"unit": "service"}, ""), ("shenlan", {"person": "shenlan"}, "自己的目标"),
        ("linxiao", {"unit": "service"}, ""), ("linxiao", {"person": "zhouke"}, ""),
        ("linxiao", {}, "只能给本组"), ("linxiao", {"unit": "ops"}, "只能给本组"),
        ("linxiao", {"person": "xunuo"}, "只能给本组"), ("linxiao", {"person": "linxiao"}, "自己的目标"),
        ("zhouke", {"person": "suhe"}, "目标.下达"), ("hejing", {}, "目标.下达"), ("chenmo", {}, "目标.下达"),
    ],
)  # fmt: skip
def test_who_sets_whose(people: SimpleNamespace, who: str, given: dict[str, str], word: str) -> None:
    outcome = does(getattr(people, who), "target.set", EARLY, **KEPT, **given)
    assert outcome.status == ("refused" if word else "done"), outcome.why
    if word != "目标.下达":
        assert word in outcome.why


@pytest.mark.requirement("K11.6")
@pytest.mark.parametrize("action", ["target.set", "target.withdraw"])
def test_a_lead_leaves_alone_what_the_director_set(people: SimpleNamespace, action: str) -> None:
    of_group = done(people.shenlan, "target.set", EARLY, **KEPT, unit="service")
    if action == "target.set":
        outcome = does(people.linxiao, action, EARLY, **KEPT, unit="service")
    else:
        outcome = does(people.linxiao, action, EARLY, of_group.pk)
    assert outcome.status == "refused"
    assert "沈岚" in outcome.why
    assert Target.objects.get(pk=of_group.pk).status == "set"
    assert does(people.shenlan, "target.withdraw", EARLY, of_group.pk).done


def test_a_lead_does_not_revise_another_groups(people: SimpleNamespace) -> None:
    of_ops = done(people.shenlan, "target.set", EARLY, **KEPT, unit="ops")
    at = datetime(2026, 10, 12, 10, tzinfo=HOME)
    assert does(people.linxiao, "target.revise", at, of_ops.pk, value=Decimal(1), reason="少").status == "refused"
    assert does(people.zhouke, "target.revise", at, of_ops.pk, value=Decimal(1), reason="少").status == "refused"
