"""The database marks the days whose facts change, by triggers, in the transaction of the change.

So nothing is overlooked, whoever writes and however: an action, a bulk import, a deletion, a record whose day moves (it
marks both).  The triggers come from the paths of the declarations: those on a table itself, on rows that multiply its
facts (the lines of an order), and on what it looks up (the order of a refund).  They are there only where there is a
lake.  SQLite marks row by row; it has one writer, so a mark that nobody has taken yet is mark enough.  PostgreSQL marks
once for each statement, whatever marks there are: others may be taking them at the same moment.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.db.models import F, Model

from dianzhang.measure.models import LakeMark

from .shapes import Table, shapes

Event = Literal["insert", "update", "delete"]
EVENTS: tuple[Event, ...] = ("insert", "update", "delete")
_MARKS = LakeMark._meta.db_table


@dataclass(frozen=True)
class Watch:
    """What a change of one database table means for one table of the lake."""

    table: Table
    hops: tuple[str, ...]  # empty: its own rows
    many: bool  # rows that multiply its facts
    columns: tuple[str, ...]

    def minds(self, event: Event) -> bool:
        """A record that is looked up is there before what looks it up, and does not go before it."""
        return event == "update" or self.many or not self.hops

    def days(self, rows: str) -> str:
        """Days of the facts behind changed rows: ``rows`` is ``NEW``, or ``{0} FROM some_rows r``."""
        model, meta = self.table.model, self.table.model._meta
        given, _space, source = rows.partition(" ")
        if not self.hops:
            return f"SELECT {_day(self.table, given)} AS day {source}"
        own = f'SELECT {_day(self.table, chr(34) + meta.db_table + chr(34))} AS day FROM "{meta.db_table}"'
        if self.many:
            key = getattr(model._meta.get_field(self.hops[0]), "field").column  # noqa: B009
            return f'{own} WHERE "{meta.pk.column}" IN (SELECT {given}."{key}" {source})'
        return f"{own} WHERE {_chain(model, self.hops, given, source)}"


def _chain(model: type[Model], hops: tuple[str, ...], given: str, source: str) -> str:
    """The condition that a row hangs, over ``hops``, on one of the changed ones."""
    field: Any = model._meta.get_field(hops[0])
    related = field.related_model._meta
    if len(hops) == 1:
        return f'"{field.column}" IN (SELECT {given}."{related.pk.column}" {source})'
    beyond = _chain(field.related_model, hops[1:], given, source)
    return f'"{field.column}" IN (SELECT "{related.pk.column}" FROM "{related.db_table}" WHERE {beyond})'


def _day(table: Table, row: str) -> str:
    """The day of a row that is called ``row``, as the database works it out."""
    compiler: Any = table.model._default_manager.annotate(_day=F(table.day)).query.get_compiler(connection=connection)
    sql, params = compiler.compile(compiler.query.annotations["_day"])
    written = tuple("'{}'".format(str(one).replace("'", "''")) for one in params)
    return str(sql % written if written else sql).replace(f'"{table.model._meta.db_table}".', f"{row}.")


def watches() -> dict[str, list[Watch]]:
    """Database table -> what its changes mean."""
    found: dict[str, list[Watch]] = defaultdict(list)
    for table in shapes().tables.values():
        groups: dict[tuple[str, ...], tuple[str, bool, set[str]]] = {}
        for path in table.paths:
            group = groups.setdefault(path.hops, (path.model._meta.db_table, bool(path.many), set()))
            group[2].add(path.column)
        for hops, (name, many, columns) in groups.items():
            found[name].append(Watch(table, hops, many, tuple(sorted(columns))))
    return found


def triggers() -> dict[str, tuple[str, str]]:
    """Name -> (database table, SQL).  The name tells the text apart."""
    write = _sqlite if connection.vendor == "sqlite" else _postgres
    found = {}
    for table, watched in watches().items():
        for event in EVENTS:
            minding = [watch for watch in watched if watch.minds(event)]
            if not minding:
                continue
            sql = write(table, event, minding)
            name = f"lake_{hashlib.sha256(sql.encode()).hexdigest()[:16]}"
            found[name] = (table, sql.replace("{name}", name))
    return found


def _sqlite(table: str, event: Event, watched: list[Watch]) -> str:
    statements = []
    for watch in watched:
        rows = {"insert": ("NEW",), "delete": ("OLD",), "update": ("OLD", "NEW")}[event]
        days = " UNION ".join(watch.days(row) for row in rows)
        changed = f" AND ({_changed(watch)})" if event == "update" else ""
        statements.append(
            f'INSERT INTO "{_MARKS}" ("table", day, taken) SELECT \'{watch.table.name}\', d.day, 0 FROM ({days}) d '
            f'WHERE d.day IS NOT NULL{changed} AND NOT EXISTS (SELECT 1 FROM "{_MARKS}" m '
            f"WHERE m.\"table\" = '{watch.table.name}' AND m.day = d.day AND m.taken = 0);"
        )
    when = f" WHEN {' OR '.join(map(_changed, watched))}" if event == "update" else ""
    return f'CREATE TRIGGER {{name}} AFTER {event.upper()} ON "{table}"{when} BEGIN {" ".join(statements)} END'


def _changed(watch: Watch) -> str:
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in watch.columns)


def _postgres(table: str, event: Event, watched: list[Watch]) -> str:
    statements = []
    for watch in watched:
        if event == "update":
            pk = '"id"'
            was, now = (", ".join(f'{row}."{c}"' for c in watch.columns) for row in ("o", "n"))
            pairs = f"FROM lake_old o JOIN lake_new n ON n.{pk} = o.{pk} WHERE ({was}) IS DISTINCT FROM ({now})"
            days = f"{watch.days(f'o {pairs}')} UNION {watch.days(f'n {pairs}')}"
        else:
            row, source = ("n", "lake_new") if event == "insert" else ("o", "lake_old")
            days = watch.days(f"{row} FROM {source} {row}")
        statements.append(
            f'INSERT INTO "{_MARKS}" ("table", day, taken) SELECT \'{watch.table.name}\', d.day, false '
            f"FROM (SELECT DISTINCT x.day FROM ({days}) x) d WHERE d.day IS NOT NULL;"
        )
    seen = {"insert": "NEW TABLE AS lake_new", "delete": "OLD TABLE AS lake_old"}
    tables = seen.get(event, "OLD TABLE AS lake_old NEW TABLE AS lake_new")
    return (
        f"CREATE FUNCTION {{name}}() RETURNS trigger LANGUAGE plpgsql AS $lake$ BEGIN {' '.join(statements)} "
        f'RETURN NULL; END $lake$; CREATE TRIGGER {{name}} AFTER {event.upper()} ON "{table}" '
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {{name}}()"
    )


def standing() -> set[str]:
    """Names of the triggers that are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 5) = 'lake_'")
        else:
            cursor.execute(
                "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND left(t.tgname, 5) = 'lake_' "
                "AND c.relnamespace = current_schema()::regnamespace"
            )
        return {name for (name,) in cursor.fetchall()}


def drop(names: set[str]) -> None:
    with connection.cursor() as cursor:
        for name in sorted(names):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute(f"DROP FUNCTION {name}() CASCADE")


def put_up(wanted: dict[str, tuple[str, str]], names: set[str]) -> Iterator[str]:
    """Make these triggers; the tables of the lake that were not watched until now."""
    by_table = watches()
    with connection.cursor() as cursor:
        for name in sorted(names):
            table, sql = wanted[name]
            cursor.execute(sql)
            yield from (watch.table.name for watch in by_table[table])
