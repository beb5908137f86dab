"""From where an answer comes, and from where staff log in; neither is kept as it is."""

from typing import Any

from django.http import HttpRequest

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.http import network_address
from prima.offices.public import StaffMember
from prima.surveys import actions
from prima.surveys.core.signals import Origin
from prima.surveys.forms.answering import Sheet


def origin_of(request: HttpRequest, sheet: Sheet | None) -> Origin:
    """Network, browser and the time since the first page was made; hashed and banded at once."""
    began = sheet.began if sheet is not None else 0
    return Origin(
        network=network_address(request),
        browser=request.headers.get("User-Agent", ""),
        seconds=clock.now().timestamp() - began if began else None,
    )


def note_network(request: HttpRequest | None, user: Any, **_signal: Any) -> None:
    """Somebody of an office has logged in: from here its staff work."""
    staff = StaffMember.objects.filter(user=user).select_related("home_office").first()
    if request is None or staff is None or staff.home_office is None:
        return
    actions.note_office_network(
        office=staff.home_office, network=network_address(request), by=SYSTEM, at=clock.now()
    )
