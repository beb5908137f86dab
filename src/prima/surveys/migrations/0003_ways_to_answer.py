import django.db.models.deletion
import prima.kernel.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from prima.kernel.grants import revoke


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0008_enumerator'),
        ('standards', '0001_initial'),
        ('surveys', '0002_owned_ballots'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AskingTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('reason', models.CharField(choices=[('not_reached', 'Tidak terhubung'), ('refused', 'Tidak bersedia'), ('wrong_number', 'Nomor salah')], max_length=12)),
                ('count', models.PositiveIntegerField(default=0)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('office', 'month', 'reason'), name='asking_tally_once'),
                    models.CheckConstraint(condition=models.Q(('month__day', 1)), name='asking_tally_month'),
                    models.CheckConstraint(condition=models.Q(('reason__in', ['not_reached', 'refused', 'wrong_number'])), name='asking_tally_reason_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AskingTask',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField()),
                ('calls', models.PositiveSmallIntegerField(default=0)),
                ('is_open', models.BooleanField(default=True)),
                ('enumerator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.invitation')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('calls__lte', 3)), name='asking_task_few_calls'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PaperSheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=24, unique=True)),
                ('printed_on', models.DateField()),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.invitation')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('sealed', prima.kernel.crypto.fields.EncryptedTextField()),
                ('typist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='surveys.papersheet')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('sheet', 'typist'), name='paper_entry_two_people'),
                    models.UniqueConstraint(fields=('sheet', 'turn'), name='paper_entry_once_per_turn'),
                    models.CheckConstraint(condition=models.Q(('turn__in', [1, 2])), name='paper_entry_two_turns'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SurveyTablet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60, verbose_name='nama tempat')),
                ('link_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('device_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('made_on', models.DateField()),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('office',), name='survey_tablet_one_in_use'),
                    models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='survey_tablet_has_a_label'),
                    models.CheckConstraint(condition=models.Q(('revoked_on', None), models.Q(('device_hash', None), ('link_hash', None)), _connector='OR'), name='survey_tablet_revoked_opens_nothing'),
                    models.CheckConstraint(condition=models.Q(('link_hash', None), ('device_hash', None), _connector='OR'), name='survey_tablet_one_secret'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TabletTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_at', models.DateTimeField()),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.invitation')),
                ('tablet', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='turn', to='surveys.surveytablet')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='ballot',
            name='ballot_channel_known',
        ),
        migrations.RemoveConstraint(
            model_name='surveyresponse',
            name='survey_response_channel_known',
        ),
        migrations.AddField(
            model_name='invitation',
            name='case_channel',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='invitation',
            name='time_band',
            field=models.CharField(choices=[('morning', '08.00–12.00'), ('afternoon', '13.00–17.00'), ('other', 'Di luar jam itu')], default='other', max_length=9),
        ),
        migrations.AlterField(
            model_name='ballot',
            name='channel',
            field=models.CharField(choices=[('link', 'Tautan undangan'), ('phone', 'Telepon oleh surveyor'), ('hall', 'Tatap muka dengan surveyor'), ('tablet', 'Tablet di loket'), ('paper', 'Lembar kertas')], max_length=6),
        ),
        migrations.AlterField(
            model_name='surveyresponse',
            name='channel',
            field=models.CharField(choices=[('link', 'Tautan undangan'), ('phone', 'Telepon oleh surveyor'), ('hall', 'Tatap muka dengan surveyor'), ('tablet', 'Tablet di loket'), ('paper', 'Lembar kertas')], max_length=6),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['link', 'phone', 'hall', 'tablet', 'paper'])), name='ballot_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('time_band__in', ['morning', 'afternoon', 'other'])), name='invitation_band_known'),
        ),
        migrations.AddConstraint(
            model_name='surveyresponse',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['link', 'phone', 'hall', 'tablet', 'paper'])), name='survey_response_channel_known'),
        ),
        migrations.RunPython(
            revoke(
                surveys_askingtask="TRUNCATE, TRIGGER, REFERENCES",
                surveys_askingtally="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                surveys_surveytablet="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                surveys_tabletturn="TRUNCATE, TRIGGER, REFERENCES",
                surveys_papersheet="TRUNCATE, TRIGGER, REFERENCES",
                surveys_paperentry="UPDATE, TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
