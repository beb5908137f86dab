"""Who wants to be called, for the office above the one that was rated."""

from django.db.models import F, QuerySet

from prima.kernel.actors import Actor
from prima.surveys.models import ContactRequest


def contacts_for(actor: Actor) -> QuerySet[ContactRequest]:
    """Requests to the offices this person manages: those not called yet first, oldest first."""
    offices = actor.offices_with("manage_office")
    found = ContactRequest.objects.select_related("office").filter(office__in=offices)
    return found.order_by(F("called_on").desc(nulls_first=True), "asked_on", "pk")
