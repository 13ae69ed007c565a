"""The words of an old workbook (.xls, .et); of other files of that form nobody reads them here."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from . import Reading, Unreadable


def read(path: Path, into: Reading) -> None:
    """Cells row by row, as far as the bounds go.  Unreadable of anything but a workbook without a password."""
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise Unreadable("locked") from error
    except CalamineError as error:
        raise Unreadable("form") from error
    for name in book.sheet_names:
        into.add(f"{name}\n")
        for row in book.get_sheet_by_name(name).to_python():
            if into.full:
                into.cut = True
                return
            into.add(" ".join(str(cell) for cell in row if cell not in ("", None)) + "\n")
