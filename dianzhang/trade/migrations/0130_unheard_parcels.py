from django.db import migrations, models


def forget_the_strange(apps, _editor):
    """Of a carrier whose name was not known only that was kept; such parcels are followed like others now."""
    followed = apps.get_model("trade", "Followed").objects
    followed.filter(carrier="", parcel__followed_at__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("trade", "0121_ends_of_phones")]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="unheard_hours",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="unheard_limit",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(forget_the_strange, migrations.RunPython.noop),
    ]
