from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [('kernel', '0002_backups')]

    operations = [
        migrations.CreateModel(
            name='KeyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(max_length=16)),
                ('kind', models.CharField(choices=[('activated', 'Mulai dipakai'), ('retired', 'Dipensiunkan'), ('lost', 'Hilang'), ('found', 'Ditemukan lagi'), ('signing', 'Kunci tanda tangan diganti')], max_length=9)),
                ('happened_at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['activated', 'retired', 'lost', 'found', 'signing'])), name='key_change_kind_known'),
                ],
            },
        ),
        migrations.RunPython(
            grants.revoke(kernel_keychange=grants.FINAL), migrations.RunPython.noop
        ),
    ]
