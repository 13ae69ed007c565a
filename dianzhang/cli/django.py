"""Django, started only for the commands that need it."""

from contextlib import AbstractContextManager

from dianzhang.cli.output import wrong_call

LOCALES = {"zh": "zh-hans", "en": "en"}


def start_django() -> None:
    import django

    from dianzhang.config.database import DatabaseUrlError

    try:
        django.setup()
    except DatabaseUrlError as error:
        wrong_call(str(error))


def start_in_department() -> None:
    """As ``start_django``, for commands that need a department; where there is none, they say what to do."""
    start_django()
    from django.db import DatabaseError

    from dianzhang.engine.models import Person

    try:
        found = Person.objects.exists()
    except DatabaseError:
        found = False
    if not found:
        wrong_call("这里还没有部门，先执行 dianzhang init · There is no department yet: run `dianzhang init`.")


def speaking(language: str) -> AbstractContextManager[None]:
    """What the department says within comes in ``zh`` or ``en``.  Django must have been started."""
    from django.utils.translation import override

    return override(LOCALES[language])
