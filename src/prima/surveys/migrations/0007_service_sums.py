import django.db.models.deletion
from django.db import migrations, models

from prima.kernel.grants import FINAL, revoke

PROTECT = """
CREATE TRIGGER service_sums_are_final BEFORE UPDATE OR DELETE ON surveys_servicesums
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER service_sums_are_kept BEFORE TRUNCATE ON surveys_servicesums
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_row_is_final();
"""

UNPROTECT = """
DROP TRIGGER service_sums_are_final ON surveys_servicesums;
DROP TRIGGER service_sums_are_kept ON surveys_servicesums;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('standards', '0006_consultations'),
        ('surveys', '0006_told_at_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceSums',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('population', models.PositiveIntegerField()),
                ('respondents', models.PositiveIntegerField()),
                ('answer_sum', models.PositiveBigIntegerField()),
                ('squares', models.PositiveBigIntegerField()),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='surveys.surveyperiod')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('period', 'service'), name='service_sums_once'), models.CheckConstraint(condition=models.Q(('respondents__gte', 10), ('respondents__lte', models.F('population'))), name='service_sums_enough')],
            },
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunPython(revoke(surveys_servicesums=FINAL), migrations.RunPython.noop),
    ]
