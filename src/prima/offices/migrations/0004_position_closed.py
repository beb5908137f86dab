"""A position can be given up; those that are there stay open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_absence")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="ditutup pada"),
        ),
    ]
