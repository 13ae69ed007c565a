"""Clauses of the rulebooks in force as something that inputs name: by their id, chosen from a list."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from . import rulebooks
from .moment import now
from .words import word


def in_force() -> dict[str, str]:
    """Id and name of every clause in force that says something, in the order of the rulebooks; of several, in which."""
    ruleset = rulebooks.at(now())
    books = ruleset.books if ruleset is not None else ()
    found: dict[str, str] = {}
    for book, _version in books:
        prefix = f"{word(book.name)} " if len(books) > 1 else ""
        said = (clause for clause in book.clauses if clause.text or clause.rules)  # not the headings of chapters
        found |= {clause.id: f"{prefix}{clause.number} {clause.title}".strip() for clause in said}
    return found


def version_of(clause_id: str) -> int | None:
    """The version in force that a clause stands in; None where none of them has it."""
    ruleset = rulebooks.at(now())
    found = ruleset.book_of(clause_id) if ruleset is not None and clause_id else None
    return int(found[1]) if found is not None else None


def _known(clause_id: str) -> str:
    wanted = clause_id.strip()
    if version_of(wanted) is None:
        raise ValueError(_("现行制度里没有编号为“%(clause)s”的条款。") % {"clause": wanted})
    return wanted


class OfClause:
    """Marks an input as a clause, for whoever draws its form."""


ClauseId = Annotated[str, AfterValidator(_known), OfClause()]
