"""Counting what is over, and finding what is contested, among many old reports."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['handling_office', 'status'], include=('id',), name='complaint_counted_by_status'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('closure', 'contested')), fields=['handling_office', '-received_at'], name='complaint_contested'),
        ),
    ]
