"""Absences, and what the database refuses by itself: doubles, a Plt. beside a holder, chains."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from prima.offices.migrations import _guards


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_appointment")]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='sampai dengan')),
                ('reason', models.CharField(choices=[('leave', 'Cuti'), ('travel', 'Perjalanan dinas'), ('training', 'Pendidikan dan pelatihan'), ('other', 'Berhalangan lainnya')], max_length=20, verbose_name='alasan')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['starts_on', 'staff'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='appointment',
            name='holder_once_at_a_time',
        ),
        migrations.AddField(
            model_name='appointment',
            name='alone',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='position',
            name='single_holder',
            field=models.BooleanField(default=False, verbose_name='hanya satu pemangku'),
        ),
        migrations.RunSQL(_guards.LEADERS_ARE_ALONE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('position_id'), models.F('position_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('staff_id'), models.F('staff_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('alone', True), ('kind', 'definitive')), expressions=[(models.Func(models.F('position_id'), models.F('position_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_one_definitive_holder'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'acting_vacant')), expressions=[(models.Func(models.F('position_id'), models.F('position_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_one_plt_in_a_vacancy'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind__in', ['definitive', 'acting_vacant'])), expressions=[(models.Func(models.F('position_id'), models.F('position_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (models.Case(models.When(kind='definitive', then=models.Func(models.Value(0), models.Value(1), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField())), default=models.Func(models.Value(1), models.Value(2), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '-|-')], name='appointment_plt_only_in_a_vacancy'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'acting_temporary')), expressions=[(models.Func(models.F('stands_in_for_id'), models.F('stands_in_for_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_one_plh_for_a_holder'),
        ),
        migrations.AddField(
            model_name='absence',
            name='staff',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='offices.staffmember'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['leave', 'travel', 'training', 'other'])), name='absence_reason_is_known'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('staff_id'), models.F('staff_id'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_on'), models.Case(models.When(ended_at=None, then=django.db.models.expressions.CombinedExpression(models.F('ends_on'), '+', models.Value(1))), default=models.F('ends_on'), output_field=models.DateField()), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='absence_once_at_a_time'),
        ),
        migrations.RunSQL(_guards.NO_CHAIN, _guards.ALLOW_CHAIN),
    ]
