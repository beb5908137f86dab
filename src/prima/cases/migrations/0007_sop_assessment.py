"""Forms M and E of procedures, final once they are set."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.cases.migrations import _guards


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_version_decision'),
        ('offices', '0007_sop_roles'),
        ('sops', '0008_reading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SopAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('monitoring', 'Formulir M (monitoring)'), ('evaluation', 'Formulir E (evaluasi)')], max_length=10, verbose_name='formulir')),
                ('first_day', models.DateField(verbose_name='dari tanggal')),
                ('last_day', models.DateField(verbose_name='sampai tanggal')),
                ('answers', models.JSONField(blank=True, default=dict, verbose_name='isian')),
                ('figures', models.JSONField(blank=True, default=dict, verbose_name='kenyataan')),
                ('conclusion', models.CharField(blank=True, choices=[('keep', 'Tetap dipakai'), ('revise', 'Diubah')], default='', max_length=10, verbose_name='kesimpulan')),
                ('conclusion_note', models.CharField(blank=True, default='', max_length=500, verbose_name='alasan kesimpulan')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('set_at', models.DateTimeField(blank=True, null=True)),
                ('signer_name', models.CharField(blank=True, default='', max_length=150)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('planned_draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopdraft')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopversion')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='sop_assessment_span'), models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='sop_assessment_revision'), models.CheckConstraint(condition=models.Q(models.Q(('set_at', None), ('set_by', None), ('signer_name', '')), models.Q(('set_at__isnull', False), ('set_by__isnull', False), models.Q(('signer_name', ''), _negated=True)), _connector='OR'), name='sop_assessment_is_signed'), models.CheckConstraint(condition=models.Q(models.Q(('conclusion', ''), ('kind', 'monitoring')), models.Q(('kind', 'evaluation'), ('set_at', None)), models.Q(('conclusion__in', ['keep', 'revise']), ('kind', 'evaluation'), models.Q(('conclusion_note', ''), _negated=True)), _connector='OR'), name='sop_assessment_concludes'), models.UniqueConstraint(condition=models.Q(('set_at', None)), fields=('office', 'version', 'kind'), name='sop_assessment_one_open')],
            },
        ),
        migrations.RunSQL(_guards.PROTECT_ASSESSMENTS, _guards.UNPROTECT_ASSESSMENTS),
        migrations.RunPython(_guards.revoke_assessments, migrations.RunPython.noop),
    ]
