"""Holding a position becomes one kind of appointment; whoever held one holds it definitively."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]

    operations = [
        migrations.RenameModel(old_name="PositionHolder", new_name="Appointment"),
        migrations.AddField(
            model_name='appointment',
            name='deed_number',
            field=models.CharField(blank=True, default='', max_length=80, verbose_name='nomor surat'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='deed_on',
            field=models.DateField(blank=True, null=True, verbose_name='tanggal surat'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='deed_signer',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='penanda tangan'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='kind',
            field=models.CharField(choices=[('definitive', 'Definitif'), ('acting_temporary', 'Pelaksana harian (Plh.)'), ('acting_vacant', 'Pelaksana tugas (Plt.)'), ('delegation', 'Pelimpahan wewenang')], default='definitive', max_length=20, verbose_name='jenis penugasan'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='scope',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=130), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='appointment',
            name='stands_in_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substitutes', to='offices.appointment'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='position',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='offices.position'),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='staff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='offices.staffmember'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['definitive', 'acting_temporary', 'acting_vacant', 'delegation'])), name='appointment_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ends_on__isnull', False), _connector='OR'), name='appointment_withdrawn_on_its_last_day'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'definitive'), models.Q(('deed_on__isnull', False), ('ends_on__isnull', False), models.Q(('deed_number', ''), _negated=True), models.Q(('deed_signer', ''), _negated=True)), _connector='OR'), name='appointment_substitute_has_a_deed'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['acting_temporary', 'delegation']), ('stands_in_for__isnull', False)), models.Q(('kind__in', ['definitive', 'acting_vacant']), ('stands_in_for', None)), _connector='OR'), name='appointment_stands_in_for_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'definitive'), _negated=True), ('scope', []), _connector='OR'), name='appointment_definitive_is_whole'),
        ),
    ]
