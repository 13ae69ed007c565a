"""The last four digits of telephones, also of those kept before."""

from typing import Any

from django.db import migrations, models

from dianzhang.customers.phones import tail_of

BATCH = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    receiver = apps.get_model("customers", "Receiver")
    last = 0
    while rows := list(receiver.objects.filter(pk__gt=last).exclude(phone="").order_by("pk")[:BATCH]):
        for row in rows:
            row.phone_tail = tail_of(row.phone)
        receiver.objects.bulk_update(rows, ["phone_tail"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.AddField("receiver", "phone_tail", models.CharField(blank=True, default="", max_length=4), False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "receiver",
            models.Index(
                condition=models.Q(("phone_tail", ""), _negated=True), fields=["phone_tail"], name="receiver_phone_tail"
            ),
        ),
    ]
