"""Where a complaint went, whom a delay reached, and what an office promises beyond the law."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0003_erased'),
        ('offices', '0010_upg'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Arbitration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('arbiter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arbitrations', to='complaints.complaint')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('complaint',), name='complaint_one_open_arbitration'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('office', None)), models.Q(('decided_at__gte', models.F('asked_at')), ('office__isnull', False)), _connector='OR'), name='complaint_arbitration_says_where'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('late_since', models.DateTimeField()),
                ('rung', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='complaints.complaint')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
            ],
            options={
                'ordering': ['at', 'rung'],
                'constraints': [
                    models.UniqueConstraint(fields=('complaint', 'late_since', 'rung'), name='complaint_escalated_once'),
                    models.UniqueConstraint(fields=('complaint', 'late_since', 'staff'), name='complaint_escalated_to_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Forward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passed', to='complaints.complaint')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaintevent')),
                ('from_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('to_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('from_office', models.F('to_office')), _negated=True), name='complaint_forward_goes_elsewhere'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OfficeLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=12)),
                ('gravity', models.CharField(blank=True, default='', max_length=12)),
                ('days', models.PositiveSmallIntegerField()),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter'))), name='complaint_limit_stage_known'),
                    models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='complaint_limit_at_least_a_day'),
                    models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('set_at')), _connector='OR'), name='complaint_limit_ends_later'),
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office', 'stage', 'gravity'), name='complaint_limit_one_in_force'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='complaintevent',
            name='complaint_event_kind_known',
        ),
        migrations.AlterField(
            model_name='complaintevent',
            name='kind',
            field=models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('forwarded', 'Laporan dialihkan ke kantor lain'), ('placed', 'Pejabat menetapkan kantor yang menangani'), ('regraded', 'Golongan laporan diubah'), ('escalated', 'Terlambat; diteruskan ke atasan'), ('proposed', 'Diusulkan menjadi perubahan SOP'), ('thanked', 'Pujian diteruskan kepada kantor')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='complaintevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'forwarded', 'placed', 'regraded', 'escalated', 'proposed', 'thanked'])), name='complaint_event_kind_known'),
        ),
        migrations.RunPython(
            grants.revoke(
                complaints_forward=grants.FINAL,
                complaints_arbitration="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                complaints_escalation=grants.FINAL,
                complaints_officelimit="DELETE, TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
