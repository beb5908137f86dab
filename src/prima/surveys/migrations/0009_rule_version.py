from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0008_fill_service_sums'),
    ]

    operations = [
        migrations.AddField(
            model_name='surveyrule',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
    ]
