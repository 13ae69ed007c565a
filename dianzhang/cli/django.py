"""Django, started only for the commands that need it."""


def start_django() -> None:
    import django

    django.setup()
