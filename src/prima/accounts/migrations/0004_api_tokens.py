import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.kernel import grants


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_sessions_end'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nama kunci')),
                ('prefix', models.CharField(max_length=8, unique=True, verbose_name='awalan')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik kunci')),
                ('scopes', models.JSONField(default=list, verbose_name='wewenang')),
                ('with_second_factor', models.BooleanField(verbose_name='dibuat dengan faktor kedua')),
                ('generation', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(verbose_name='dibuat pada')),
                ('expires_on', models.DateField(verbose_name='berlaku sampai')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='terakhir dipakai')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut pada')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='api_token_has_a_name'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='api_token_digest_is_sha256')],
            },
        ),
        # A key that was ever made stays known by its row; it is revoked, not removed.
        migrations.RunPython(
            grants.revoke(accounts_apitoken="DELETE, TRUNCATE, TRIGGER, REFERENCES"),
            migrations.RunPython.noop,
        ),
    ]
