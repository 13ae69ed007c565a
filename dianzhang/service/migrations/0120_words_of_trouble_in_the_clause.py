"""Which words tell of trouble is said by the rulebook: the review does not keep it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("service", "0091_lists_within_a_unit"),
    ]

    operations = [
        migrations.RemoveField(model_name="review", name="alarming"),
    ]
