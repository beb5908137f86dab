"""What people tell an office, and what became of it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import prima.kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants

_KEPT = "DELETE, TRUNCATE, TRIGGER, REFERENCES"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0006_voice_notes'),
        ('knowledge', '0001_initial'),
        ('offices', '0011_sealed_reports'),
        ('sops', '0009_rows_by_actor_and_time'),
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
                ('sop_step', models.CharField(blank=True, default='', max_length=60)),
                ('maladministration', models.CharField(blank=True, choices=[('delay', 'Penundaan berlarut'), ('no_service', 'Tidak memberikan pelayanan'), ('procedure', 'Penyimpangan prosedur'), ('money', 'Meminta uang, barang, atau jasa'), ('power', 'Penyalahgunaan wewenang'), ('neglect', 'Pengabaian kewajiban'), ('incompetence', 'Tidak kompeten'), ('discrimination', 'Diskriminasi'), ('partiality', 'Berpihak')], default='', max_length=14)),
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
                ('erased_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('handling_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
                ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status__in', ['answered', 'handling', 'received', 'waiting'])), fields=['handling_office', 'due_at'], name='complaint_open_by_office'), models.Index(fields=['handling_office', '-received_at'], name='complaint_newest_by_office'), models.Index(fields=['office', 'service', 'received_at'], name='complaint_by_service')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'aspiration', 'information', 'praise'])), name='complaint_kind_known'), models.CheckConstraint(condition=models.Q(('identity__in', ['named', 'hidden', 'unknown'])), name='complaint_identity_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['web', 'phone', 'counter', 'slip', 'mail', 'message', 'survey', 'open311', 'lapor'])), name='complaint_channel_known'), models.CheckConstraint(condition=models.Q(('status__in', ['received', 'waiting', 'handling', 'answered', 'closed', 'elsewhere', 'withdrawn'])), name='complaint_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('resumes_as__in', ['handling', 'received']), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('resumes_as', '')), _connector='OR'), name='complaint_waiting_goes_on_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__gte', models.F('received_at')), ('closed_at__isnull', False), ('closure__in', ['confirmed', 'unconfirmed', 'contested']), ('status', 'closed')), models.Q(models.Q(('status', 'closed'), _negated=True), ('closure', '')), _connector='OR'), name='complaint_closed_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['answered']), _negated=True), ('finding__in', ['justified', 'partly', 'unfounded', 'none']), _connector='OR'), name='complaint_answered_has_finding'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['handling', 'answered']), _negated=True), ('gravity__in', ['information', 'aspiration', 'normative', 'service', 'supervisory']), _connector='OR'), name='complaint_handled_has_gravity')],
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('drawn_at', models.DateTimeField()),
                ('called_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('settled', 'Benar sudah selesai'), ('partly', 'Selesai sebagian'), ('not_settled', 'Belum selesai'), ('unreached', 'Tidak terhubung sesudah tiga kali dicoba'), ('declined', 'Tidak ingin ditanya')], default='', max_length=12)),
                ('remark', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='', max_length=4000)),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='complaints.complaint')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'month'], name='complaint_calls_by_office')],
                'constraints': [models.UniqueConstraint(fields=('complaint', 'month'), name='complaint_called_once_a_month'), models.CheckConstraint(condition=models.Q(models.Q(('called_at', None), ('called_by', None), ('outcome', '')), models.Q(('called_at__gte', models.F('drawn_at')), ('called_by__isnull', False), ('outcome__in', ['settled', 'partly', 'not_settled', 'unreached', 'declined'])), _connector='OR'), name='complaint_call_says_how')],
            },
        ),
        migrations.CreateModel(
            name='Arbitration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('arbiter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arbitrations', to='complaints.complaint')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('complaint',), name='complaint_one_open_arbitration'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('office', None)), models.Q(('decided_at__gte', models.F('asked_at')), ('office__isnull', False)), _connector='OR'), name='complaint_arbitration_says_where')],
            },
        ),
        migrations.CreateModel(
            name='AnswerSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cited_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.knowledgeversion')),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answered_from', to='complaints.complaint')),
            ],
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', prima.kernel.crypto.fields.EncryptedTextField()),
                ('finding', models.CharField(choices=[('justified', 'Terbukti'), ('partly', 'Terbukti sebagian'), ('unfounded', 'Tidak terbukti'), ('none', 'Bukan pengaduan')], max_length=10)),
                ('as_it_is', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('written_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('sent', 'Disetujui dan dikirim'), ('returned', 'Dikembalikan'), ('replaced', 'Diganti konsep baru')], default='', max_length=8)),
                ('cited', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.knowledgeversion')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='complaints.complaint')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('complaint',), name='complaint_one_draft_waits'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__gte', models.F('written_at')), ('outcome__in', ['sent', 'returned', 'replaced'])), _connector='OR'), name='complaint_draft_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'sent'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('written_by')), _negated=True)), _connector='OR'), name='complaint_draft_approved_by_another')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintCluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promise_part', models.CharField(choices=[('time', 'Terlambat dari waktu yang dijanjikan'), ('cost', 'Diminta biaya yang tidak ada dalam janji'), ('requirements', 'Diminta syarat yang tidak ada dalam janji'), ('procedure', 'Langkahnya tidak seperti yang dijanjikan'), ('product', 'Hasilnya salah atau tidak lengkap'), ('conduct', 'Sikap petugas'), ('facilities', 'Tempat dan sarana'), ('other', 'Hal lain')], max_length=12)),
                ('sop_step', models.CharField(blank=True, default='', max_length=60)),
                ('counted_from', models.DateField()),
                ('raised_on', models.DateField()),
                ('count', models.PositiveIntegerField()),
                ('settled_on', models.DateField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
                ('sop_draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopdraft')),
            ],
            options={
                'indexes': [models.Index(fields=['office', '-raised_on'], name='complaint_cluster_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_on', None)), fields=('office', 'service', 'promise_part', 'sop_step'), name='complaint_cluster_one_open'), models.CheckConstraint(condition=models.Q(('promise_part__in', ['time', 'cost', 'requirements', 'procedure', 'product', 'conduct', 'facilities', 'other'])), name='complaint_cluster_part_known')],
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
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter', 'objection'))), name='complaint_deadline_stage_known'), models.CheckConstraint(condition=models.Q(('basis__in', ['law', 'office'])), name='complaint_deadline_basis_known'), models.CheckConstraint(condition=models.Q(('first_due_at__gte', models.F('started_at'))), name='complaint_deadline_after_start'), models.UniqueConstraint(condition=models.Q(('met_at', None)), fields=('complaint', 'stage', 'basis'), name='complaint_deadline_once')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('forwarded', 'Laporan dialihkan ke kantor lain'), ('placed', 'Pejabat menetapkan kantor yang menangani'), ('regraded', 'Golongan laporan diubah'), ('escalated', 'Terlambat; diteruskan ke atasan'), ('assigned', 'Petugas ditunjuk'), ('classified', 'Digolongkan menurut Ombudsman'), ('located', 'Langkah SOP ditentukan'), ('upheld', 'Kantor di atasnya mempertahankan jawaban'), ('asked_again', 'Ditanya lagi apakah sudah selesai'), ('proposed', 'Diusulkan menjadi perubahan SOP'), ('thanked', 'Pujian diteruskan kepada kantor'), ('went_on', 'Waktu melengkapi habis; laporan tetap ditangani'), ('unveiled', 'Petugas membuka nama pelapor'), ('merged', 'Dijawab bersama laporan lain tentang hal yang sama'), ('parted', 'Dijawab tersendiri lagi'), ('drafted', 'Konsep jawaban diajukan'), ('given_back', 'Konsep jawaban dikembalikan'), ('relayed', 'Disampaikan juga ke SP4N-LAPOR, tanpa nama pelapor')], max_length=12)),
                ('speaker', models.CharField(choices=[('reporter', 'Pelapor'), ('office', 'Kantor'), ('system', 'Sistem')], max_length=8)),
                ('at', models.DateTimeField()),
                ('text', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='complaints.complaint')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['complaint', 'at'], name='complaint_event_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'forwarded', 'placed', 'regraded', 'escalated', 'assigned', 'classified', 'located', 'upheld', 'asked_again', 'proposed', 'thanked', 'went_on', 'unveiled', 'merged', 'parted', 'drafted', 'given_back', 'relayed'])), name='complaint_event_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('speaker', 'office')), models.Q(models.Q(('speaker', 'office'), _negated=True), ('by', None)), _connector='OR'), name='complaint_event_of_staff_has_person')],
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
            name='ComplaintMarks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('answered', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('answered_like', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint')),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='complaints.complaint')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['said'], name='complaint_said')],
            },
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
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='complaint_pause_ends_later'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('complaint',), name='complaint_one_open_pause')],
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
                'constraints': [models.UniqueConstraint(fields=('complaint', 'late_since', 'rung'), name='complaint_escalated_once'), models.UniqueConstraint(fields=('complaint', 'late_since', 'staff'), name='complaint_escalated_to_once')],
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
                'constraints': [models.CheckConstraint(condition=models.Q(('from_office', models.F('to_office')), _negated=True), name='complaint_forward_goes_elsewhere')],
            },
        ),
        migrations.CreateModel(
            name='IntakeMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('is_reply', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField()),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint')),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merged_at', models.DateTimeField()),
                ('parted_at', models.DateTimeField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='complaints.complaint')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='complaints.complaint')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('parted_at', None)), fields=['into'], name='complaint_merged_now')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('parted_at', None)), fields=('complaint',), name='complaint_merged_into_one'), models.CheckConstraint(condition=models.Q(('complaint', models.F('into')), _negated=True), name='complaint_merged_into_another'), models.CheckConstraint(condition=models.Q(('parted_at', None), ('parted_at__gte', models.F('merged_at')), _connector='OR'), name='complaint_parted_later')],
            },
        ),
        migrations.CreateModel(
            name='MissingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('when', 'Kapan terjadi?'), ('where', 'Di mana terjadi?'), ('who', 'Siapa yang terlibat?'), ('evidence', 'Foto, kuitansi, atau surat'), ('other', 'Hal lain yang ditanyakan')], max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(null=True)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing', to='complaints.complaint')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['when', 'where', 'who', 'evidence', 'other'])), name='complaint_missing_kind_known'), models.CheckConstraint(condition=models.Q(('given_at', None), ('given_at__gte', models.F('asked_at')), _connector='OR'), name='complaint_missing_given_later'), models.UniqueConstraint(condition=models.Q(('given_at', None)), fields=('complaint', 'kind'), name='complaint_missing_once')],
            },
        ),
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
            name='NationalCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tracking', models.CharField(blank=True, default='', max_length=32)),
                ('handed_over_at', models.DateTimeField()),
                ('state', models.CharField(blank=True, default='', max_length=10)),
                ('told_at', models.DateTimeField(null=True)),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='national_copy', to='complaints.complaint')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('tracking', ''), _negated=True), fields=('tracking',), name='complaint_national_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', ''), ('told_at', None)), models.Q(('state__in', ['waiting', 'in_process', 'done', 'archived']), ('told_at__isnull', False)), _connector='OR'), name='complaint_national_state_told')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('reopened', 'Dibuka kembali'), ('upheld', 'Jawaban dipertahankan'), ('settled', 'Pelapor menyatakan selesai')], default='', max_length=10)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='complaints.complaint')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('complaint',), name='complaint_one_open_objection'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(('decided_at__gte', models.F('raised_at')), ('outcome__in', ['reopened', 'upheld', 'settled'])), _connector='OR'), name='complaint_objection_says_how')],
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
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter', 'objection'))), name='complaint_limit_stage_known'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='complaint_limit_at_least_a_day'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('set_at')), _connector='OR'), name='complaint_limit_ends_later'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office', 'stage', 'gravity'), name='complaint_limit_one_in_force')],
            },
        ),
        migrations.CreateModel(
            name='PrintedSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('secret_hash', models.CharField(max_length=200)),
                ('printed_at', models.DateTimeField()),
                ('spoilt_at', models.DateTimeField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('used_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printed_slip', to='complaints.complaint')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'printed_at'], name='complaint_slip_by_office'), models.Index(condition=models.Q(('used_by', None)), fields=['number'], name='complaint_slip_unused')],
                'constraints': [models.CheckConstraint(condition=models.Q(('used_by', None), ('spoilt_at', None), _connector='OR'), name='complaint_slip_used_or_spoilt'), models.CheckConstraint(condition=models.Q(('spoilt_at', None), ('spoilt_at__gte', models.F('printed_at')), _connector='OR'), name='complaint_slip_spoilt_later')],
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
        migrations.CreateModel(
            name='ReportedStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported', to='complaints.complaint')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('complaint', 'staff'), name='complaint_names_once')],
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
        migrations.CreateModel(
            name='YearFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('received', models.PositiveIntegerField()),
                ('open', models.PositiveIntegerField()),
                ('confirmed', models.PositiveIntegerField()),
                ('unconfirmed', models.PositiveIntegerField()),
                ('contested', models.PositiveIntegerField()),
                ('on_time', models.PositiveIntegerField()),
                ('late', models.PositiveIntegerField()),
                ('called', models.PositiveIntegerField()),
                ('called_settled', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'year'), name='complaint_year_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='AnswerFrame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('facts', models.TextField(blank=True, default='', max_length=4000)),
                ('decision', models.TextField(blank=True, default='', max_length=4000)),
                ('reason', models.TextField(blank=True, default='', max_length=4000)),
                ('next_step', models.TextField(blank=True, default='', max_length=4000)),
                ('written_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'title'], name='complaint_frame_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('retired_at', None), ('retired_at__gte', models.F('written_at')), _connector='OR'), name='complaint_frame_retired_later')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office',), name='complaint_approval_in_force'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('set_at')), _connector='OR'), name='complaint_approval_ends_later')],
            },
        ),
        migrations.RunPython(
            grants.revoke(
                complaints_answerdraft=_KEPT,
                complaints_answerframe=_KEPT,
                complaints_answersource=_KEPT,
                complaints_approvalrule=_KEPT,
                complaints_arbitration=_KEPT,
                complaints_callback=_KEPT,
                complaints_complaint=_KEPT,
                complaints_complaintdeadline=_KEPT,
                complaints_complaintevent=_KEPT,
                complaints_complaintmarks=_KEPT,
                complaints_complaintpause=_KEPT,
                complaints_escalation=grants.FINAL,
                complaints_forward=grants.FINAL,
                complaints_intakemessage=_KEPT,
                complaints_merge=_KEPT,
                complaints_moderationdecision=grants.FINAL,
                complaints_nationalcopy=_KEPT,
                complaints_objection=_KEPT,
                complaints_officelimit=_KEPT,
                complaints_printedslip=_KEPT,
                complaints_publicsummary=_KEPT,
                complaints_yearfigures=_KEPT,
            ),
            migrations.RunPython.noop,
        ),
    ]
