"""Keyed marks of words, so that sealed text can be searched and compared."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0009_intake'),
    ]

    operations = [
        migrations.CreateModel(
            name='ComplaintMarks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('answered', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('answered_like', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint')),
                ('complaint', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='complaints.complaint')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['said'], name='complaint_said')],
            },
        ),
        migrations.RunPython(
            grants.revoke(complaints_complaintmarks="DELETE, TRUNCATE, TRIGGER, REFERENCES"),
            migrations.RunPython.noop,
        ),
    ]
