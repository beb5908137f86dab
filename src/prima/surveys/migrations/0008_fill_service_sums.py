"""Adds up the services of the periods that were closed before these sums were kept.

Answers and draws never change once a period is closed, so it comes out as it would have then.
"""

from django.db import migrations
from django.db.models import Count, F, Sum

from prima.surveys.core.elements import KEYS
from prima.surveys.core.publication import kept_parts

LEAST = 10


def fill(apps, schema_editor):
    """One period after the other: a few groups each, whatever the number of answers."""
    sums = apps.get_model("surveys", "ServiceSums")
    for period in apps.get_model("surveys", "SurveyPeriod").objects.order_by("pk"):
        sums.objects.bulk_create(_of(apps, period))


def _of(apps, period):
    span = (period.starts_on, period.ends_on)
    drawn = apps.get_model("surveys", "Invitation").objects.filter(
        office_id=period.office_id, drawn_on__range=span
    )
    population = dict(drawn.values_list("service").annotate(count=Count("pk")).order_by())
    answers = apps.get_model("surveys", "SurveyResponse").objects.filter(
        office_id=period.office_id, month__range=span
    )
    nine = sum((F(key) for key in KEYS[1:]), F(KEYS[0]))
    added = {
        row["service"]: row
        for row in answers.values("service")
        .annotate(count=Count("pk"), total=Sum(nine), squares=Sum(nine * nine))
        .order_by()
    }
    kept = kept_parts({service: row["count"] for service, row in added.items()}, LEAST)
    sums = apps.get_model("surveys", "ServiceSums")
    return [
        sums(
            period=period,
            service_id=service,
            population=population[service],
            respondents=added[service]["count"],
            answer_sum=added[service]["total"],
            squares=added[service]["squares"],
        )
        for service in sorted(kept)
    ]


class Migration(migrations.Migration):

    dependencies = [('surveys', '0007_service_sums')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
