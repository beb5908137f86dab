import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0009_rule_version'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='surveytablet',
            name='survey_tablet_one_in_use',
        ),
        migrations.AddConstraint(
            model_name='surveytablet',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('office', 'label'), name='survey_tablet_label_once'),
        ),
        migrations.CreateModel(
            name='TabletDesk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tablet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desks', to='surveys.surveytablet')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
