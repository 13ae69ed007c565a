"""The same seed at the same moment gives the same history; another seed another, with the same five things in it."""

import hashlib

import pytest
from django.db import transaction

from dianzhang.demo.lived import first_day, live
from dianzhang.engine.models import Event

from . import five_things
from .conftest import NOW, forget

pytestmark = pytest.mark.django_db


def history(seed: int) -> str:
    """A digest of what happened when, by whom; without ids, which a database does not give out twice."""
    forget()
    with transaction.atomic():
        live(NOW, days_back=3, orders_per_day=2, seed=seed)
        rows = Event.objects.order_by("id").values_list("kind", "post", "occurred_at", "recorded_at", "rule", "shop_id")
        told = [tuple(map(str, row[:5])) for row in rows]
        transaction.set_rollback(True)
    forget()
    return hashlib.sha256(repr(told).encode()).hexdigest()


def test_the_seed_decides(db):
    once = history(5)
    assert history(5) == once
    assert history(6) != once


@pytest.mark.parametrize(
    ("back", "first"), [(None, "2026-10-01"), (6, "2026-10-29"), (1, "2026-11-01"), (40, "2026-09-25")]
)
def test_where_it_begins(back, first):
    assert first_day(NOW, back).isoformat() == first


@pytest.mark.parametrize("seed", [1, 20261103])
def test_all_five_whatever_the_seed(db, seed):
    forget()
    live(NOW, days_back=3, orders_per_day=1, seed=seed)
    assert five_things.missed_deadlines()
    assert five_things.escalations()
    assert five_things.refused_approvals()
    assert five_things.verdicts_corrected()
    assert five_things.holds()
    forget()
