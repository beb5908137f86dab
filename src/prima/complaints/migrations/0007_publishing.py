"""The public list and its log."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants
from prima.kernel.grants import FINAL


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0006_objections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ModerationDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('shown', 'Ditampilkan'), ('changed', 'Ringkasan diperbaiki'), ('held', 'Tidak ditampilkan'), ('taken_down', 'Diturunkan')], max_length=12)),
                ('reason', models.CharField(blank=True, choices=[('person', 'Menunjukkan siapa orangnya'), ('inquiry', 'Masih dalam pemeriksaan'), ('asked', 'Diminta pelapor'), ('unrelated', 'Bukan tentang layanan kantor'), ('mistake', 'Ringkasannya keliru')], default='', max_length=12)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moderation', to='complaints.complaint')),
            ],
            options={
                'indexes': [models.Index(fields=['-on', 'complaint'], name='complaint_moderation_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['shown', 'changed']), ('reason', '')), models.Q(('decision__in', ['held', 'taken_down']), ('reason__in', ['person', 'inquiry', 'asked', 'unrelated', 'mistake'])), _connector='OR'), name='complaint_moderation_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PublicSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_shown', models.BooleanField(default=False)),
                ('text', models.CharField(blank=True, default='', max_length=500)),
                ('shown_on', models.DateField(null=True)),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='public_summary', to='complaints.complaint')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_shown', True)), fields=['-shown_on', 'complaint'], name='complaint_summary_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_shown', False), ('shown_on', None), ('text', '')), models.Q(('is_shown', True), ('shown_on__isnull', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='complaint_summary_shown_is_whole')],
            },
        ),
        migrations.RunPython(
            grants.revoke(
                complaints_moderationdecision=FINAL,
                complaints_publicsummary="DELETE, TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
