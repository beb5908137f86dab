"""The signed door for message services, and the receipt an officer sends by WhatsApp."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages as told
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from prima.complaints import actions, queries
from prima.complaints.core import channels
from prima.complaints.models import Complaint
from prima.kernel import clock, limits_in_memory
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken, TooManyAttempts, require
from prima.kernel.http import ActorRequest, network_address, private
from prima.kernel.messages import OutgoingMessage

# A service sends from few addresses, and once for each message of everybody.
CALLS: Final = (6000, 60 * 60)
LARGEST: Final = 256 * 1024
_BAD, _NO_KEY, _TOO_LARGE, _TOO_MANY = 400, 403, 413, 429
_SIGNATURE: Final = {"whatsapp": "X-Hub-Signature-256", "umum": "X-Prima-Signature"}


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, the whole body is signed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incoming(request: HttpRequest, service: str) -> HttpResponse:
    """Messages of one service; who calls is counted before anything is computed."""
    try:
        limits_in_memory.check("complaints.incoming", network_address(request), limit=CALLS)
        if service not in channels.READERS:
            raise Http404
        return _take(request, service) if request.method == "POST" else _greet(request, service)
    except TooManyAttempts as error:
        answer = _refuse(_TOO_MANY, str(error))
        answer["Retry-After"] = str(error.retry_after)
        return answer


def _greet(request: HttpRequest, service: str) -> HttpResponse:
    """Meta asks once whether this door is ours (webhook verification)."""
    token = settings.INTAKE_WHATSAPP_VERIFY
    given = request.GET.get("hub.verify_token", "")
    if service != "whatsapp" or not token or not constant_time_compare(given, token):
        return _refuse(_NO_KEY, _("Token ini tidak dikenal."))
    challenge = request.GET.get("hub.challenge", "")[:200]
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _take(request: HttpRequest, service: str) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refuse(_TOO_LARGE, _("Kiriman ini terlalu besar, batasnya 256 KB."))
    body, header = request.body, request.headers.get(_SIGNATURE[service], "")
    if not channels.is_signed(body, header, settings.INTAKE_SECRETS[service]):
        return _refuse(_NO_KEY, _("Tanda tangan kiriman ini tidak cocok."))
    try:
        found = channels.read(service, body)
    except channels.Malformed:
        return _refuse(_BAD, _("Isi kiriman ini tidak sesuai bentuk yang dijanjikan."))
    by_us = service == "whatsapp"
    taken = actions.take_messages(found, is_answered=by_us, by=SYSTEM, at=clock.now())
    if by_us:
        return JsonResponse({"taken": len(taken)})
    if not taken:
        return _refuse(_BAD, _("Pesan ini terlalu lama, atau nomor teleponnya tidak dikenal."))
    (one,) = taken
    said = {"number": one.complaint.number, "reply": one.answer, "joined": one.kept.is_reply}
    return JsonResponse(said)


@require_POST
def receipt_sent(request: ActorRequest, number: str, pk: int) -> HttpResponse:
    """Open WhatsApp with the receipt; afterwards say that it was sent."""
    require(bool(request.actor.offices_with("handle_complaints")))
    found = queries.one_for(request.actor, number)
    message = queries.receipt_to_send(found, pk) if found is not None else None
    if found is None or message is None:
        raise Http404
    try:
        return _sent(request, found, message)
    except RuleBroken as error:
        told.error(request, str(error))
        return redirect("complaints:complaint", number=number)


def _sent(request: ActorRequest, found: Complaint, message: OutgoingMessage) -> HttpResponse:
    """Not by a redirect: forms lead nowhere but to ourselves, and should."""
    now = clock.now()
    if request.POST.get("sent"):
        actions.confirm_receipt(found, message, by=request.actor, at=now)
        told.success(request, _("Dicatat: pesan sudah dikirim."))
        return redirect("complaints:complaint", number=found.number)
    link = actions.open_receipt(found, message, by=request.actor, at=now)
    context = {"complaint": found, "message": message, "link": link}
    response = private(request, "complaints/receipt_opened.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _refuse(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)
