"""What is kept of each service when a period is closed, for comparing offices later."""

from django.db.models import Count, Sum

from prima.surveys import rules
from prima.surveys.core.publication import kept_parts
from prima.surveys.models import Invitation, ServiceSums, SurveyPeriod, SurveyResponse
from prima.surveys.models.answers import NINE


def note_services(period: SurveyPeriod) -> list[ServiceSums]:
    """Add up the services of a period that was just closed, in the transaction that closes it."""
    office_id, window = period.office_id, period.window
    drawn = Invitation.objects.of(office_id, window).values_list("service")
    population = dict(drawn.annotate(count=Count("pk")).order_by())
    answers = SurveyResponse.objects.of(office_id, window).values_list("service")
    added = {
        service: (count, total, squares)
        for service, count, total, squares in answers.annotate(
            count=Count("pk"), total=Sum(NINE), squares=Sum(NINE * NINE)
        ).order_by()
    }
    least = rules.method_on(window.ends_on).least_answers
    kept = kept_parts({service: row[0] for service, row in added.items()}, least)
    return ServiceSums.objects.bulk_create(
        ServiceSums(
            period=period,
            service_id=service,
            population=population[service],
            respondents=added[service][0],
            answer_sum=added[service][1],
            squares=added[service][2],
        )
        for service in sorted(kept)
    )
