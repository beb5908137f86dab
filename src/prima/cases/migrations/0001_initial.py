
import django.contrib.postgres.fields
import django.db.models.deletion
import prima.kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('offices', '0001_initial'),
        ('sops', '0001_initial'),
        ('standards', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('secret_hash', models.CharField(max_length=200)),
                ('situations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('channel', models.CharField(choices=[('online', 'Daring'), ('counter', 'Loket')], max_length=10)),
                ('applicant_name', models.CharField(max_length=120, verbose_name='nama pemohon')),
                ('applicant_nik', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('applicant_phone', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('applicant_email', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('applicant_address', prima.kernel.crypto.fields.EncryptedTextField(blank=True, default='')),
                ('nik_index', models.CharField(blank=True, default='', max_length=64)),
                ('phone_index', models.CharField(blank=True, default='', max_length=64)),
                ('applicant_staff_id', models.BigIntegerField(blank=True, null=True)),
                ('status', models.CharField(choices=[('received', 'Diterima'), ('in_process', 'Diproses'), ('waiting', 'Menunggu pemohon'), ('completed', 'Selesai'), ('refused', 'Ditolak'), ('withdrawn', 'Dicabut pemohon')], default='received', max_length=12)),
                ('received_at', models.DateTimeField()),
                ('promise_amount', models.PositiveIntegerField()),
                ('promise_unit', models.CharField(max_length=16)),
                ('clock_start_event', models.CharField(max_length=120)),
                ('clock_stop_event', models.CharField(max_length=120)),
                ('clock_started_at', models.DateTimeField(blank=True, null=True)),
                ('clock_stopped_at', models.DateTimeField(blank=True, null=True)),
                ('promised_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('due_provisional', models.BooleanField(default=False)),
                ('promised_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('working_minutes_used', models.PositiveIntegerField(blank=True, null=True)),
                ('held_since', models.DateTimeField(blank=True, null=True)),
                ('held_minutes', models.PositiveIntegerField(default=0)),
                ('expected_at', models.DateTimeField(blank=True, null=True)),
                ('delay_reason', models.TextField(blank=True, default='')),
                ('product_number', models.CharField(blank=True, default='', max_length=80)),
                ('product_ready_at', models.DateTimeField(blank=True, null=True)),
                ('handed_over_at', models.DateTimeField(blank=True, null=True)),
                ('handed_over_to', models.CharField(blank=True, default='', max_length=120)),
                ('handed_over_relation', models.CharField(blank=True, choices=[('applicant', 'Pemohon sendiri'), ('family', 'Keluarga'), ('proxy', 'Penerima kuasa')], default='', max_length=10)),
                ('handed_over_proof', models.CharField(blank=True, choices=[('signature', 'Tanda tangan penerima'), ('code', 'Kode lacak pemohon')], default='', max_length=10)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('outcome_reason', models.TextField(blank=True, default='')),
                ('outcome_basis', models.TextField(blank=True, default='')),
                ('handed_over_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.service')),
                ('sop_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sops.sopversion')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.servicestandard')),
            ],
        ),
        migrations.CreateModel(
            name='CasePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requirement_key', models.CharField(max_length=80)),
                ('is_mandatory', models.BooleanField(default=True)),
                ('state', models.CharField(choices=[('missing', 'Belum ada'), ('to_bring', 'Dibawa ke kantor'), ('uploaded', 'Diunggah'), ('handed_in', 'Diserahkan')], default='missing', max_length=12)),
                ('form', models.CharField(blank=True, choices=[('original', 'Asli'), ('copy', 'Salinan')], default='', max_length=10)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.case')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.case')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.casepaper')),
            ],
        ),
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CorrectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(blank=True, choices=[('applicant_name', 'Nama pemohon'), ('applicant_nik', 'NIK'), ('applicant_phone', 'Nomor telepon'), ('applicant_email', 'Alamat surel'), ('applicant_address', 'Alamat')], default='', max_length=20)),
                ('fault', models.CharField(choices=[('incomplete', 'Belum lengkap'), ('incorrect', 'Belum benar')], max_length=10)),
                ('sentence', models.TextField()),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.casepaper')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cases.correctionrequest')),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('correction', 'Menunggu perbaikan dari pemohon'), ('fixed_date', 'Menunggu tanggal yang dipilih pemohon')], max_length=12)),
                ('started_at', models.DateTimeField()),
                ('planned_until', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True, default='')),
                ('working_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='LateWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('soon', 'Segera jatuh tempo'), ('late', 'Terlambat')], max_length=6)),
                ('given_at', models.DateTimeField()),
                ('expected_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_warnings', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='UnsentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_hash', models.CharField(max_length=64)),
                ('requirement_key', models.CharField(max_length=80)),
                ('kept_at', models.DateTimeField(db_index=True)),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='WorkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step_key', models.CharField(max_length=80)),
                ('visit', models.PositiveSmallIntegerField(default=1)),
                ('duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('happened_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'Selesai'), ('yes', 'Ya'), ('no', 'Tidak'), ('cancelled', 'Tidak dikerjakan')], default='', max_length=10)),
                ('note', models.TextField(blank=True, default='')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cases.case')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.position')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('status__in', ['in_process', 'received', 'waiting'])), fields=['office', 'due_at'], name='case_open_by_office'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('status__in', ['in_process', 'received'])), fields=['due_at'], name='case_running_by_due'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['office', '-received_at'], name='case_newest_by_office'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['office', 'clock_stopped_at', 'service'], name='case_measured_by_office'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('nik_index', ''), _negated=True), fields=['nik_index'], name='case_by_nik'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('phone_index', ''), _negated=True), fields=['phone_index'], name='case_by_phone'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['received', 'in_process', 'waiting', 'completed', 'refused', 'withdrawn'])), name='case_status_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'online'), ('registered_by', None)), models.Q(('channel', 'counter'), ('registered_by__isnull', False)), _connector='OR'), name='case_channel_says_who_registered'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('promise_unit__in', ('working_minute', 'working_hour', 'working_day', 'calendar_day'))), name='case_promise_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('applicant_name', ''), _negated=True), name='case_applicant_has_name'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ['in_process', 'received', 'waiting'])), models.Q(('ended_at__gte', models.F('received_at')), ('status__in', ['completed', 'refused', 'withdrawn'])), _connector='OR'), name='case_ended_has_time'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_since__isnull', False), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('held_since', None)), _connector='OR'), name='case_waiting_is_held'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clock_started_at', None), ('clock_stopped_at', None), ('due_at', None), ('promised_at', None), ('promised_minutes', None)), models.Q(('clock_started_at__gte', models.F('received_at')), ('due_at__gte', models.F('promised_at')), ('promised_at__gte', models.F('clock_started_at')), ('promised_minutes__gte', 0)), _connector='OR'), name='case_running_clock_has_promise'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clock_stopped_at', None), ('working_minutes_used', None)), models.Q(('clock_stopped_at__gte', models.F('clock_started_at')), ('working_minutes_used__gte', 0)), _connector='OR'), name='case_stopped_clock_is_measured'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('clock_started_at', None), ('clock_stopped_at__isnull', False), _connector='OR'), name='case_ended_clock_stopped'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('product_ready_at', None), models.Q(('product_number', ''), _negated=True), _connector='OR'), name='case_ready_product_has_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'completed'), _negated=True), ('product_ready_at__isnull', False), _connector='OR'), name='case_completed_has_product'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(models.Q(('outcome_reason', ''), _negated=True), models.Q(('outcome_basis', ''), _negated=True)), _connector='OR'), name='case_refusal_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_over_at', None), ('handed_over_by', None), ('handed_over_proof', ''), ('handed_over_relation', ''), ('handed_over_to', '')), models.Q(('handed_over_at__gte', models.F('product_ready_at')), ('handed_over_by__isnull', False), ('handed_over_proof__in', ['signature', 'code']), ('handed_over_relation__in', ['applicant', 'family', 'proxy']), models.Q(('handed_over_to', ''), _negated=True)), _connector='OR'), name='case_hand_over_is_proven'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delay_reason', ''), ('expected_at', None)), models.Q(('expected_at__isnull', False), models.Q(('delay_reason', ''), _negated=True)), _connector='OR'), name='case_delay_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.UniqueConstraint(fields=('case', 'requirement_key'), name='case_paper_once_per_requirement'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['missing', 'to_bring', 'uploaded', 'handed_in'])), name='case_paper_state_known'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form__in', ['original', 'copy']), ('state__in', ['handed_in', 'uploaded'])), models.Q(models.Q(('state__in', ['handed_in', 'uploaded']), _negated=True), ('form', '')), _connector='OR'), name='case_paper_here_has_form'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('state__in', ['handed_in', 'uploaded'])), _connector='OR'), name='case_paper_checked_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.UniqueConstraint(fields=('case', 'round'), name='correction_round_once'),
        ),
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('case',), name='correction_one_open_per_case'),
        ),
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.CheckConstraint(condition=models.Q(('round__gte', 1)), name='correction_round_counts'),
        ),
        migrations.AddConstraint(
            model_name='correctionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), ('answered_at__gte', models.F('asked_at')), _connector='OR'), name='correction_answered_after_asked'),
        ),
        migrations.AddConstraint(
            model_name='correctionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('field', ''), ('paper__isnull', False)), models.Q(('field__in', ['applicant_name', 'applicant_nik', 'applicant_phone', 'applicant_email', 'applicant_address']), ('paper', None)), _connector='OR'), name='correction_item_paper_or_field'),
        ),
        migrations.AddConstraint(
            model_name='correctionitem',
            constraint=models.CheckConstraint(condition=models.Q(('fault__in', ['incomplete', 'incorrect']), models.Q(('sentence', ''), _negated=True)), name='correction_item_says_what'),
        ),
        migrations.AddConstraint(
            model_name='correctionitem',
            constraint=models.UniqueConstraint(condition=models.Q(('paper__isnull', False)), fields=('request', 'paper'), name='correction_item_once_per_paper'),
        ),
        migrations.AddConstraint(
            model_name='correctionitem',
            constraint=models.UniqueConstraint(condition=models.Q(('field', ''), _negated=True), fields=('request', 'field'), name='correction_item_once_per_field'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(condition=models.Q(('ended_at', None), ('planned_until__isnull', False)), fields=['planned_until'], name='hold_open_by_date'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='hold_one_open_per_case'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('planned_until', None), ('reason', 'correction')), models.Q(('planned_until__gt', models.F('started_at')), ('reason', 'fixed_date')), _connector='OR'), name='hold_has_lawful_reason'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('working_minutes', None)), models.Q(('ended_at__gte', models.F('started_at')), ('working_minutes__gte', 0)), _connector='OR'), name='hold_ended_is_measured'),
        ),
        migrations.AddConstraint(
            model_name='latewarning',
            constraint=models.UniqueConstraint(fields=('case', 'level'), name='late_warning_once_per_level'),
        ),
        migrations.AddConstraint(
            model_name='latewarning',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['soon', 'late'])), name='late_warning_level_known'),
        ),
        migrations.AddConstraint(
            model_name='unsentfile',
            constraint=models.UniqueConstraint(fields=('form_hash', 'requirement_key'), name='unsent_file_once_per_paper'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(condition=models.Q(('recorded_at', None)), fields=['office', 'due_at'], name='work_item_open_by_office'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(fields=['done_by', 'recorded_at'], name='work_item_by_person'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.UniqueConstraint(fields=('case', 'step_key', 'visit'), name='work_item_once_per_visit'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.UniqueConstraint(condition=models.Q(('recorded_at', None)), fields=('case', 'step_key'), name='work_item_one_open_per_step'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(('visit__gte', 1)), name='work_item_visit_counts'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('happened_at', None), ('outcome', ''), ('recorded_at', None)), models.Q(('happened_at__gte', models.F('opened_at')), ('outcome__in', ['done', 'yes', 'no', 'cancelled']), ('recorded_at__gte', models.F('happened_at'))), _connector='OR'), name='work_item_closed_is_told'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by', None)), models.Q(('taken_at__gte', models.F('opened_at')), ('taken_by__isnull', False)), _connector='OR'), name='work_item_taken_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(('position', None), ('done_by__isnull', False), _connector='OR'), name='work_item_position_has_person'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'no'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='work_item_no_is_explained'),
        ),
    ]
