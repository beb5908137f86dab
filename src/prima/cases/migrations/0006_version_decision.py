"""What is decided of running cases when their procedure gets a new version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.cases.migrations import _guards


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_calendar_change'),
        ('sops', '0005_adaptation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VersionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('moved', 'Dipindahkan'), ('stays', 'Dibiarkan berjalan')], max_length=8)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopversion')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopversion')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='version_decisions', to='cases.case')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('case', 'after', 'choice'), name='version_decided_once_per_choice'), models.CheckConstraint(condition=models.Q(('choice__in', ['moved', 'stays'])), name='version_decision_choice_known'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='version_decision_between_two'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='version_decision_says_why')],
            },
        ),
        migrations.RunSQL(_guards.PROTECT_DECISIONS, _guards.UNPROTECT_DECISIONS),
        migrations.RunPython(_guards.revoke_decisions, migrations.RunPython.noop),
    ]
