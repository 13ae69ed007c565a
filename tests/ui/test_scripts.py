"""All scripts of a page together stay small: they come over slow lines to old telephones."""

from __future__ import annotations

import gzip
from pathlib import Path

import django_htmx

from dianzhang import ui

MOST = 150_000  # bytes, gzipped, of everything that a page could load


def test_all_scripts_together_are_small() -> None:
    own = list((Path(ui.__file__).parent / "static/ui/js").glob("*.js"))
    theirs = list((Path(django_htmx.__file__).parent / "static").rglob("htmx*.min.js"))
    assert own
    assert theirs
    assert sum(len(gzip.compress(script.read_bytes())) for script in [*own, *theirs]) < MOST
