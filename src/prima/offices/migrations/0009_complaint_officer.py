"""The role of those who take in and answer what people tell an office."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0008_enumerator'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='roleassignment',
            name='role_is_known',
        ),
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('officer', 'Petugas'), ('supervisor', 'Penyelia'), ('head', 'Kepala'), ('manager', 'Pengelola'), ('author', 'Penyusun'), ('reviewer', 'Peninjau'), ('verifier', 'Verifikator'), ('enumerator', 'Surveyor'), ('complaint_officer', 'Petugas pengaduan')], max_length=20, verbose_name='peran'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'supervisor', 'head', 'manager', 'author', 'reviewer', 'verifier', 'enumerator', 'complaint_officer'])), name='role_is_known'),
        ),
    ]
