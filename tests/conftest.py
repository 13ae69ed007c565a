"""What all tests share: the real data, and a loud word when it is absent; how properties are tried."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from dianzhang.engine import organisation, rulebooks, unmoved

# How long an example takes says how busy the machine is, not whether the property holds; speed is `make bench`'s.
settings.register_profile("dianzhang", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("dianzhang")

ROOT = Path(__file__).parents[1]
REAL_DATA = Path(os.environ.get("DIANZHANG_REAL_DATA") or ROOT / "../shared/data").resolve()
ABSENT = f"REAL DATA ABSENT: no folder {REAL_DATA} (set DIANZHANG_REAL_DATA)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for item in items:
        if item.get_closest_marker("real") and not REAL_DATA.is_dir():
            item.add_marker(pytest.mark.skip(reason=ABSENT))
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))


def pytest_collection_finish() -> None:
    """What is loaded stays until the end: Python need not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The tables, as pytest-django makes them; what making them leaves behind is cleared away once."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if count := sum("REAL DATA ABSENT" in str(report.longrepr) for report in skipped):
        terminalreporter.section("real data", sep="!", red=True, bold=True)
        terminalreporter.line(f"{count} tests on real data were NOT run. {ABSENT}", red=True, bold=True)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Every test begins in Chinese: a page drawn in English leaves its language behind in the thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What the engine keeps in memory belongs to the database of one test, however alike two journals are."""
    organisation.forget()
    rulebooks.forget()
    unmoved.forget()
    yield
    organisation.forget()
    rulebooks.forget()


@pytest.fixture(autouse=True)
def _believed_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine keeps in memory is believed throughout a test: on a busy machine the second for which it is
    believed passes in the middle of one, and then it is read again and the statements are no longer as many."""
    monkeypatch.setattr(organisation, "_FRESH", 600)
    monkeypatch.setattr(rulebooks, "_FRESH", 600)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files. Tests that use it carry `@pytest.mark.real`."""
    if not REAL_DATA.is_dir():
        pytest.skip(ABSENT)
    return REAL_DATA
