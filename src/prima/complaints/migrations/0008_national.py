"""Reports that also stand in the national channel."""

import django.db.models.deletion
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0007_publishing'),
    ]

    operations = [
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
        migrations.RemoveConstraint(
            model_name='complaintevent',
            name='complaint_event_kind_known',
        ),
        migrations.AlterField(
            model_name='complaintevent',
            name='kind',
            field=models.CharField(choices=[('received', 'Laporan diterima'), ('verified', 'Laporan diperiksa dan diteruskan'), ('asked', 'Kantor bertanya kepada pelapor'), ('replied', 'Pelapor menjawab'), ('noted', 'Catatan petugas'), ('answered', 'Kantor menjawab'), ('confirmed', 'Pelapor menyatakan selesai'), ('contested', 'Pelapor membantah jawaban'), ('closed', 'Ditutup karena tidak ditanggapi'), ('reopened', 'Dibuka kembali'), ('withdrawn', 'Dicabut pelapor'), ('forwarded', 'Laporan dialihkan ke kantor lain'), ('placed', 'Pejabat menetapkan kantor yang menangani'), ('regraded', 'Golongan laporan diubah'), ('escalated', 'Terlambat; diteruskan ke atasan'), ('assigned', 'Petugas ditunjuk'), ('classified', 'Digolongkan menurut Ombudsman'), ('upheld', 'Kantor di atasnya mempertahankan jawaban'), ('asked_again', 'Ditanya lagi apakah sudah selesai'), ('proposed', 'Diusulkan menjadi perubahan SOP'), ('thanked', 'Pujian diteruskan kepada kantor'), ('went_on', 'Waktu melengkapi habis; laporan tetap ditangani'), ('unveiled', 'Petugas membuka nama pelapor'), ('relayed', 'Disampaikan juga ke SP4N-LAPOR, tanpa nama pelapor')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='complaintevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'verified', 'asked', 'replied', 'noted', 'answered', 'confirmed', 'contested', 'closed', 'reopened', 'withdrawn', 'forwarded', 'placed', 'regraded', 'escalated', 'assigned', 'classified', 'upheld', 'asked_again', 'proposed', 'thanked', 'went_on', 'unveiled', 'relayed'])), name='complaint_event_kind_known'),
        ),
        migrations.RunPython(
            grants.revoke(complaints_nationalcopy="DELETE, TRUNCATE, TRIGGER, REFERENCES"),
            migrations.RunPython.noop,
        ),
    ]
