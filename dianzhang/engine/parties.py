"""A person, or whoever holds a post: how inputs name those who have a part in something.

A party is text: ``person:6`` or ``post:service``.  An input of type ``Party`` also takes the code of a person or of a
post; what the journal gets is the reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator

from .organisation import Organisation, organisation
from .words import join, post_name

PERSON, POST = "person:", "post:"


def party_of(given: str) -> str:
    """The party that ``given`` names.  ValueError with the reason when there is no such person or post."""
    org = organisation()
    text = given.strip()
    if text.startswith(POST):
        return _known(text, text.removeprefix(POST) in org.posts)
    if text.startswith(PERSON):
        who = text.removeprefix(PERSON)
        number = org.codes.get(who) or (int(who) if who.isdecimal() and len(who) < 19 else 0)
        return _known(f"{PERSON}{number}" if number else text, number in org.posts_of)
    person, post = org.codes.get(text), text in org.posts
    if person is not None and post:
        raise ValueError(
            _("“%(code)s”既是一个人，又是一个岗位：写 person:%(code)s 或 post:%(code)s。") % {"code": text}
        )
    if person is not None:
        return _known(f"{PERSON}{person}", person in org.posts_of)
    return _known(f"{POST}{text}", post)


def _known(party: str, there: bool) -> str:
    if not there:
        raise ValueError(_("没有在岗的人或岗位“%(who)s”。") % {"who": party})
    return party


class OfParty:
    """Marks an input as a party, for whoever draws its form."""


Party = Annotated[str, AfterValidator(party_of), OfParty()]


def split(party: str) -> tuple[int | None, str]:
    """Person and post of a party: one of the two."""
    if party.startswith(PERSON):
        return int(party.removeprefix(PERSON)), ""
    return None, party.removeprefix(POST)


def party(person_id: int | None, post: str) -> str:
    return f"{POST}{post}" if post else f"{PERSON}{person_id}"


def persons_behind(person_id: int | None, post: str, org: Organisation | None = None) -> tuple[int, ...]:
    """Who that is today: the person while they hold any post, or the holders of the post."""
    org = org or organisation()
    if post:
        return org.holders.get(post, ())
    return (person_id,) if person_id in org.posts_of else ()


def is_of(person_id: int | None, post: str, who: int | None) -> bool:
    """Whether ``who`` stands behind it."""
    return who is not None and (person_id == who or (bool(post) and post in organisation().posts_of.get(who, ())))


def party_name(person_id: int | None, post: str) -> str:
    """For people: 孟岩, 客服专员."""
    return post_name(post) if post else organisation().names.get(person_id or 0) or _("某位同事")


def names_of(value: Any) -> str:
    """Parties as the journal has them, by name; nothing for a value that is none."""
    given: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    found = [party_name(*split(one)) for one in given if isinstance(one, str) and one.startswith((PERSON, POST))]
    return join(found)
