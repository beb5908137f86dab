"""Proposed changes of the calendar."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0005_cover'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField(verbose_name='isi')),
                ('reason', models.CharField(max_length=250, verbose_name='dasar')),
                ('state', models.CharField(choices=[('proposed', 'Menunggu persetujuan'), ('approved', 'Disetujui'), ('rejected', 'Ditolak'), ('withdrawn', 'Ditarik kembali')], default='proposed', max_length=10, verbose_name='keadaan')),
                ('proposed_at', models.DateTimeField(verbose_name='diusulkan pada')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='diputus pada')),
                ('note', models.CharField(blank=True, default='', max_length=250, verbose_name='catatan')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calendar_changes', to='offices.office')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'rejected', 'withdrawn'])), name='calendar_change_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='calendar_change_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='calendar_change_has_four_eyes'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='calendar_change_has_a_reason')],
            },
        ),
    ]
