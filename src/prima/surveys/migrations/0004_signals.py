import django.db.models.deletion
from django.db import migrations, models

from prima.kernel.grants import FINAL, revoke

PROTECT = """
CREATE TRIGGER survey_signal_is_final BEFORE UPDATE OR DELETE ON surveys_surveysignal
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER survey_signal_is_kept BEFORE TRUNCATE ON surveys_surveysignal
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_row_is_final();
"""

UNPROTECT = """
DROP TRIGGER survey_signal_is_final ON surveys_surveysignal;
DROP TRIGGER survey_signal_is_kept ON surveys_surveysignal;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0008_enumerator'),
        ('surveys', '0003_ways_to_answer'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeNetwork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=64)),
                ('seen_on', models.DateField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'place'), name='office_network_once')],
            },
        ),
        migrations.CreateModel(
            name='SurveySignal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fast', 'Diisi terlalu cepat'), ('straight', 'Sembilan jawaban sama semua'), ('shared', 'Satu perangkat, beberapa jawaban'), ('from_office', 'Dikirim dari jaringan kantor'), ('burst', 'Nilai tertinggi berkerumun setelah nilai buruk'), ('uninvited', 'Berkas seorang petugas jarang masuk undian'), ('same_day', 'Hampir semua dijawab pada hari selesai'), ('marked', 'Beberapa tanda pada lembar yang sama'), ('cost', 'Layanan gratis dinilai tidak gratis'), ('undrawn', 'Berkas selesai tanpa undian'), ('missing', 'Jawaban yang tercatat tidak ada lagi')], max_length=12)),
                ('count', models.PositiveIntegerField()),
                ('base', models.PositiveIntegerField()),
                ('noted_on', models.DateField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='surveys.surveyperiod')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('period', 'kind'), name='survey_signal_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['fast', 'straight', 'shared', 'from_office', 'burst', 'uninvited', 'same_day', 'marked', 'cost', 'undrawn', 'missing'])), name='survey_signal_kind_known'), models.CheckConstraint(condition=models.Q(('count__gte', 1), ('count__lte', models.F('base'))), name='survey_signal_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='TraceCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('mark', models.CharField(max_length=12)),
                ('count', models.PositiveIntegerField(default=0)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'month', 'mark'), name='trace_count_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='trace_count_month'), models.CheckConstraint(condition=models.Q(('mark__in', ('traced', 'fast', 'shared', 'from_office', 'same_day', 'marked'))), name='trace_count_mark_known')],
            },
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunPython(
            revoke(
                surveys_surveysignal=FINAL,
                surveys_tracecount="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                surveys_officenetwork="TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
