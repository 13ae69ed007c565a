from django.db import migrations, models

import dianzhang.trade.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_phone_tail"),
        ("engine", "0017_journal_of_a_person"),
        ("trade", "0005_refunds_of_days"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(dianzhang.trade.numbers.NumberEnd("number"), name="order_number_end"),
        ),
    ]
