from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0130_unheard_parcels")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="known_at",
            field=models.DateTimeField(null=True),
        ),
    ]
