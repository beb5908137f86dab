import django.db.models.deletion
import prima.kernel.crypto.fields
import uuid
from django.db import migrations, models

from prima.surveys.migrations import _guards


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0001_initial'),
        ('standards', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('answered_on', models.DateField()),
                ('channel', models.CharField(choices=[('link', 'Tautan undangan')], max_length=4)),
                ('sealed', prima.kernel.crypto.fields.EncryptedTextField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'month'], name='ballot_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='ballot_month'), models.CheckConstraint(condition=models.Q(('channel__in', ['link'])), name='ballot_channel_known')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case_id', models.BigIntegerField(unique=True)),
                ('drawn_on', models.DateField()),
                ('is_invited', models.BooleanField()),
                ('nonce', models.CharField(max_length=32)),
                ('token_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('expires_on', models.DateField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'drawn_on'], name='invitation_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_invited', True), ('token_hash', None), _connector='OR'), name='invitation_token_only_for_invited'), models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('drawn_on'))), name='invitation_expires_later')],
            },
        ),
        migrations.CreateModel(
            name='SurveyComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('text', prima.kernel.crypto.fields.EncryptedTextField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'month'], name='survey_comment_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='survey_comment_month')],
            },
        ),
        migrations.CreateModel(
            name='SurveyPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('population', models.PositiveIntegerField()),
                ('invited', models.PositiveIntegerField()),
                ('respondents', models.PositiveIntegerField()),
                ('sums', models.JSONField()),
                ('squares', models.PositiveBigIntegerField()),
                ('closed_on', models.DateField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'indexes': [models.Index(fields=['starts_on', 'ends_on'], name='survey_period_by_window')],
                'constraints': [models.UniqueConstraint(fields=('office', 'starts_on'), name='survey_period_once'), models.CheckConstraint(condition=models.Q(('ends_on__lt', models.F('closed_on')), ('starts_on__lt', models.F('ends_on'))), name='survey_period_in_order'), models.CheckConstraint(condition=models.Q(('invited__lte', models.F('population')), ('respondents__lte', models.F('invited'))), name='survey_period_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='SurveyResponse',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('answered_on', models.DateField()),
                ('channel', models.CharField(choices=[('link', 'Tautan undangan')], max_length=4)),
                ('requirements', models.PositiveSmallIntegerField()),
                ('procedure', models.PositiveSmallIntegerField()),
                ('time', models.PositiveSmallIntegerField()),
                ('cost', models.PositiveSmallIntegerField()),
                ('product', models.PositiveSmallIntegerField()),
                ('competence', models.PositiveSmallIntegerField()),
                ('behaviour', models.PositiveSmallIntegerField()),
                ('complaints', models.PositiveSmallIntegerField()),
                ('facilities', models.PositiveSmallIntegerField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'month'], name='survey_response_by_office')],
                'constraints': [models.CheckConstraint(condition=models.Q(('requirements__range', (1, 4))), name='survey_requirements_1_to_4'), models.CheckConstraint(condition=models.Q(('procedure__range', (1, 4))), name='survey_procedure_1_to_4'), models.CheckConstraint(condition=models.Q(('time__range', (1, 4))), name='survey_time_1_to_4'), models.CheckConstraint(condition=models.Q(('cost__range', (1, 4))), name='survey_cost_1_to_4'), models.CheckConstraint(condition=models.Q(('product__range', (1, 4))), name='survey_product_1_to_4'), models.CheckConstraint(condition=models.Q(('competence__range', (1, 4))), name='survey_competence_1_to_4'), models.CheckConstraint(condition=models.Q(('behaviour__range', (1, 4))), name='survey_behaviour_1_to_4'), models.CheckConstraint(condition=models.Q(('complaints__range', (1, 4))), name='survey_complaints_1_to_4'), models.CheckConstraint(condition=models.Q(('facilities__range', (1, 4))), name='survey_facilities_1_to_4'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='survey_response_month'), models.CheckConstraint(condition=models.Q(('answered_on__gte', models.F('month'))), name='survey_response_not_early'), models.CheckConstraint(condition=models.Q(('channel__in', ['link'])), name='survey_response_channel_known')],
            },
        ),
        migrations.CreateModel(
            name='SurveyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('least_share', models.DecimalField(decimal_places=3, max_digits=4)),
                ('period_length', models.CharField(choices=[('month', 'Bulanan'), ('quarter', 'Triwulanan')], max_length=8)),
                ('order', models.CharField(choices=[('list', 'Pengaduan kedelapan, sarana kesembilan'), ('questionnaire', 'Sarana kedelapan, pengaduan kesembilan')], max_length=13)),
                ('basis', models.CharField(max_length=200, verbose_name='dasar')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'valid_from'), name='survey_rule_once_per_day'), models.CheckConstraint(condition=models.Q(('least_share__gte', 0), ('least_share__lte', 1)), name='survey_rule_share'), models.CheckConstraint(condition=models.Q(('valid_from__day', 1), ('valid_from__month__in', [1, 4, 7, 10])), name='survey_rule_from_quarter'), models.CheckConstraint(condition=models.Q(('period_length__in', ['month', 'quarter'])), name='survey_rule_period_known'), models.CheckConstraint(condition=models.Q(('order__in', ['list', 'questionnaire'])), name='survey_rule_order_known')],
            },
        ),
        migrations.RunSQL(_guards.PROTECT, _guards.UNPROTECT),
        migrations.RunPython(_guards.revoke, migrations.RunPython.noop),
    ]
