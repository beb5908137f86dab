"""Promises that a change of the calendar moved."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_notices_of_offices'),
        ('offices', '0006_calendar_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DateTimeField()),
                ('after', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadline_moves', to='cases.case')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.calendarchange')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['id'], name='deadline_move_untold')],
                'constraints': [models.UniqueConstraint(fields=('case', 'change'), name='deadline_moved_once_by_a_change'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='deadline_move_moves')],
            },
        ),
    ]
