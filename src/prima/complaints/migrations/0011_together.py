"""Slips printed before they are written on, answers with their sources, frames and approval,
reports answered together, telephone calls afterwards, steps of the SOP, figures of a year."""


import django.db.models.deletion
import prima.kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants

_KEPT = "DELETE, TRUNCATE, TRIGGER, REFERENCES"


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0010_marks'),
        ('knowledge', '0001_initial'),
        ('offices', '0011_sealed_reports'),
        ('sops', '0009_rows_by_actor_and_time'),
        ('standards', '0006_consultations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
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
            ],
        ),
        migrations.CreateModel(
            name='AnswerSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cited_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ApprovalRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
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
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merged_at', models.DateTimeField()),
                ('parted_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PrintedSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('secret_hash', models.CharField(max_length=200)),
                ('printed_at', models.DateTimeField()),
                ('spoilt_at', models.DateTimeField(null=True)),
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
            ],
        ),
        migrations.RemoveConstraint(
            model_name='complaintcluster',
            name='complaint_cluster_one_open',
        ),
        migrations.RemoveConstraint(
            model_name='complaintevent',
            name='complaint_event_kind_known',
        ),
        migrations.AddField(
            model_name='complaint',
            name='sop_step',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='complaintcluster',
            name='sop_step',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AlterField(
            model_name='complaintevent',
            name='kind',
            field=models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('forwarded', 'Laporan dialihkan ke kantor lain'), ('placed', 'Pejabat menetapkan kantor yang menangani'), ('regraded', 'Golongan laporan diubah'), ('escalated', 'Terlambat; diteruskan ke atasan'), ('assigned', 'Petugas ditunjuk'), ('classified', 'Digolongkan menurut Ombudsman'), ('located', 'Langkah SOP ditentukan'), ('upheld', 'Kantor di atasnya mempertahankan jawaban'), ('asked_again', 'Ditanya lagi apakah sudah selesai'), ('proposed', 'Diusulkan menjadi perubahan SOP'), ('thanked', 'Pujian diteruskan kepada kantor'), ('went_on', 'Waktu melengkapi habis; laporan tetap ditangani'), ('unveiled', 'Petugas membuka nama pelapor'), ('merged', 'Dijawab bersama laporan lain tentang hal yang sama'), ('parted', 'Dijawab tersendiri lagi'), ('drafted', 'Konsep jawaban diajukan'), ('given_back', 'Konsep jawaban dikembalikan'), ('relayed', 'Disampaikan juga ke SP4N-LAPOR, tanpa nama pelapor')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='complaintcluster',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_on', None)), fields=('office', 'service', 'promise_part', 'sop_step'), name='complaint_cluster_one_open'),
        ),
        migrations.AddConstraint(
            model_name='complaintevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'forwarded', 'placed', 'regraded', 'escalated', 'assigned', 'classified', 'located', 'upheld', 'asked_again', 'proposed', 'thanked', 'went_on', 'unveiled', 'merged', 'parted', 'drafted', 'given_back', 'relayed'])), name='complaint_event_kind_known'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='cited',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.knowledgeversion'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answerframe',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='answerframe',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answersource',
            name='complaint',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answered_from', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='answersource',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.knowledgeversion'),
        ),
        migrations.AddField(
            model_name='approvalrule',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='callback',
            name='called_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callback',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='callback',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='merge',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='merge',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='printedslip',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='printedslip',
            name='used_by',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printed_slip', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='yearfigures',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddConstraint(
            model_name='answerdraft',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('complaint',), name='complaint_one_draft_waits'),
        ),
        migrations.AddConstraint(
            model_name='answerdraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__gte', models.F('written_at')), ('outcome__in', ['sent', 'returned', 'replaced'])), _connector='OR'), name='complaint_draft_says_how'),
        ),
        migrations.AddConstraint(
            model_name='answerdraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'sent'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('written_by')), _negated=True)), _connector='OR'), name='complaint_draft_approved_by_another'),
        ),
        migrations.AddIndex(
            model_name='answerframe',
            index=models.Index(fields=['office', 'title'], name='complaint_frame_by_office'),
        ),
        migrations.AddConstraint(
            model_name='answerframe',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at', None), ('retired_at__gte', models.F('written_at')), _connector='OR'), name='complaint_frame_retired_later'),
        ),
        migrations.AddConstraint(
            model_name='approvalrule',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office',), name='complaint_approval_in_force'),
        ),
        migrations.AddConstraint(
            model_name='approvalrule',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('set_at')), _connector='OR'), name='complaint_approval_ends_later'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(fields=['office', 'month'], name='complaint_calls_by_office'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(fields=('complaint', 'month'), name='complaint_called_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_at', None), ('called_by', None), ('outcome', '')), models.Q(('called_at__gte', models.F('drawn_at')), ('called_by__isnull', False), ('outcome__in', ['settled', 'partly', 'not_settled', 'unreached', 'declined'])), _connector='OR'), name='complaint_call_says_how'),
        ),
        migrations.AddIndex(
            model_name='merge',
            index=models.Index(condition=models.Q(('parted_at', None)), fields=['into'], name='complaint_merged_now'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('parted_at', None)), fields=('complaint',), name='complaint_merged_into_one'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('complaint', models.F('into')), _negated=True), name='complaint_merged_into_another'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('parted_at', None), ('parted_at__gte', models.F('merged_at')), _connector='OR'), name='complaint_parted_later'),
        ),
        migrations.AddIndex(
            model_name='printedslip',
            index=models.Index(fields=['office', 'printed_at'], name='complaint_slip_by_office'),
        ),
        migrations.AddIndex(
            model_name='printedslip',
            index=models.Index(condition=models.Q(('used_by', None)), fields=['number'], name='complaint_slip_unused'),
        ),
        migrations.AddConstraint(
            model_name='printedslip',
            constraint=models.CheckConstraint(condition=models.Q(('used_by', None), ('spoilt_at', None), _connector='OR'), name='complaint_slip_used_or_spoilt'),
        ),
        migrations.AddConstraint(
            model_name='printedslip',
            constraint=models.CheckConstraint(condition=models.Q(('spoilt_at', None), ('spoilt_at__gte', models.F('printed_at')), _connector='OR'), name='complaint_slip_spoilt_later'),
        ),
        migrations.AddConstraint(
            model_name='yearfigures',
            constraint=models.UniqueConstraint(fields=('office', 'year'), name='complaint_year_counted_once'),
        ),
        migrations.RunPython(
            grants.revoke(
                complaints_answerdraft=_KEPT,
                complaints_answerframe=_KEPT,
                complaints_answersource=_KEPT,
                complaints_approvalrule=_KEPT,
                complaints_callback=_KEPT,
                complaints_merge=_KEPT,
                complaints_printedslip=_KEPT,
                complaints_yearfigures=_KEPT,
            ),
            migrations.RunPython.noop,
        ),
    ]

