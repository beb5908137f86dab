"""Objections before the office above, and the Ombudsman's class."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0005_checklist'),
        ('offices', '0011_sealed_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('reopened', 'Dibuka kembali'), ('upheld', 'Jawaban dipertahankan'), ('settled', 'Pelapor menyatakan selesai')], default='', max_length=10)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='complaintdeadline',
            name='complaint_deadline_stage_known',
        ),
        migrations.RemoveConstraint(
            model_name='complaintevent',
            name='complaint_event_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='officelimit',
            name='complaint_limit_stage_known',
        ),
        migrations.AddField(
            model_name='complaint',
            name='maladministration',
            field=models.CharField(blank=True, choices=[('delay', 'Penundaan berlarut'), ('no_service', 'Tidak memberikan pelayanan'), ('procedure', 'Penyimpangan prosedur'), ('money', 'Meminta uang, barang, atau jasa'), ('power', 'Penyalahgunaan wewenang'), ('neglect', 'Pengabaian kewajiban'), ('incompetence', 'Tidak kompeten'), ('discrimination', 'Diskriminasi'), ('partiality', 'Berpihak')], default='', max_length=14),
        ),
        migrations.AlterField(
            model_name='complaintevent',
            name='kind',
            field=models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('forwarded', 'Laporan dialihkan ke kantor lain'), ('placed', 'Pejabat menetapkan kantor yang menangani'), ('regraded', 'Golongan laporan diubah'), ('escalated', 'Terlambat; diteruskan ke atasan'), ('assigned', 'Petugas ditunjuk'), ('classified', 'Digolongkan menurut Ombudsman'), ('upheld', 'Kantor di atasnya mempertahankan jawaban'), ('asked_again', 'Ditanya lagi apakah sudah selesai'), ('proposed', 'Diusulkan menjadi perubahan SOP'), ('thanked', 'Pujian diteruskan kepada kantor'), ('went_on', 'Waktu melengkapi habis; laporan tetap ditangani'), ('unveiled', 'Petugas membuka nama pelapor')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='complaintdeadline',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter', 'objection'))), name='complaint_deadline_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='complaintevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'forwarded', 'placed', 'regraded', 'escalated', 'assigned', 'classified', 'upheld', 'asked_again', 'proposed', 'thanked', 'went_on', 'unveiled'])), name='complaint_event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='officelimit',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ('verify', 'first_answer', 'settle', 'complete', 'reply', 'arbiter', 'objection'))), name='complaint_limit_stage_known'),
        ),
        migrations.AddField(
            model_name='objection',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='objection',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office'),
        ),
        migrations.AddField(
            model_name='objection',
            name='staff',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('complaint',), name='complaint_one_open_objection'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(('decided_at__gte', models.F('raised_at')), ('outcome__in', ['reopened', 'upheld', 'settled'])), _connector='OR'), name='complaint_objection_says_how'),
        ),
        migrations.RunPython(
            grants.revoke(complaints_objection="DELETE, TRUNCATE, TRIGGER, REFERENCES"),
            migrations.RunPython.noop,
        ),
    ]
