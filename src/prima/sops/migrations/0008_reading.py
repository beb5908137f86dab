"""Who is to read a version, who has read it, and who was asked by mail; all of it final."""

import django.db.models.deletion
from django.db import migrations, models

from prima.sops.migrations import _guards


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0007_sop_roles'),
        ('sops', '0007_process_map'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questions', models.JSONField(default=list, verbose_name='pertanyaan')),
                ('at', models.DateTimeField(verbose_name='pada')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='sops.sopversion')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['staff', '-at'], name='acknowledgement_by_staff')],
                'constraints': [models.UniqueConstraint(fields=('version', 'staff'), name='acknowledgement_once')],
            },
        ),
        migrations.CreateModel(
            name='DistributionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('front_office', 'Petugas loket'), ('administrator', 'Pengadministrasi'), ('marriage_registrar', 'Penghulu'), ('wakaf_officer', 'Petugas wakaf'), ('islamic_guidance', 'Penyuluh agama Islam'), ('unit_head', 'Kepala KUA'), ('madrasah_section', 'Seksi pendidikan madrasah'), ('pesantren_section', 'Seksi pendidikan diniyah dan pondok pesantren'), ('islamic_section', 'Seksi bimbingan masyarakat Islam'), ('wakaf_section', 'Penyelenggara zakat dan wakaf'), ('general_section', 'Subbagian tata usaha'), ('district_head', 'Kepala kantor kabupaten atau kota')], max_length=40, verbose_name='tugas')),
                ('step_key', models.CharField(blank=True, max_length=60, verbose_name='langkah')),
                ('strategic', models.BooleanField(verbose_name='langkah strategis')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distribution', to='sops.sopversion')),
            ],
            options={
                'ordering': ['version', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'duty', 'step_key'), name='distribution_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='ReadingReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'Diminta membaca'), ('soon', 'Segera berlaku')], max_length=10, verbose_name='macam')),
                ('at', models.DateTimeField(verbose_name='pada')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='sops.sopversion')),
            ],
            options={
                'ordering': ['version', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'staff', 'kind'), name='reading_reminder_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['asked', 'soon'])), name='reading_reminder_kind_is_known')],
            },
        ),
        migrations.RunSQL(_guards.PROTECT_READING, _guards.UNPROTECT_READING),
        migrations.RunPython(_guards.revoke_reading, migrations.RunPython.noop),
    ]
