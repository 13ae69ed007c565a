"""Every measure of every module has an English name for workings, the one that pages show."""

from __future__ import annotations

from django.utils.translation import gettext, override

from dianzhang.engine import registry
from dianzhang.measure import catalogue


def test_every_measure_has_an_english_name() -> None:
    assert [measure.zh for measure in registry.measures.values() if not measure.en] == []


def test_pages_and_workings_call_a_measure_the_same() -> None:
    with override("en"):
        different = {
            m.zh: (m.english, gettext(m.zh)) for m in catalogue.measures.values() if gettext(m.zh) != m.english
        }
    assert different == {}
