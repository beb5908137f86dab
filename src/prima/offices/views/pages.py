"""The public page of an office, and the way of staff to their own page after log-in."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import queries
from prima.offices.core.opening import days_from, opening
from prima.offices.models import Office

DAYS_SHOWN: Final = 7

# The first page a person may open is theirs: who leads looks at the whole first.
HOMES: Final = (
    ("see_performance", "insight:head"),
    ("see_workload", "insight:supervisor"),
    ("work_cases", "insight:my_work"),
    ("manage_office", "offices:manage"),
    ("write_sops", "sops:drafts"),
    ("review_sops", "sops:drafts"),
    ("verify_sops", "sops:drafts"),
    ("ask_survey", "surveys:surveyor"),
)


@login_not_required
@require_safe
def office(request: HttpRequest, key: str) -> HttpResponse:
    """Hours today, when it opens again and why it is closed, where it is and how to reach it."""
    place = get_object_or_404(Office, key=key)
    now = clock.now()
    calendar = queries.calendar_of(place)
    context = {
        "office": place,
        "opening": opening(calendar, now),
        "days": days_from(calendar, now, DAYS_SHOWN),
        "services_url": _services_url(place),
        "whatsapp_number": "".join(filter(str.isdigit, place.whatsapp)),
    }
    return render(request, "offices/office.html", context)


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """Send staff to the page of what they do."""
    for permission, name in HOMES:
        if request.actor.offices_with(permission):
            url = _address(name)
            if url:
                return redirect(url)
    return redirect(_address("insight:home") or "/")


def _services_url(place: Office) -> str:
    return f"{_address('insight:home') or '/'}?kantor={place.key}"


def _address(name: str) -> str:
    """The address of a page of a later floor, or nothing when that floor is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
