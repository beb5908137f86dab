import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel.grants import FINAL, revoke

PROTECT = """
CREATE TRIGGER survey_exclusion_is_final BEFORE UPDATE OR DELETE ON surveys_surveyexclusion
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER survey_exclusion_is_kept BEFORE TRUNCATE ON surveys_surveyexclusion
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_row_is_final();
"""

UNPROTECT = """
DROP TRIGGER survey_exclusion_is_final ON surveys_surveyexclusion;
DROP TRIGGER survey_exclusion_is_kept ON surveys_surveyexclusion;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0004_signals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SurveyExclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('reason', models.TextField()),
                ('respondents', models.PositiveIntegerField()),
                ('sums', models.JSONField()),
                ('excluded_on', models.DateField()),
                ('excluded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.surveyperiod')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='survey_exclusion_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='survey_exclusion_has_reason')],
            },
        ),
        migrations.RunSQL(PROTECT, UNPROTECT),
        migrations.RunPython(revoke(surveys_surveyexclusion=FINAL), migrations.RunPython.noop),
    ]
