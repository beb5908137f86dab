"""Reports of wrongdoing, sealed to named people."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from prima.integrity.migrations import _guards


class Migration(migrations.Migration):

    dependencies = [
        ('integrity', '0001_gratuities'),
        ('offices', '0011_sealed_reports'),
    ]

    operations = [
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passes', models.PositiveSmallIntegerField()),
                ('memory', models.PositiveBigIntegerField()),
                ('salt', models.BinaryField()),
                ('box', models.BinaryField()),
                ('public_key', models.BinaryField()),
                ('state', models.CharField(choices=[('pending', 'Menunggu pengesahan'), ('active', 'Aktif'), ('ended', 'Berakhir')], max_length=8, verbose_name='keadaan')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('staff',), name='recipient_once_at_a_time'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'active', 'ended'])), name='recipient_state_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), _negated=True), models.Q(('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('staff')), _negated=True)), _connector='OR'), name='recipient_confirmed_by_another'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SealedReport',
            fields=[
                ('passes', models.PositiveSmallIntegerField()),
                ('memory', models.PositiveBigIntegerField()),
                ('salt', models.BinaryField()),
                ('box', models.BinaryField()),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('form_digest', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('received', 'Diterima'), ('checking', 'Diperiksa'), ('forwarded', 'Diteruskan ke inspektorat'), ('proven', 'Terbukti'), ('unproven', 'Tidak terbukti')], max_length=9, verbose_name='keadaan')),
                ('received_on', models.DateField()),
                ('public_key', models.BinaryField()),
                ('body', models.BinaryField()),
                ('identity', models.BinaryField(null=True)),
                ('is_revealed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'checking', 'forwarded', 'proven', 'unproven'])), name='report_state_known')],
            },
        ),
        migrations.CreateModel(
            name='IdentityRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Menunggu orang kedua'), ('opened', 'Dibuka dua orang'), ('refused', 'Ditolak')], max_length=7)),
                ('reason', models.BinaryField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrity.recipient')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrity.recipient')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='integrity.sealedreport')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('report',), name='identity_asked_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state', 'asked')), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='identity_needs_two_people'),
                ],
            },
        ),
        migrations.CreateModel(
            name='IdentityBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('box', models.BinaryField()),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='boxes', to='integrity.identityrequest')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrity.recipient')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('request', 'recipient'), name='identity_box_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SealedMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('talk', 'Pesan'), ('retaliation', 'Balasan dendam'), ('identity', 'Pelapor menyebut dirinya')], default='talk', max_length=11)),
                ('body', models.BinaryField()),
                ('said_on', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrity.recipient')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='integrity.sealedreport')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.BinaryField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='integrity.sealedreport')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('box', models.BinaryField()),
                ('share', models.BinaryField(null=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='integrity.recipient')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='integrity.sealedreport')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('report', 'recipient'), name='report_key_once'),
                ],
            },
        ),
        migrations.RunSQL(_guards.PROTECT_REPORTS, _guards.UNPROTECT_REPORTS),
        migrations.RunPython(_guards.revoke_reports, migrations.RunPython.noop),
    ]
