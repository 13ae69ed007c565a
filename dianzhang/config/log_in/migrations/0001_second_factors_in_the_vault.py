"""Secrets of second factors that were kept in clear so far go into the vault."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from dianzhang.engine.vault import decrypt, encrypt

NAMES = ("secret", "seed")


def rewrite(apps: Any, how: Callable[[str], str]) -> None:
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        one.data = {name: how(value) if name in NAMES else value for name, value in one.data.items()}
        codes = one.data.get("migrated_codes")
        if codes:
            one.data["migrated_codes"] = [how(code) for code in codes]
        one.save(update_fields=["data"])


def lock_away(apps: Any, _schema: Any) -> None:
    rewrite(apps, encrypt)


def take_out(apps: Any, _schema: Any) -> None:
    rewrite(apps, decrypt)


class Migration(migrations.Migration):
    dependencies = [("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(lock_away, take_out)]
