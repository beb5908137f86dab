from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('accounts', '0002_second_factor')]

    operations = [
        migrations.AddField(
            model_name='user',
            name='generation',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
