"""The table of the cache that all processes share."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def make(_apps: Any, schema: Any) -> None:
    call_command("createcachetable", database=schema.connection.alias, verbosity=0)


def drop(_apps: Any, schema: Any) -> None:
    schema.execute(f"DROP TABLE {schema.quote_name(settings.CACHE_TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("log_in", "0001_second_factors_in_the_vault")]
    operations = [migrations.RunPython(make, drop)]
