import click

from dianzhang.cli.django import start_django


@click.command()
def worker() -> None:
    """Work due deadlines, imports and notices, until told to stop."""
    start_django()
    from dianzhang.engine.worker import run

    run()
