from django.db import migrations, models
from django.db.models import F


def sort_by_time_alone(apps, editor):
    """What runs already is sorted by its time until its record is next touched."""
    apps.get_model("engine", "ClockRow").objects.filter(live=True).update(rank_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("engine", "0018_notes_and_attachments")]

    operations = [
        migrations.AddField("clockrow", "stake_cents", models.BigIntegerField(null=True)),
        migrations.AddField("clockrow", "rank_at", models.DateTimeField(null=True)),
        migrations.AddField("clockrow", "taker_id", models.BigIntegerField(null=True)),
        migrations.RunPython(sort_by_time_alone, migrations.RunPython.noop),
        migrations.AddIndex(
            "clockrow",
            models.Index(fields=["rank_at", "id"], condition=models.Q(("live", True)), name="clock_open_rank"),
        ),
        migrations.AddIndex(
            "clockrow",
            models.Index(
                fields=["taker_id"],
                condition=models.Q(("live", True), ("taker_id__isnull", False)),
                name="clock_of_taker",
            ),
        ),
    ]
