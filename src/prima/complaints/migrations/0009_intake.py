"""What came by letter or message, each once."""

import django.db.models.deletion
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0008_national'),
    ]

    operations = [
        migrations.CreateModel(
            name='IntakeMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('is_reply', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField()),
                ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint')),
            ],
        ),
        migrations.RunPython(
            grants.revoke(complaints_intakemessage="DELETE, TRUNCATE, TRIGGER, REFERENCES"),
            migrations.RunPython.noop,
        ),
    ]
