"""Checking the shipped rulebooks: reading the text and compiling it, the whole of what `dianzhang rulebook check` does
once its words are there; and the coverage, which plays every example with and without its rule.
"""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from bench.timing import Times

ROUNDS, MOST = 7, 0.5


def measure() -> bool:
    """Measure, say what was measured, and whether the target is met by the largest of them."""
    with TemporaryDirectory() as home:
        os.environ.setdefault("DIANZHANG_HOME", home)
        from tools.reference import register_everything

        register_everything()
    from dianzhang import rulebooks
    from dianzhang.engine import registry
    from dianzhang.kernel import rulebook as language

    words, met = registry.vocabulary(), True
    print(f"checking a shipped rulebook, medians of {ROUNDS} turns (target {MOST} s each)")
    for shipped in rulebooks.library():
        text = shipped.file.read_bytes()
        book = language.compile(text, words).draft
        check, cover = Times(), Times()
        for _ in range(ROUNDS):
            check.take(lambda text=text: language.compile(text, words))  # type: ignore[misc]
            cover.take(lambda book=book: language.coverage(book, words))  # type: ignore[misc]
        wall, cpu = check.medians
        met = met and wall <= MOST
        print(
            f"  {shipped.name:6} {len(text):6,} bytes, {len(book.clauses):3} clauses, {len(book.rules):2} rules: "
            f"{wall * 1e3:4.0f} ms ({cpu * 1e3:.0f} CPU), coverage {cover.medians[0] * 1e3:.0f} ms"
        )
    return met
