"""A rulebook held against the department as it is: are the posts it counts on filled?"""

from __future__ import annotations

from dianzhang.kernel.rulebook import Compiled, Problem
from dianzhang.kernel.rulebook.staffing import Keeper, unknown_scope, unstaffed
from dianzhang.kernel.vocabulary import nearest

from . import rulebooks
from .keepers import keeping_post, names_keeper
from .organisation import organisation
from .scoping import scope_of, strangers_in


def vacancies(compiled: Compiled) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings); of posts none while one person is alone there: a department is founded, then staffed."""
    org = organisation()
    strangers = strangers_here(compiled) if org.units else []
    if len(org.posts_of) < 2:
        return [], strangers

    def answers(post: str) -> str | None:
        found = org.answering(post, besides=None)
        return found.post if found.persons else None

    owner = compiled.draft.owner
    keeper = Keeper(keeping_post(owner), names_keeper(owner))
    errors, warnings = unstaffed(compiled, rulebooks.vocabulary(), org.holders.keys(), answers, keeper)
    return errors, [*strangers, *warnings]


def strangers_here(compiled: Compiled) -> list[Problem]:
    """Names in 适用 that the department does not know, with the nearest that it does."""
    org = organisation()
    known = [*(unit.name for unit in org.units.values()), *(post.name for post in org.posts.values())]
    names = {name: nearest(name, known) for name in strangers_in(compiled.draft.scope, org)}
    return unknown_scope(compiled, names, everybody=scope_of(compiled.draft.scope, org) is None)
