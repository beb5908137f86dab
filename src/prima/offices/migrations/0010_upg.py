"""The role of those who look after gifts that were refused or received."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0009_complaint_officer'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='roleassignment',
            name='role_is_known',
        ),
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('officer', 'Petugas'), ('supervisor', 'Penyelia'), ('head', 'Kepala'), ('manager', 'Pengelola'), ('author', 'Penyusun'), ('reviewer', 'Peninjau'), ('verifier', 'Verifikator'), ('enumerator', 'Surveyor'), ('complaint_officer', 'Petugas pengaduan'), ('upg', 'Petugas UPG')], max_length=20, verbose_name='peran'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'supervisor', 'head', 'manager', 'author', 'reviewer', 'verifier', 'enumerator', 'complaint_officer', 'upg'])), name='role_is_known'),
        ),
    ]
