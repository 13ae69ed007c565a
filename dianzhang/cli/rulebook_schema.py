"""`dianzhang rulebook export-schema`: what an editor needs to complete the keys of rule blocks."""

import json

import click


@click.command("export-schema")
def export_schema() -> None:
    """Print the JSON Schema of rule blocks, with the words of this department."""
    from dianzhang.cli.rulebook_file import department_words
    from dianzhang.kernel.rulebook.schema import json_schema

    click.echo(json.dumps(json_schema(department_words()), ensure_ascii=False, indent=2))
