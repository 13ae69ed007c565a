"""A receiver that the platform tells masked or ciphered is said to be so; those kept before show their mask."""

from django.db import migrations, models


def mark_those_there(apps, schema_editor):
    receiver = apps.get_model("customers", "Receiver")
    shown = models.Q(name__contains="*") | models.Q(phone__contains="*") | models.Q(address__contains="*")
    receiver.objects.using(schema_editor.connection.alias).filter(shown).update(encrypted=True)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_squashed_0002_phone_tail")]

    operations = [
        migrations.AddField("receiver", "encrypted", models.BooleanField(default=False)),
        migrations.RunPython(mark_those_there, migrations.RunPython.noop),
    ]
