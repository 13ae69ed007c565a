"""Whoever can write to the database and nothing else: each way of forging the journal is found and named."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from dianzhang.kernel.merkle import SIZE, leaf, root_of
from dianzhang.safety import chain, lines, outside, sealing
from dianzhang.safety.models import Seal
from dianzhang.safety.verifying import Verdict, Verifier
from tests.safety.conftest import write_events

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S5.2")]


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found(verdict: Verdict | None = None) -> list[tuple[object, str]]:
    return [(one.position, one.what) for one in (verdict or Verifier().run()).broken]


def move(first: int, last: int, by: int) -> None:
    """Positions are unique at every moment, so they go by way of numbers that nobody has."""
    sql(
        f"UPDATE engine_event SET position = -position WHERE position BETWEEN {first} AND {last}",
        f"UPDATE engine_event SET position = -position + {by} WHERE position < 0",
    )


COPY = """INSERT INTO engine_event
    (kind, subject_kind, subject_id, occurred_at, recorded_at, post, rule, judged, data, position)
    SELECT kind, subject_kind, subject_id, occurred_at, recorded_at, post, rule, judged, data, {position}
    FROM engine_event WHERE position = {of}"""


def test_an_untouched_journal_is_whole(sealed: None) -> None:
    verdict = Verifier().run()
    assert (verdict.events, verdict.sealed, verdict.seals, verdict.broken) == (25, 25, 3, [])
    assert verdict.notes == []


@pytest.mark.parametrize(
    "column",
    [
        "kind = 'order.refund'", "subject_kind = 'complaint'", "subject_id = 99", "actor_id = 7", "post = 'owner'",
        "behalf_id = 3", "rule = 'x/deadline-1'", "cause_id = 1", "version_id = 1", "unit_id = 1", "shop_id = 1",
        "judged = NOT judged", "data = '{}'", "id = id + 1000", "occurred_at = '2026-01-01 00:00:00+00:00'",
        "recorded_at = '2026-01-01 00:00:00+00:00'",
    ],
)  # fmt: skip
def test_a_change_of_any_column(sealed: None, column: str) -> None:
    sql(f"UPDATE engine_event SET {column} WHERE position = 13")
    verdict = Verifier().run()
    assert found(verdict) == [(13, "changed")]
    assert verdict.sealed == 24


def test_every_column_of_an_event_is_in_its_line() -> None:
    columns = {field.column for field in outside.Seal._meta.apps.get_model("engine.Event")._meta.concrete_fields}
    assert columns - {"position"} == set(lines.FORMS[lines.FORM])


@pytest.mark.parametrize("position", [1, 10, 11, 13, 20, 25])
def test_a_row_deleted(sealed: None, position: int) -> None:
    sql(f"DELETE FROM engine_event WHERE position = {position}")
    assert found() == [(position, "cut" if position == 25 else "deleted")]


@pytest.mark.parametrize("position", [1, 10, 13, 24])
def test_a_row_deleted_and_the_gap_closed(sealed: None, position: int) -> None:
    sql(f"DELETE FROM engine_event WHERE position = {position}")
    move(position + 1, 25, -1)
    told = Verifier().run().broken
    assert (told[0].position, told[0].what) == (position, "deleted")
    assert {one.what for one in told[1:]} <= {"reordered", "cut"}


@pytest.mark.parametrize("position", [2, 10, 11, 13, 20, 25])
def test_a_row_inserted_in_between(sealed: None, position: int) -> None:
    move(position, 25, 1)
    sql(COPY.format(position=position, of=position - 1))
    told = Verifier().run().broken
    assert (told[0].position, told[0].what) == (position, "inserted")
    assert {one.what for one in told[1:]} <= {"reordered"}
    assert len(told) <= 2, "a run of rows that were all moved by one is told once"


@pytest.mark.parametrize("position", [0, -5])
def test_a_row_inserted_before_the_first(sealed: None, position: int) -> None:
    sql(COPY.format(position=position, of=3))
    assert found() == [(position, "inserted")]


@pytest.mark.parametrize(("one", "other"), [(4, 5), (2, 9), (9, 12), (3, 24)])
def test_two_rows_swapped(sealed: None, one: int, other: int) -> None:
    sql(
        f"UPDATE engine_event SET position = -1 WHERE position = {one}",
        f"UPDATE engine_event SET position = {one} WHERE position = {other}",
        f"UPDATE engine_event SET position = {other} WHERE position = -1",
    )
    assert found() == [(one, "reordered"), (other, "reordered")]


def test_what_was_said_swapped_between_two_rows(sealed: None) -> None:
    """The rows stay, what stands in them changes places: both were changed."""
    sql(
        "UPDATE engine_event SET data = (SELECT data FROM engine_event WHERE position = 7) WHERE position = 4",
        "UPDATE engine_event SET data = '{}' WHERE position = 7",
    )
    assert found() == [(4, "changed"), (7, "changed")]


def test_the_end_cut_off(sealed: None) -> None:
    sql("DELETE FROM engine_event WHERE position > 22")
    assert found() == [(23, "cut"), (24, "cut"), (25, "cut")]


def test_the_end_cut_off_together_with_its_seal(sealed: None) -> None:
    sql("DELETE FROM engine_event WHERE position > 20", "DELETE FROM safety_seal WHERE number > 2")
    assert found() == [(n, "cut") for n in range(21, 26)]


def test_everything_deleted(sealed: None) -> None:
    sql("DELETE FROM engine_event", "DELETE FROM safety_seal")
    assert found() == [(n, "cut") for n in range(1, 26)]


def test_a_gap_in_what_no_seal_holds_yet(sealed: None) -> None:
    write_events(5)
    sql("DELETE FROM engine_event WHERE position = 28")
    assert found() == [(28, "deleted")]
    sealing.seal_all()
    assert found() == [(28, "deleted")], "sealing does not cover it up"


def test_a_row_taken_out_of_order_and_placed_again(sealed: None) -> None:
    from dianzhang.engine.sequencer import place

    sql("UPDATE engine_event SET position = NULL WHERE position = 8")
    place()
    assert (8, "deleted") in found()


# --- seals forged too --------------------------------------------------------------------------


def resealed(numbers: list[int], key: Ed25519PrivateKey | None) -> None:
    """Seals made anew over what stands there now, by somebody who has everything but the key."""
    previous = chain.BEGINNING
    for seal in Seal.objects.order_by("number"):
        if seal.number in numbers:
            seal.previous = previous
            hashes = [line for _position, line in lines.hashed(seal.first, seal.last)]
            seal.leaves, seal.root = b"".join(hashes), root_of(hashes).hex()
            if key is not None:
                seal.key = outside.public(key)
            seal.head = chain.head(seal)
            if key is not None:
                seal.signature = key.sign(chain.text(seal)).hex()
            seal.save()
        previous = seal.head


def test_sealed_again_without_the_key(sealed: None) -> None:
    sql("UPDATE engine_event SET data = '{}' WHERE position = 13")
    resealed([2, 3], None)
    told = found()
    assert told[:2] == [(11, "signature"), (21, "signature")]
    assert (21, "other_chain") in told


def test_one_seal_made_anew_does_not_fit_the_next(sealed: None) -> None:
    sql("UPDATE engine_event SET data = '{}' WHERE position = 13")
    resealed([2], None)
    assert (11, "signature") in found()
    assert (21, "seal_chain") in found()


def test_sealed_again_with_a_key_of_their_own(sealed: None) -> None:
    sql("UPDATE engine_event SET data = '{}' WHERE position = 3")
    resealed([1, 2, 3], Ed25519PrivateKey.generate())
    assert found()[:3] == [(1, "other_key"), (11, "other_key"), (21, "other_key")]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("number = 9, first = first, last = last", "seal_missing"),
        ("leaves = x'00'", "seal_changed"),
        ("root = previous", "seal_changed"),
        ("signature = ''", "signature"),
        ("sealed_at = '2026-01-01 00:00:00+00:00'", "signature"),
        ("key = root", "other_key"),
        ("form = 99", "seal_changed"),
        ("last = 1000000000", "seal_changed"),
        ("first = 24", "seal_chain"),
    ],
)
def test_a_seal_changed(sealed: None, change: str, what: str) -> None:
    if connection.vendor == "postgresql":
        change = change.replace("x'00'", "'\\x00'")
    sql(f"UPDATE safety_seal SET {change} WHERE number = 3")
    assert what in {one for _position, one in found()}


def test_a_seal_taken_out_of_the_middle(sealed: None) -> None:
    sql("DELETE FROM safety_seal WHERE number = 2")
    one = Verifier().run().broken[0]
    assert (one.position, one.until, one.what, one.seal) == (11, 20, "seal_missing", 2)


def test_the_hashes_of_events_may_not_be_forged(sealed: None) -> None:
    seal = Seal.objects.get(number=2)
    forged = leaf(b"[]")
    Seal.objects.filter(number=2).update(leaves=forged + bytes(seal.leaves)[SIZE:])
    assert found() == [(11, "seal_changed")]


def test_nothing_is_sealed_over_a_journal_that_was_cut(sealed: None) -> None:
    sql("DELETE FROM engine_event WHERE position > 20", "DELETE FROM safety_seal WHERE number > 2")
    write_events(30)
    with pytest.raises(sealing.Unsealable):
        sealing.seal_all()
    assert found() == [(n, "cut") for n in range(21, 26)], "though other events stand at these positions now"
