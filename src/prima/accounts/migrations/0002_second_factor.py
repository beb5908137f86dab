import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [('accounts', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='SecondFactorReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='alasan')),
                ('reset_at', models.DateTimeField()),
                ('reset_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reset_by', None), models.Q(('reset_by', models.F('user')), _negated=True), _connector='OR'), name='second_factor_reset_by_another'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='second_factor_reset_has_reason'),
                ],
            },
        ),
        migrations.RunPython(
            grants.revoke(accounts_secondfactorreset=grants.FINAL), migrations.RunPython.noop
        ),
    ]
