"""The officer's list of prepared WhatsApp messages, and the manager's of e-mail that was lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, queries
from prima.cases.forms.notices import GiveUpForm
from prima.cases.queries import NoticeLine
from prima.kernel import clock, messages
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.kernel.messages import GivenUpReason, MessageState

ON_A_PAGE: Final = 20


@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """What waits to be sent, and whom to telephone because an e-mail did not arrive."""
    require(bool(request.actor.offices_with("see_cases")))
    page = Paginator(queries.notices_to_send(request.actor), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    lost = queries.notice_lines(queries.lost_notices(request.actor)[:ON_A_PAGE])
    context = {
        "page": page,
        "lines": queries.notice_lines(page.object_list),
        "lost": [(line, why(line)) for line in lost],
        "reasons": GivenUpReason.choices,
    }
    return private(request, "cases/notices.html", context)


@require_POST
def opened(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark it opened and let the browser go on to WhatsApp.

    Not by a redirect: the policy lets forms lead nowhere but to ourselves, and should.
    """
    line = _line_or_404(request, pk)
    try:
        link = actions.open_notice(line.message, line.case, by=request.actor, at=clock.now())
    except RuleBroken as error:
        told.error(request, str(error))
        return redirect("cases:notices")
    context = {"link": link, "back": reverse("cases:notices")}
    response = private(request, "cases/notice_opened.html", context)
    response.headers["Refresh"] = f"0; url={link}"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def sent(request: ActorRequest, pk: int) -> HttpResponse:
    """The officer says it was sent."""
    return _do(request, pk, actions.confirm_notice, _("Dicatat: pesan sudah dikirim."))


@require_POST
def given_up(request: ActorRequest, pk: int) -> HttpResponse:
    """It cannot be sent."""
    form = GiveUpForm(request.POST)
    if not form.is_valid():
        told.error(request, _("Pilih sebab pesan ini tidak bisa dikirim."))
        return redirect("cases:notices")
    reason = GivenUpReason(form.cleaned_data["reason"])

    def do(message: Any, case: Any, **how: Any) -> None:
        actions.give_up_notice(message, case, reason, **how)

    return _do(request, pk, do, _("Dicatat. Hubungi pemohon dengan cara lain bila perlu."))


@require_POST
def handled(request: ActorRequest, pk: int) -> HttpResponse:
    """The applicant was reached by telephone."""
    return _do(request, pk, actions.handle_lost_notice, _("Dicatat: pemohon sudah dihubungi."))


@require_safe
def lost_mail(request: ActorRequest) -> HttpResponse:
    """For managers: e-mail that did not arrive or hangs, without names and contents."""
    require(bool(request.actor.offices_with("manage_office")))
    found = queries.troubled_mail(request.actor, clock.now())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = queries.notice_lines(page.object_list)
    context = {
        "page": page,
        "lines": [(line, why(line), _tone(line), messages.masked(line.message)) for line in lines],
        "others": queries.other_lost_mail(),
    }
    return private(request, "cases/lost_mail.html", context)


@require_POST
def repeated(request: ActorRequest, pk: int) -> HttpResponse:
    """Send it once more."""
    return _do(
        request, pk, actions.repeat_notice, _("Surel dikirim ulang."),
        permission="manage_office", back="cases:lost_mail",
    )  # fmt: skip


def why(line: NoticeLine) -> str:
    """Why it did not arrive, in words; servers speak in numbers (RFC 3463)."""
    message = line.message
    if message.state == MessageState.PREPARED:
        return _("Server surel belum menjawab; dicoba lagi dengan sendirinya")
    if message.is_hard_bounce:
        return _("Alamatnya tidak ada atau tidak menerima surel")
    if message.reason == "5.2.2":
        return _("Kotak surelnya penuh")
    if message.state == MessageState.EXPIRED:
        return _("Server surel tidak menjawab sampai batas waktu")
    return _("Server penerima menolaknya")


def _tone(line: NoticeLine) -> str:
    return "warning" if line.message.state == MessageState.PREPARED else "danger"


def _line_or_404(request: ActorRequest, pk: int, permission: str = "see_cases") -> NoticeLine:
    line = queries.notice_for(request.actor, permission, pk)
    if line is None:
        raise Http404
    return line


def _do(
    request: ActorRequest,
    pk: int,
    act: Callable[..., None],
    done: str,
    *,
    permission: str = "see_cases",
    back: str = "cases:notices",
) -> HttpResponse:
    line = _line_or_404(request, pk, permission)
    try:
        act(line.message, line.case, by=request.actor, at=clock.now())
    except RuleBroken as error:
        told.error(request, str(error))
    else:
        told.success(request, done)
    return redirect(back)
