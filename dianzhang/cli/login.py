"""`dianzhang login`: a log-in for a person, or a new password for one who forgot it."""

import json

import click

from dianzhang.cli.django import start_django
from dianzhang.cli.output import answer, json_option, wrong_call


@click.command()
@click.argument("person", metavar="PERSON")
@json_option
def login(person: str, as_json: bool) -> None:
    """Give PERSON (their code) a log-in with a new password, shown once."""
    start_django()
    from dianzhang.engine.models import Person
    from dianzhang.people.department import give_login

    found = Person.objects.filter(code=person).first()
    if found is None:
        known = ", ".join(Person.objects.values_list("code", flat=True)[:20])
        wrong_call(f"Nobody here has the code {person!r}. Codes: {known}")
    password = give_login(found)
    document = {"username": found.code, "password": password}
    answer(document, json.dumps(document, ensure_ascii=False), as_json=as_json)
