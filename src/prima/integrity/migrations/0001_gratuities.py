"""Gifts that were refused or received."""

import django.db.models.deletion
import prima.kernel.crypto.fields
from django.db import migrations, models

from prima.integrity.migrations import _guards


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0005_message_states'),
        ('offices', '0010_upg'),
        ('standards', '0006_consultations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gratuity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reporter_title', models.CharField(max_length=150, verbose_name='jabatan')),
                ('reporter_nik', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='NIK')),
                ('reporter_phone', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='nomor telepon')),
                ('reporter_address', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='alamat')),
                ('state', models.CharField(choices=[('refused', 'Ditolak'), ('received', 'Diterima, belum dilaporkan'), ('reported', 'Dilaporkan ke UPG'), ('incomplete', 'Perlu dilengkapi'), ('forwarded', 'Diteruskan ke KPK'), ('lapsed', 'Tidak ditindaklanjuti'), ('recipient', 'Ditetapkan milik penerima'), ('state', 'Ditetapkan milik negara'), ('handed_over', 'Sudah diserahkan')], max_length=12, verbose_name='keadaan')),
                ('kind', models.CharField(choices=[('money', 'Uang'), ('voucher', 'Pulsa atau voucer'), ('food', 'Makanan atau minuman'), ('goods', 'Barang'), ('facility', 'Perjalanan atau fasilitas'), ('other', 'Lainnya')], max_length=8, verbose_name='jenis')),
                ('value', models.PositiveBigIntegerField(null=True, verbose_name='perkiraan nilai')),
                ('earlier_value', models.PositiveBigIntegerField(default=0, verbose_name='dari pemberi yang sama')),
                ('occasion', models.CharField(choices=[('service', 'Terkait pelayanan'), ('festival', 'Hari raya'), ('life_event', 'Pernikahan, kelahiran, khitanan, atau upacara adat'), ('farewell', 'Pisah sambut, pensiun, atau ulang tahun'), ('other', 'Lainnya')], max_length=10, verbose_name='peristiwa')),
                ('relation', models.CharField(choices=[('service_user', 'Pengguna layanan'), ('partner', 'Rekanan atau penyedia'), ('colleague', 'Rekan kerja'), ('family', 'Keluarga'), ('other', 'Lainnya'), ('unknown', 'Tidak diketahui')], max_length=12, verbose_name='hubungan')),
                ('description', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='uraian')),
                ('place', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='tempat')),
                ('giver_name', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='pemberi')),
                ('giver_institution', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='lembaga pemberi')),
                ('reason', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='alasan pemberian')),
                ('chronology', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='kronologi')),
                ('happened_on', models.DateField(verbose_name='tanggal pemberian')),
                ('noted_at', models.DateTimeField()),
                ('reported_at', models.DateTimeField(null=True)),
                ('incomplete_note', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='yang perlu dilengkapi')),
                ('asked_at', models.DateTimeField(null=True)),
                ('forwarded_on', models.DateField(null=True)),
                ('commission_number', models.CharField(blank=True, max_length=60, verbose_name='nomor laporan KPK')),
                ('decree_number', models.CharField(blank=True, max_length=60, verbose_name='nomor keputusan')),
                ('decided_on', models.DateField(null=True)),
                ('owner', models.CharField(blank=True, choices=[('refused', 'Ditolak'), ('received', 'Diterima, belum dilaporkan'), ('reported', 'Dilaporkan ke UPG'), ('incomplete', 'Perlu dilengkapi'), ('forwarded', 'Diteruskan ke KPK'), ('lapsed', 'Tidak ditindaklanjuti'), ('recipient', 'Ditetapkan milik penerima'), ('state', 'Ditetapkan milik negara'), ('handed_over', 'Sudah diserahkan')], max_length=11, verbose_name='milik')),
                ('version', models.PositiveIntegerField(default=1)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.staffmember')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['office', 'state'], name='gratuity_by_office'),
                    models.Index(fields=['reporter'], name='gratuity_by_reporter'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['money', 'voucher', 'food', 'goods', 'facility', 'other']), ('occasion__in', ['service', 'festival', 'life_event', 'farewell', 'other']), ('relation__in', ['service_user', 'partner', 'colleague', 'family', 'other', 'unknown']), ('state__in', ['refused', 'received', 'reported', 'incomplete', 'forwarded', 'lapsed', 'recipient', 'state', 'handed_over'])), name='gratuity_words_known'),
                    models.CheckConstraint(condition=models.Q(('state__in', ('refused', 'received', 'forwarded', 'recipient', 'state', 'handed_over')), ('reported_at__isnull', False), _connector='OR'), name='gratuity_reported_has_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('forwarded', 'recipient', 'state', 'handed_over')), _negated=True), models.Q(('forwarded_on__gte', models.F('happened_on')), ('forwarded_on__isnull', False)), _connector='OR'), name='gratuity_forwarded_has_day'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_on__gte', models.F('forwarded_on')), ('decided_on__isnull', False), ('state__in', ('recipient', 'state', 'handed_over')), models.Q(('decree_number', ''), _negated=True), ('owner__in', ('recipient', 'state'))), models.Q(models.Q(('state__in', ('recipient', 'state', 'handed_over')), _negated=True), ('decided_on', None), ('decree_number', ''), ('owner', '')), _connector='OR'), name='gratuity_decided_has_decree'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CustodyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('holder', models.CharField(choices=[('reporter', 'Pelapor'), ('upg', 'UPG'), ('kpk', 'KPK'), ('returned', 'Dikembalikan kepada pemberi'), ('charity', 'Disalurkan karena cepat rusak'), ('state', 'Diserahkan kepada negara'), ('recipient', 'Diserahkan kepada penerima')], max_length=9, verbose_name='pemegang')),
                ('name', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='yang menerima')),
                ('note', prima.kernel.crypto.fields.EncryptedTextField(blank=True, verbose_name='catatan')),
                ('since_on', models.DateField(verbose_name='sejak')),
                ('noted_at', models.DateTimeField()),
                ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('gratuity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='integrity.gratuity')),
            ],
            options={
                'ordering': ['sequence'],
                'constraints': [
                    models.UniqueConstraint(fields=('gratuity', 'sequence'), name='custody_in_order'),
                    models.CheckConstraint(condition=models.Q(('holder__in', ['reporter', 'upg', 'kpk', 'returned', 'charity', 'state', 'recipient'])), name='custody_holder_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GratuityFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gratuity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='integrity.gratuity')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
            ],
        ),
        migrations.RunSQL(_guards.PROTECT, _guards.UNPROTECT),
        migrations.RunPython(_guards.revoke, migrations.RunPython.noop),
    ]
