"""Who acts at the command line: ``--as PERSON[:POST]``, by default the owner that ``dianzhang init`` made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dianzhang.cli.output import wrong_call

if TYPE_CHECKING:
    from dianzhang.engine.access import Actor

as_option = click.option(
    "--as", "who", metavar="PERSON[:POST]", help="Who acts (log-in name, and the post if several); default: the owner."
)


def acting(who: str | None) -> Actor:
    """The actor that ``--as`` names.  Django must have been started."""
    from dianzhang.engine.access import OWNER_POST, actor_of
    from dianzhang.engine.models import Person
    from dianzhang.engine.organisation import organisation

    if who is None:
        holders = organisation().holders.get(OWNER_POST, ())
        if not holders:
            wrong_call("There is no department yet. Run `dianzhang init` (or `make run`), or say who acts with --as.")
        return actor_of(Person.objects.get(pk=holders[0]), OWNER_POST)
    code, _, post = who.partition(":")
    person = Person.objects.filter(code=code).first() or Person.objects.filter(name=code).first()
    if person is None:
        names = ", ".join(Person.objects.values_list("code", flat=True)[:20])
        wrong_call(f"Nobody here is called {code!r}. Names: {names}")
    try:
        return actor_of(person, _post(post))
    except PermissionError:
        held = ", ".join(organisation().posts_of.get(person.pk, ())) or "none"
        wrong_call(f"{person.name} does not hold the post {post!r}; theirs: {held}.")


def _post(word: str) -> str | None:
    """A post by code or by its Chinese name."""
    from dianzhang.engine.organisation import organisation

    posts = organisation().posts
    return next((p.code for p in posts.values() if word in (p.code, p.name)), word) if word else None
