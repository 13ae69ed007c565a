"""Targets for any number and any period.  Those of before name the number they are for; their periods are months."""

import django.db.models.deletion
from django.db import migrations, models

NAMED = """
UPDATE reward_target SET metric = CASE metric
    WHEN 'GMV目标' THEN '支付金额'
    WHEN '销售目标' THEN '销售与招商加盟额'
    WHEN '推广量目标' THEN CASE WHEN for_person_id IS NULL THEN '部门推广量' ELSE '本人推广量' END
    WHEN '反馈量目标' THEN CASE WHEN for_person_id IS NULL THEN '部门反馈量' ELSE '本人反馈量' END
    WHEN '招商加盟量目标' THEN CASE WHEN for_person_id IS NULL THEN '部门招商加盟量' ELSE '本人招商加盟量' END
    ELSE metric END
"""
IN_PIECES = "UPDATE reward_target SET measured_in = 'count' WHERE metric NOT IN ('支付金额', '销售与招商加盟额')"


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("reward", "0001_squashed_0004_proposals"),
    ]

    operations = [
        migrations.AddField("target", "grain", models.CharField(default="month", max_length=7)),
        migrations.AddField("target", "measured_in", models.CharField(default="money", max_length=10)),
        migrations.AddField("target", "pace", models.CharField(default="even", max_length=10)),
        migrations.AddField("target", "weights", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.CreateModel(
            "TargetChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("was_cents", models.BigIntegerField()),
                ("value_cents", models.BigIntegerField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="engine.person",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reward.target"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(IN_PIECES, migrations.RunSQL.noop),
    ]
