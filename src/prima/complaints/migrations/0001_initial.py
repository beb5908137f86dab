"""What people tell an office, and what became of it."""

import django.db.models.deletion
import prima.kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0005_message_states'),
        ('offices', '0009_complaint_officer'),
        ('standards', '0006_consultations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('secret_hash', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('complaint', 'Pengaduan'), ('aspiration', 'Usul atau harapan'), ('information', 'Pertanyaan'), ('praise', 'Pujian')], max_length=12)),
                ('identity', models.CharField(choices=[('named', 'Sebut nama saya'), ('hidden', 'Rahasiakan nama saya'), ('unknown', 'Tanpa nama')], max_length=8)),
                ('channel', models.CharField(choices=[('web', 'Halaman ini'), ('phone', 'Telepon'), ('counter', 'Datang langsung'), ('slip', 'Lembar kertas'), ('mail', 'Surel'), ('message', 'Pesan telepon'), ('survey', 'Survei kepuasan'), ('open311', 'Open311'), ('lapor', 'SP4N-LAPOR!')], max_length=8)),
                ('promise_part', models.CharField(blank=True, choices=[('time', 'Terlambat dari waktu yang dijanjikan'), ('cost', 'Diminta biaya yang tidak ada dalam janji'), ('requirements', 'Diminta syarat yang tidak ada dalam janji'), ('procedure', 'Langkahnya tidak seperti yang dijanjikan'), ('product', 'Hasilnya salah atau tidak lengkap'), ('conduct', 'Sikap petugas'), ('facilities', 'Tempat dan sarana'), ('other', 'Hal lain')], default='', max_length=12)),
                ('gravity', models.CharField(blank=True, choices=[('information', 'Permintaan informasi'), ('aspiration', 'Aspirasi'), ('normative', 'Pengaduan yang terjawab dari aturan'), ('service', 'Pengaduan pelayanan'), ('supervisory', 'Pengaduan yang perlu pemeriksaan')], default='', max_length=12)),
                ('story', prima.kernel.crypto.fields.EncryptedTextField()),
                ('wish', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('place', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('event_on', models.DateField(null=True)),
                ('status', models.CharField(choices=[('received', 'Diterima'), ('waiting', 'Menunggu pelapor'), ('handling', 'Ditangani'), ('answered', 'Dijawab'), ('closed', 'Selesai'), ('elsewhere', 'Diteruskan ke lembaga lain'), ('withdrawn', 'Dicabut pelapor')], default='received', max_length=10)),
                ('resumes_as', models.CharField(blank=True, choices=[('received', 'Diterima'), ('waiting', 'Menunggu pelapor'), ('handling', 'Ditangani'), ('answered', 'Dijawab'), ('closed', 'Selesai'), ('elsewhere', 'Diteruskan ke lembaga lain'), ('withdrawn', 'Dicabut pelapor')], default='', max_length=10)),
                ('closure', models.CharField(blank=True, choices=[('confirmed', 'Dinyatakan selesai oleh pelapor'), ('unconfirmed', 'Belum ditanggapi pelapor'), ('contested', 'Dibantah pelapor')], default='', max_length=12)),
                ('finding', models.CharField(blank=True, choices=[('justified', 'Terbukti'), ('partly', 'Terbukti sebagian'), ('unfounded', 'Tidak terbukti'), ('none', 'Bukan pengaduan')], default='', max_length=10)),
                ('received_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('reopenings', models.PositiveSmallIntegerField(default=0)),
                ('forwards', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('handling_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
                ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('status__in', ['answered', 'handling', 'received', 'waiting'])), fields=['handling_office', 'due_at'], name='complaint_open_by_office'),
                    models.Index(fields=['handling_office', '-received_at'], name='complaint_newest_by_office'),
                    models.Index(fields=['office', 'service', 'received_at'], name='complaint_by_service'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'aspiration', 'information', 'praise'])), name='complaint_kind_known'),
                    models.CheckConstraint(condition=models.Q(('identity__in', ['named', 'hidden', 'unknown'])), name='complaint_identity_known'),
                    models.CheckConstraint(condition=models.Q(('channel__in', ['web', 'phone', 'counter', 'slip', 'mail', 'message', 'survey', 'open311', 'lapor'])), name='complaint_channel_known'),
                    models.CheckConstraint(condition=models.Q(('status__in', ['received', 'waiting', 'handling', 'answered', 'closed', 'elsewhere', 'withdrawn'])), name='complaint_status_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('resumes_as__in', ['handling', 'received']), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('resumes_as', '')), _connector='OR'), name='complaint_waiting_goes_on_somewhere'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at__gte', models.F('received_at')), ('closed_at__isnull', False), ('closure__in', ['confirmed', 'unconfirmed', 'contested']), ('status', 'closed')), models.Q(models.Q(('status', 'closed'), _negated=True), ('closure', '')), _connector='OR'), name='complaint_closed_says_how'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['answered']), _negated=True), ('finding__in', ['justified', 'partly', 'unfounded', 'none']), _connector='OR'), name='complaint_answered_has_finding'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['handling', 'answered']), _negated=True), ('gravity__in', ['information', 'aspiration', 'normative', 'service', 'supervisory']), _connector='OR'), name='complaint_handled_has_gravity'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ComplaintDeadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=12)),
                ('basis', models.CharField(default='law', max_length=8)),
                ('source', models.CharField(max_length=300)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(max_length=12)),
                ('started_at', models.DateTimeField()),
                ('first_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('provisional', models.BooleanField(default=False)),
                ('met_at', models.DateTimeField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='complaints.complaint')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter'))), name='complaint_deadline_stage_known'),
                    models.CheckConstraint(condition=models.Q(('basis__in', ['law', 'office'])), name='complaint_deadline_basis_known'),
                    models.CheckConstraint(condition=models.Q(('first_due_at__gte', models.F('started_at'))), name='complaint_deadline_after_start'),
                    models.UniqueConstraint(condition=models.Q(('met_at', None)), fields=('complaint', 'stage', 'basis'), name='complaint_deadline_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ComplaintEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('thanked', 'Pujian diteruskan kepada kantor')], max_length=12)),
                ('speaker', models.CharField(choices=[('reporter', 'Pelapor'), ('office', 'Kantor'), ('system', 'Sistem')], max_length=8)),
                ('at', models.DateTimeField()),
                ('text', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='complaints.complaint')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [
                    models.Index(fields=['complaint', 'at'], name='complaint_event_in_order'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'thanked'])), name='complaint_event_kind_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('speaker', 'office')), models.Q(models.Q(('speaker', 'office'), _negated=True), ('by', None)), _connector='OR'), name='complaint_event_of_staff_has_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ComplaintFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='complaints.complaint')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ComplaintPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='complaints.complaint')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='complaint_pause_ends_later'),
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('complaint',), name='complaint_one_open_pause'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReportedStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported', to='complaints.complaint')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('complaint', 'staff'), name='complaint_names_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reporter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', prima.kernel.crypto.fields.EncryptedTextField()),
                ('phone', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('email', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('phone_index', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reporter', to='complaints.complaint')),
            ],
        ),
        # Nothing that was said is ever deleted, and no line of what happened is written again but
        # to take out its words when its time is over.
        migrations.RunPython(
            grants.revoke(
                complaints_complaint="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                complaints_complaintevent="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                complaints_complaintdeadline="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                complaints_complaintpause="DELETE, TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
