"""How heavy a decided request was: the day, how long it waited, how many persons it took."""

from typing import Any

from django.db import migrations, models

from dianzhang.engine.moment import day_of


def weigh(apps: Any, _schema: Any) -> None:
    """What was decided before is weighed too."""
    approvals = apps.get_model("engine", "Approval").objects
    for approval in approvals.filter(status__in=("agreed", "refused"), decided_at__isnull=False).iterator():
        spoke = approval.seats.filter(answer__in=("agreed", "refused"), same_as=None)
        approvals.filter(pk=approval.pk).update(
            decided_day=day_of(approval.decided_at),
            waited=max(0, int((approval.decided_at - approval.asked_at).total_seconds())),
            voices=spoke.values("person_id").distinct().count(),
        )


class Migration(migrations.Migration):
    dependencies = [("engine", "0013_open_clocks_by_due")]
    operations = [
        migrations.AddField("approval", "decided_day", models.DateField(null=True)),
        migrations.AddField("approval", "voices", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("approval", "waited", models.BigIntegerField(null=True)),
        migrations.AddIndex("approval", models.Index(fields=["decided_day"], name="approval_decided")),
        migrations.RunPython(weigh, migrations.RunPython.noop),
    ]
