from django.db import migrations, models

import dianzhang.engine.creating


class Migration(migrations.Migration):
    dependencies = [
        ("engine", "0001_squashed_0023_file_words"),
        ("goods", "0001_squashed_0006_warning_line_and_supplier"),
        ("trade", "0070_tracking"),
    ]

    operations = [
        dianzhang.engine.creating.ChangeIndexes(
            changes=[
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("collected_day__isnull", False)),
                        fields=["collected_day", "id"],
                        name="parcel_by_collected",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("collected_day__isnull", False)),
                        fields=["unit", "collected_day", "id"],
                        name="parcel_unit_collected",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("delivered_day__isnull", False)),
                        fields=["delivered_day", "id"],
                        name="parcel_by_delivered",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("delivered_day__isnull", False)),
                        fields=["unit", "delivered_day", "id"],
                        name="parcel_unit_delivered",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(
                            ("collect_by__isnull", False), ("first_scan_at__gt", models.F("collect_by"))
                        ),
                        fields=["id"],
                        name="parcel_late_in",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(
                            ("collect_by__isnull", False), ("first_scan_at__gt", models.F("collect_by"))
                        ),
                        fields=["unit", "id"],
                        name="parcel_unit_late_in",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("deliver_by__isnull", False), ("delivered_at__gt", models.F("deliver_by"))),
                        fields=["id"],
                        name="parcel_late_out",
                    ),
                ),
                migrations.AddIndex(
                    model_name="parcel",
                    index=models.Index(
                        condition=models.Q(("deliver_by__isnull", False), ("delivered_at__gt", models.F("deliver_by"))),
                        fields=["unit", "id"],
                        name="parcel_unit_late_out",
                    ),
                ),
            ],
        ),
    ]
