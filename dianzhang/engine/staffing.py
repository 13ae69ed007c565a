"""A rulebook held against the department as it is: are the posts it counts on filled?"""

from __future__ import annotations

from dianzhang.kernel.rulebook import Compiled, Problem
from dianzhang.kernel.rulebook.staffing import Keeper, unstaffed

from . import rulebooks
from .keepers import keeping_post, names_keeper
from .organisation import organisation


def vacancies(compiled: Compiled) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings); none while a single person is there: a department is founded before it is staffed."""
    org = organisation()
    if len(org.posts_of) < 2:
        return [], []

    def answers(post: str) -> str | None:
        found = org.answering(post, besides=None)
        return found.post if found.persons else None

    owner = compiled.draft.owner
    keeper = Keeper(keeping_post(owner), names_keeper(owner))
    return unstaffed(compiled, rulebooks.vocabulary(), org.holders.keys(), answers, keeper)
