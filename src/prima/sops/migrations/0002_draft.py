"""Drafts of procedures, their course and comments, and the end of a version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prima.sops.migrations import _guards


class Migration(migrations.Migration):

    dependencies = [
        ('sops', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='sopversion',
            name='approved_on',
            field=models.DateField(blank=True, null=True, verbose_name='tanggal pengesahan'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='approver_name',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='nama yang mengesahkan'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='approver_nip',
            field=models.CharField(blank=True, default='', max_length=18, verbose_name='NIP yang mengesahkan'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='approver_title',
            field=models.CharField(blank=True, default='', max_length=150, verbose_name='jabatan yang mengesahkan'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='kind',
            field=models.CharField(blank=True, choices=[('new', 'SOP baru'), ('revision', 'Perubahan'), ('editorial', 'Ralat')], default='', max_length=10, verbose_name='macam'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='alasan'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='sop_number',
            field=models.CharField(blank=True, default='', max_length=100, verbose_name='nomor SOP'),
        ),
        migrations.AddField(
            model_name='sopversion',
            name='supersedes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='sops.sopversion'),
        ),
        migrations.CreateModel(
            name='SopDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('new', 'SOP baru'), ('revision', 'Perubahan'), ('editorial', 'Ralat')], max_length=10, verbose_name='macam')),
                ('state', models.CharField(choices=[('planned', 'Direncanakan'), ('draft', 'Disusun'), ('in_review', 'Ditinjau'), ('verified', 'Terverifikasi'), ('approved', 'Disahkan'), ('published', 'Terbit'), ('dropped', 'Dibatalkan')], default='planned', max_length=10, verbose_name='keadaan')),
                ('purpose', models.CharField(max_length=500, verbose_name='alasan')),
                ('planned_for', models.DateField(blank=True, null=True, verbose_name='rencana selesai')),
                ('content', models.JSONField(default=dict, verbose_name='isi')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='simpanan')),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='disimpan pada')),
                ('adapted_because', models.CharField(blank=True, max_length=500, verbose_name='alasan penyesuaian')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='nomor SOP')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='tanggal efektif')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='tanggal pengesahan')),
                ('signer_title', models.CharField(blank=True, max_length=150, verbose_name='jabatan penanda tangan')),
                ('signer_name', models.CharField(blank=True, max_length=150, verbose_name='nama penanda tangan')),
                ('signer_nip', models.CharField(blank=True, max_length=18, verbose_name='NIP penanda tangan')),
                ('created_at', models.DateTimeField(verbose_name='dibuat pada')),
                ('adapted_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adapted_by', to='sops.sopversion')),
                ('authors', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='sops.sopversion')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='sops.sop')),
                ('version', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='sops.sopversion')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'draft', 'in_review', 'verified', 'approved', 'published', 'dropped'])), name='sop_draft_state_is_known'),
                    models.CheckConstraint(condition=models.Q(models.Q(('base', None), ('kind', 'new')), models.Q(('base__isnull', False), ('kind__in', ['revision', 'editorial'])), _connector='OR'), name='sop_draft_base_fits_kind'),
                    models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='sop_draft_has_a_purpose'),
                    models.CheckConstraint(condition=models.Q(('revision__gte', 1)), name='sop_draft_revision_from_one'),
                    models.CheckConstraint(condition=models.Q(models.Q(('adapted_because', ''), ('adapted_from', None)), models.Q(('adapted_from__isnull', False), models.Q(('adapted_because', ''), _negated=True)), _connector='OR'), name='sop_draft_adapted_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'published')), _negated=True), models.Q(models.Q(('number', ''), _negated=True), models.Q(('signer_title', ''), _negated=True), models.Q(('signer_name', ''), _negated=True), ('approved_on__isnull', False), ('effective_on__gte', models.F('approved_on'))), _connector='OR'), name='sop_draft_approved_is_signed'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), ('version__isnull', False)), models.Q(models.Q(('state', 'published'), _negated=True), ('version', None)), _connector='OR'), name='sop_draft_published_has_version'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'in_review', 'verified', 'approved'))), fields=('sop',), name='sop_draft_one_in_work'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DraftMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('plan', 'Rencanakan SOP'), ('start', 'Mulai menyusun'), ('submit', 'Ajukan untuk ditinjau'), ('recall', 'Tarik kembali'), ('review', 'Nyatakan sudah ditinjau'), ('return', 'Kembalikan ke penyusun'), ('verify', 'Verifikasi'), ('approve', 'Sahkan'), ('publish', 'Terbitkan'), ('drop', 'Batalkan rancangan')], max_length=10, verbose_name='tindakan')),
                ('before', models.CharField(choices=[('planned', 'Direncanakan'), ('draft', 'Disusun'), ('in_review', 'Ditinjau'), ('verified', 'Terverifikasi'), ('approved', 'Disahkan'), ('published', 'Terbit'), ('dropped', 'Dibatalkan')], max_length=10, verbose_name='dari')),
                ('after', models.CharField(choices=[('planned', 'Direncanakan'), ('draft', 'Disusun'), ('in_review', 'Ditinjau'), ('verified', 'Terverifikasi'), ('approved', 'Disahkan'), ('published', 'Terbit'), ('dropped', 'Dibatalkan')], max_length=10, verbose_name='menjadi')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='alasan')),
                ('at', models.DateTimeField(verbose_name='pada')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='sops.sopdraft')),
            ],
            options={
                'ordering': ['draft', 'at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('act__in', ['plan', 'start', 'submit', 'recall', 'review', 'return', 'verify', 'approve', 'publish', 'drop'])), name='draft_move_act_is_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DraftComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step_key', models.CharField(blank=True, max_length=60, verbose_name='langkah')),
                ('text', models.CharField(max_length=1000, verbose_name='catatan')),
                ('revision', models.PositiveIntegerField(verbose_name='simpanan')),
                ('at', models.DateTimeField(verbose_name='pada')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai pada')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='sops.sopdraft')),
            ],
            options={
                'ordering': ['draft', 'at', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='draft_comment_says_something'),
                    models.CheckConstraint(condition=models.Q(models.Q(('resolved_at', None), ('resolved_by', None)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='draft_comment_resolved_by_somebody'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SopWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_on', models.DateField(verbose_name='dicabut mulai')),
                ('reason', models.CharField(max_length=500, verbose_name='alasan')),
                ('at', models.DateTimeField(verbose_name='dicatat pada')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='sops.sopversion')),
            ],
            options={
                'ordering': ['version'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='sop_withdrawal_says_why'),
                ],
            },
        ),
        migrations.RunSQL(_guards.PROTECT_COURSE, _guards.UNPROTECT_COURSE),
        migrations.RunPython(_guards.revoke_course, migrations.RunPython.noop),
    ]
