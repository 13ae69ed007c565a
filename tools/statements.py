"""What the rulebooks of the sources demand, as far as it may be kept here: the ids of their statements and the figures
in them, in `dianzhang/rulebooks/statements.csv`.  The sentences stay where they are.

`dianzhang/rulebooks/trade.csv` has the statements of every source, also of those without a rulebook of their own, that
ask for orders, stock, parcels, after-sales, payouts, platform notices or reviews, each with the rows it belongs to.

* `python -m tools.statements FILE` makes both tables anew from the catalogue of statements (`statements.csv` of the
  specification).
"""

from __future__ import annotations

import csv
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[1] / "dianzhang/rulebooks/statements.csv"
SOURCES = ("A1", "B1", "B2", "B3", "C18", "C21")
TRADE_TABLE = TABLE.with_name("trade.csv")
ROWS_OF_TRADE = ("T1", "T2", "T3", "T4", "T5", "T8", "T9", "T10", "G9", "V9")

# Words of time as they are counted: how many seconds, or days, or a unit of its own.
_LENGTHS: dict[str, tuple[int, str]] = {
    "second": (1, "second"), "min": (60, "second"), "minute": (60, "second"), "hour": (3600, "second"),
    "day": (86_400, "second"), "working day": (1, "working day"), "month": (1, "month"), "quarter": (1, "quarter"),
    "yuan": (1, "yuan"), "point": (1, "point"),
}  # fmt: skip
_OFTEN = {
    "hourly": "hourly", "daily": "daily", "weekly": "weekly", "monthly": "monthly", "a month": "monthly",
    "quarterly": "quarterly", "quarter": "quarterly", "yearly": "yearly", "year": "yearly", "month": "monthly",
}  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TOKEN = re.compile(
    r"(?P<clock>\b\d{1,2}:\d\d\b)"
    r"|(?P<nth>\b\d{1,2})th\b"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<percent>%)|\s*(?P<length>working day|second|minute|min|hour|day|month"
    r"|quarter|yuan|point)s?\b)?"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"|(?P<often>\b(?:hourly|daily|weekly|monthly|a month|quarterly|yearly|year|quarter|month)\b)"
)
_RANGE = re.compile(r"(\d+)–(\d+) (yuan|points?|days?|hours?|minutes?|%)")  # 50–100 yuan: both are yuan
_BOUND = re.compile(r"[≥≤<>×]\s*$")


class Figure(NamedTuple):
    """A number and what it counts: 600 second, 30 %, 500 yuan, 3 working day, 1 monthly, 12 clock hour.

    ``unit`` is empty for a plain number.  A share stands as it is meant, 0.3, whether written 30 % or 0.3.
    """

    amount: Decimal
    unit: str = ""

    def __str__(self) -> str:
        match self.unit:
            case "second" | "working second":
                return _length(self.amount, self.unit.removesuffix("second"))
            case "%":
                return f"{_plain(self.amount * 100)} %"
            case "clock":
                return f"{int(self.amount) // 60:02}:{int(self.amount) % 60:02}"
            case "day of the month":
                return f"{self.amount}th"
            case "" | "yuan":
                return f"{_plain(self.amount)} {self.unit}".strip()
            case unit if unit in _OFTEN.values() or unit in _WEEKDAYS:
                return unit
        return _counted(self.amount, self.unit)


def figures_of(text: str) -> list[tuple[Figure, bool]]:
    """The figures that the words of a statement hold, each with whether a rule that binds it must show it.

    A bare count (“4 parts”) is kept, but the parts themselves show it; a bound (“≥ 5”) and a score are figures.
    """
    plain = _RANGE.sub(r"\1 \3 – \2 \3", re.sub(r"\([^()]*\)", " ", text))
    found: dict[Figure, bool] = {}
    for token in _TOKEN.finditer(plain):
        figure, sure = _figure(token, plain)
        found[figure] = found.get(figure, False) or sure
    return list(found.items())


def _figure(token: re.Match[str], text: str) -> tuple[Figure, bool]:
    if clock := token["clock"]:
        hours, minutes = clock.split(":")
        return Figure(Decimal(int(hours) * 60 + int(minutes)), "clock"), True
    if token["nth"]:
        return Figure(Decimal(token["nth"]), "day of the month"), True
    if token["weekday"]:
        return Figure(Decimal(1), token["weekday"]), True
    if token["often"]:
        return Figure(Decimal(1), _OFTEN[token["often"]]), True
    number = Decimal(token["number"].replace(",", ""))
    if token["percent"]:
        return Figure(number / 100, "%"), True
    if token["length"]:
        times, unit = _LENGTHS[token["length"]]
        return Figure(number * times, unit), True
    return Figure(number), "." in token["number"] or bool(_BOUND.search(text[: token.start()]))


def _length(seconds: Decimal, working: str) -> str:
    """In the largest unit that people would say: 48 hours, but 30 days."""
    for name, length, least in (("day", 86_400, 3), ("hour", 3600, 1), ("minute", 60, 1)):
        if seconds % length == 0 and seconds >= length * least:
            return _counted(seconds / length, working + name)
    return _counted(seconds, working + "second")


def _counted(amount: Decimal, unit: str) -> str:
    return f"{_plain(amount)} {unit}{'' if amount == 1 else 's'}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


class Statement(NamedTuple):
    """``figures`` all; ``strict`` those that a rule which binds the statement must show."""

    id: str
    figures: tuple[Figure, ...]
    strict: frozenset[Figure]

    @property
    def source(self) -> str:
        return self.id.partition("-")[0]

    @property
    def number(self) -> int:
        return int(self.id.partition("-")[2])


def read_catalogue(file: Path) -> list[Statement]:
    """The statements of the rulebooks that ship, out of the catalogue of all."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["rulebook"] in SOURCES]
    return [_statement(row["id"], figures_of(row["figures"])) for row in rows]


def read_table(file: Path = TABLE) -> list[Statement]:
    """The statements as the table here has them."""
    with file.open(encoding="utf-8", newline="") as source:
        return [_statement(row["id"], _unwritten(row["figures"])) for row in csv.DictReader(source)]


def written(statements: list[Statement]) -> str:
    """The table: one line for each statement, figures divided by semicolons, bare counts in brackets."""
    lines = ["id,figures"]
    for one in statements:
        shown = [str(figure) if figure in one.strict else f"({figure})" for figure in one.figures]
        lines.append(f"{one.id},{'; '.join(shown)}")
    return "\n".join(lines) + "\n"


def read_trade_catalogue(file: Path) -> dict[str, tuple[str, ...]]:
    """Statement → the rows of trade that it belongs to, out of the catalogue of all."""
    with file.open(encoding="utf-8", newline="") as source:
        found = {row["id"]: _rows_of_trade(row["requirements"].split(",")) for row in csv.DictReader(source)}
    return {statement: rows for statement, rows in found.items() if rows}


def read_trade_table(file: Path = TRADE_TABLE) -> dict[str, tuple[str, ...]]:
    """Statement → the rows of trade that it belongs to, as the table here has them."""
    with file.open(encoding="utf-8", newline="") as source:
        return {row["id"]: _rows_of_trade(row["rows"].split(";")) for row in csv.DictReader(source)}


def written_of_trade(statements: dict[str, tuple[str, ...]]) -> str:
    """The table of trade: one line for each statement, its rows divided by semicolons."""
    return "\n".join(["id,rows", *(f"{one},{'; '.join(rows)}" for one, rows in statements.items())]) + "\n"


def _rows_of_trade(rows: list[str]) -> tuple[str, ...]:
    return tuple(row for row in map(str.strip, rows) if row in ROWS_OF_TRADE)


def _statement(statement: str, figures: list[tuple[Figure, bool]]) -> Statement:
    return Statement(statement, tuple(f for f, _ in figures), frozenset(f for f, sure in figures if sure))


def _unwritten(text: str) -> list[tuple[Figure, bool]]:
    found = []
    for piece in filter(None, text.split("; ")):
        token = _TOKEN.search(piece)
        assert token is not None, piece
        found.append((_figure(token, piece)[0], not piece.startswith("(")))
    return found


def main(arguments: list[str]) -> int:
    (file,) = arguments
    TABLE.write_text(written(read_catalogue(Path(file))), encoding="utf-8")
    TRADE_TABLE.write_text(written_of_trade(read_trade_catalogue(Path(file))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
