"""Asking to be called after an answer, and the list of the office that calls."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock, limits
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, network_address, private
from prima.surveys import actions, queries
from prima.surveys.forms.contacts import ContactForm
from prima.surveys.views import owners
from prima.surveys.views.look import Look, looking
from prima.surveys.views.private import secret

A_PAGE: Final = 25
MOST_REQUESTS: Final = (30, 60 * 60)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, and only its owner knows the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@looking
def ask(request: ActorRequest, ticket: str, look: Look) -> HttpResponse:
    """May we call you about this? Only with consent, and apart from the answer."""
    if request.method == "POST":
        limits.check("survey_contact", network_address(request), limit=MOST_REQUESTS)
    owner, own = owners.opened(request, ticket)
    if owner is None or own is None or own.office.parent is None:
        return owners.shut(request)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "caller": own.office.parent, "ticket": ticket, "look": look}
        status = 422 if form.is_bound else 200
        return secret(render(request, "surveys/contact.html", context, status=status))
    told = form.cleaned_data
    actions.request_contact(
        owner_key=owner.key,
        name=told["name"],
        phone=told["phone"],
        about=told["about"],
        by=CITIZEN,
        at=clock.now(),
    )
    after = reverse("surveys:given", args=[ticket]) + look.query
    return secret(redirect(after + ("&" if look.query else "?") + "dihubungi=1"))


@require_safe
def asked(request: ActorRequest) -> HttpResponse:
    """Who waits for a call of the offices this person manages."""
    require(bool(request.actor.offices_with("manage_office")))
    page = Paginator(queries.contacts_for(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return private(request, "surveys/contacts.html", {"page": page})


@require_POST
def called(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Note that somebody called."""
    wanted = get_object_or_404(queries.contacts_for(request.actor), pk=pk)
    actions.note_call(wanted, by=request.actor, at=clock.now())
    messages.success(request, _("Tercatat: sudah dihubungi."))
    return redirect("surveys:contacts")
