"""The role of those to whom reports of wrongdoing are sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0010_upg'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='roleassignment',
            name='role_is_known',
        ),
        migrations.AlterField(
            model_name='roleassignment',
            name='role',
            field=models.CharField(choices=[('officer', 'Petugas'), ('supervisor', 'Penyelia'), ('head', 'Kepala'), ('manager', 'Pengelola'), ('author', 'Penyusun'), ('reviewer', 'Peninjau'), ('verifier', 'Verifikator'), ('enumerator', 'Surveyor'), ('complaint_officer', 'Petugas pengaduan'), ('upg', 'Petugas UPG'), ('report_recipient', 'Penerima laporan pelanggaran')], max_length=20, verbose_name='peran'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'supervisor', 'head', 'manager', 'author', 'reviewer', 'verifier', 'enumerator', 'complaint_officer', 'upg', 'report_recipient'])), name='role_is_known'),
        ),
    ]
