"""`dianzhang init`: an empty department that can be worked in: database, units, posts, owner, rulebook in force."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dianzhang.cli.django import start_django
from dianzhang.cli.output import answer, json_option, progress, wrong_call

LOGIN = "owner-login.json"


@click.command()
@click.option("--owner", "name", default="负责人", show_default=True, help="The owner's name.")
@click.option("--rulebook", default="process-first", show_default=True, help="What to put in force: a name or a file.")
@json_option
def init(name: str, rulebook: str, as_json: bool) -> None:
    """Make the database and an empty department: units, posts, an owner, a rulebook in force."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from dianzhang.engine.models import Person, RulebookVersion

    progress("Bringing the database up to date …")
    call_command("migrate", verbosity=0)
    owner = Person.objects.filter(code="owner").first()
    home: Path = settings.DIANZHANG_HOME
    made = owner is None
    if owner is None:
        owner = _make(name, rulebook, home)
    version = RulebookVersion.objects.filter(status="in_force").order_by("-in_force_from", "-id").first()
    document = {
        "made": made, "owner": owner.code, "login": str(home / LOGIN),
        "rulebook": f"{version.code} {version.version}" if version else None,
    }  # fmt: skip
    words = "Ready" if made else "Already there"
    said = f"{words}: owner {owner.name}, rulebook {document['rulebook']}, log-in in {home / LOGIN}"
    answer(document, said, as_json=as_json)


def _make(name: str, rulebook: str, home: Path):  # type: ignore[no-untyped-def]
    from django.db import transaction

    from dianzhang.engine.access import OWNER_POST, actor_of
    from dianzhang.engine.act import must, one
    from dianzhang.people.department import found_department, give_login, take_on
    from dianzhang.rulebooks import read, together

    try:
        texts = [read(one_of_them) for one_of_them in together(rulebook)]
    except LookupError as error:
        wrong_call(str(error))
    with transaction.atomic():
        found_department()
        owner = take_on("owner", name, OWNER_POST)
        password = give_login(owner)
        actor = actor_of(owner, OWNER_POST)
        for text in texts:
            draft = must(one("rulebook.draft", actor, text=text))
            must(one("rulebook.activate", actor, draft.id))
    secret = home / LOGIN
    secret.touch(mode=0o600)
    secret.write_text(json.dumps({"owner": {"username": owner.code, "password": password}}, indent=1))
    return owner
