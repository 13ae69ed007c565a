"""Finding records by the words of a long text, Chinese among them (``kernel/cutting.py``).

A module keeps a record's text here in the action that writes it, with *marks*: short codes of what else one asks for
(the folder, whether it is archived).  Marks are tokens like any other, so that what a reader may not see is left out by
the index itself and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from dianzhang.kernel.cutting import asked, tokens

from .models import FullText
from .outcome import Act
from .registry import Subject

LATELY = 2_000  # rows that are read one after the other before the index is asked
TITLE, MARK = "\ue000", "\ue001"  # private characters that no text holds: what stands in the title, and marks


def words_of(subject: Subject, title: str, text: str, marks: Iterable[str]) -> str:
    """What the row of a record holds."""
    titled = tokens(title)
    found = [*(f"{MARK}{mark}" for mark in (subject.name, *marks)), *(f"{TITLE}{token}" for token in titled)]
    return " ".join([*found, *(titled | tokens(text))]).translate(_OURS_ALONE)


_OURS_ALONE = {0: None}


def keep(act: Act, subject: Subject, record_id: int, title: str, text: str, marks: Iterable[str]) -> None:
    """The text of a record as it is from now on; written with the action."""
    words = words_of(subject, title, text, marks)
    row = FullText.objects.filter(subject_kind=subject.name, subject_id=record_id).first()
    if row is None:
        act.add(FullText(subject_kind=subject.name, subject_id=record_id, words=words))
    elif row.words != words:
        row.words = words
        act.change(row)


def bring_in_line(subject: Subject, record_id: int, title: str, text: str, marks: Iterable[str]) -> None:
    """As ``keep``, where no action changes the record: what is found of it came to be known only now."""
    words = words_of(subject, title, text, marks)
    FullText.objects.update_or_create(
        subject_kind=subject.name, subject_id=record_id, defaults={"words": words}
    )  # fmt: skip


def find(subject: Subject, query: str, any_of: Sequence[str], all_of: Sequence[str], limit: int) -> list[int]:
    """Ids of records that hold all of the query and bear one of ``any_of`` and each of ``all_of``.

    Those that hold it in their title come first, then the newest.
    """
    if not any_of or not asked(query):
        return []
    marks = [[f"{MARK}{mark}" for mark in any_of], *([f"{MARK}{mark}"] for mark in (subject.name, *all_of))]
    found = _ids(_condition(query, TITLE, marks), limit)
    if len(found) < limit:
        more = _ids(_condition(query, "", marks), limit + len(found))
        found += [number for number in more if number not in set(found)]
    return found[:limit]


def matching(subject: Subject, query: str) -> Q:
    """The same as a condition on a list's rows, for whatever else the list asks; nothing where there is nothing to
    search by."""
    if not asked(query):
        return Q(pk__in=[])
    sql, asks = _statement(_condition(query, "", [[f"{MARK}{subject.name}"]]))
    return Q(pk__in=RawSQL(sql, asks))  # noqa: S611 — the statement is ours, what is typed is bound


def _condition(query: str, where: str, marks: Sequence[Sequence[str]]) -> str:
    """In the words of this database's own language of searching.  Tokens are letters and figures, marks are ours."""
    postgres = connection.vendor == "postgresql"
    both, either = (" & ", " | ") if postgres else (" AND ", " OR ")

    def said(token: str, beginning: bool = False) -> str:
        return f"'{token}'{':*' if beginning else ''}" if postgres else f'"{token}"{"*" if beginning else ""}'

    parts = [said(f"{where}{token}", beginning) for token, beginning in asked(query)]
    parts += [f"({either.join(said(mark) for mark in some)})" for some in marks]
    return both.join(parts)


def _statement(condition: str) -> tuple[str, tuple[str, ...]]:
    if connection.vendor == "postgresql":
        return "SELECT t.subject_id FROM engine_fulltext t WHERE t.lexemes @@ %s::tsquery", (condition,)
    return (
        "SELECT t.subject_id FROM engine_fulltext_index i JOIN engine_fulltext t ON t.id = i.rowid"
        " WHERE i.engine_fulltext_index MATCH %s",
        (condition,),
    )


def _ids(condition: str, limit: int) -> list[int]:
    """The newest that match.

    PostgreSQL guesses badly how many texts hold a rare pair, and would read all of them backwards to find the newest.
    So a common word is looked for among the newest rows, and what is not common there through the index.
    """
    sql, asks = _statement(condition)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(f"{sql} ORDER BY i.rowid DESC LIMIT %s", (*asks, limit))
            return [number for (number,) in cursor.fetchall()]
        lately = "AND t.id > (SELECT MAX(id) FROM engine_fulltext) - %s"
        cursor.execute(f"{sql} {lately} ORDER BY t.id DESC LIMIT %s", (*asks, LATELY, limit))
        found = cursor.fetchall()
        if len(found) < limit:
            cursor.execute(f"{sql} ORDER BY t.id + 0 DESC LIMIT %s", (*asks, limit))
            found = cursor.fetchall()
        return [number for (number,) in found]
