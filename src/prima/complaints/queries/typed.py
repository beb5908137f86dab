"""For which offices somebody may write down a report, and about which services."""

from __future__ import annotations

from prima.kernel.actors import Actor
from prima.offices.public import Office
from prima.standards.public import Service, services_offered


def offices_typed_for(actor: Actor) -> list[Office]:
    """Those where this person takes cases in or handles complaints (see `can_register`)."""
    ids = {*actor.offices_with("register_cases"), *actor.offices_with("handle_complaints")}
    return list(Office.objects.filter(pk__in=ids).order_by("name"))


def services_typed_for(offices: list[Office]) -> list[Service]:
    """What the one office gives; of several offices every service, sorted out by `gives`."""
    if len(offices) == 1:
        return list(services_offered(offices[0]).order_by("name"))
    return list(Service.objects.order_by("name"))


def gives(office: Office, service: Service) -> bool:
    """Whether the office gives this service today."""
    return services_offered(office).filter(pk=service.pk).exists()
