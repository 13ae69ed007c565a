"""The words of a PDF, page by page."""

from __future__ import annotations

import warnings
from pathlib import Path

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from . import PAGES, Reading, Unreadable

# What a page that is broken, or broken on purpose, makes of a reader; the next page may be whole.
_ONE_PAGE = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError)


def read(path: Path, into: Reading) -> None:
    """Its text as far as the bounds go.  Unreadable where it opens by a password only, or not at all."""
    warnings.simplefilter("ignore")
    try:
        document = PdfReader(path)
        # One may be locked against changes alone: that opens with no password.
        if document.is_encrypted and document.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable("locked")
        count = len(document.pages)
    except _ONE_PAGE as error:
        raise Unreadable("broken") from error
    broken = 0
    for number in range(count):
        if number == PAGES or into.full:
            into.cut = True
            return
        try:
            into.add(document.pages[number].extract_text() + "\n")
        except _ONE_PAGE:
            broken, into.cut = broken + 1, True
    if broken and broken == count:
        raise Unreadable("broken")
