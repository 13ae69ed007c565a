from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0131_order_known_at")]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="found_by",
            field=models.DateTimeField(null=True),
        ),
    ]
