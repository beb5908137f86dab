import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import prima.kernel.crypto.fields
from prima.kernel.grants import revoke

TRAITS = [
    ('sex', 'Jenis kelamin'),
    ('age_band', 'Kelompok umur'),
    ('education', 'Pendidikan terakhir'),
    ('occupation', 'Pekerjaan'),
    ('has_disability', 'Penyandang disabilitas'),
]


def allow_forgetting_owners(apps, schema_editor):
    """The application may blank the owner of a ballot, and change nothing else in it."""
    role = settings.DATABASE_APP_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
        if cursor.fetchone() is None:
            return
    quoted = schema_editor.quote_name(role)
    schema_editor.execute(f"GRANT UPDATE (owner_hash) ON surveys_ballot TO {quoted}")


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0001_initial'),
        ('surveys', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='ballot',
            name='owner_hash',
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='surveyresponse',
            name='salt',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.CreateModel(
            name='ProfileCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('trait', models.CharField(choices=TRAITS, max_length=14)),
                ('value', models.CharField(max_length=20)),
                ('count', models.PositiveIntegerField(default=0)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('office', 'month', 'trait', 'value'), name='profile_count_once'),
                    models.CheckConstraint(condition=models.Q(('month__day', 1)), name='profile_count_month'),
                    models.CheckConstraint(condition=models.Q(('trait__in', ['sex', 'age_band', 'education', 'occupation', 'has_disability'])), name='profile_count_trait_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ContactRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', prima.kernel.crypto.fields.EncryptedTextField()),
                ('phone', prima.kernel.crypto.fields.EncryptedTextField()),
                ('about', prima.kernel.crypto.fields.EncryptedTextField()),
                ('asked_on', models.DateField()),
                ('called_on', models.DateField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('called_on', None), ('called_on__gte', models.F('asked_on')), _connector='OR'), name='contact_request_called_later'),
                ],
                'indexes': [models.Index(fields=['office', 'called_on'], name='contact_by_office')],
            },
        ),
        migrations.RunPython(allow_forgetting_owners, migrations.RunPython.noop),
        migrations.RunPython(
            revoke(
                surveys_profilecount="DELETE, TRUNCATE, TRIGGER, REFERENCES",
                surveys_contactrequest="TRUNCATE, TRIGGER, REFERENCES",
            ),
            migrations.RunPython.noop,
        ),
    ]
