"""Sealed reports for those to whom they are sealed; for everybody else there are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.integrity import permissions
from prima.integrity.actions import opening
from prima.integrity.actions import recipients as entering
from prima.integrity.actions import reports as actions
from prima.integrity.forms.reports import (
    AnswerForm,
    EnrolForm,
    PhraseForm,
    ReasonForm,
    ShareForm,
    StateForm,
)
from prima.integrity.models import IdentityRequest, Recipient, SealedReport, receiving
from prima.integrity.queries import reports as queries
from prima.integrity.rules.reports import IdentityState, RecipientState, ReportState
from prima.integrity.views.frame import GET_OR_POST, attempt, sent
from prima.kernel import clock, limits_in_memory
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, attachment, private
from prima.ui.components import trail

# Guesses of a phrase by somebody at an unlocked desk.
GUESSES: Final = (10, 10 * 60)


@require_safe
def reports(request: ActorRequest) -> HttpResponse:
    """What is sealed to this person; numbers, days and states."""
    _need(request)
    context = {
        "reports": queries.reports_for(request.actor),
        "mine": queries.own_recipient(request.actor),
    }
    return private(request, "integrity/sealed_reports.html", context)


@sensitive_post_parameters()
@require_http_methods(GET_OR_POST)
def keys(request: ActorRequest) -> HttpResponse:
    """One's own key, and who else receives."""
    _need(request)
    form = EnrolForm(sent(request))

    def do(data: dict[str, Any]) -> str:
        entering.enrol(phrase=data["phrase"], by=request.actor, at=clock.now())
        return reverse("integrity:report_keys")

    url, status = attempt(request, form, do)
    if url:
        messages.success(request, _("Kunci Anda jadi. Penerima lain perlu mengesahkannya."))
        return redirect(url)
    everybody = Recipient.objects.exclude(state=RecipientState.ENDED).select_related(
        "staff__home_office"
    )
    context = {
        "form": form,
        "mine": queries.own_recipient(request.actor),
        "everybody": everybody.order_by("pk"),
    }
    return private(request, "integrity/report_keys.html", context, status)


@require_POST
def confirmed(request: ActorRequest, pk: int) -> HttpResponse:
    """Let somebody in."""
    _need(request)
    recipient = get_object_or_404(Recipient, pk=pk)
    return _act(
        request,
        lambda: entering.confirm(recipient, by=request.actor, at=clock.now()),
        _("Penerima disahkan."),
        reverse("integrity:report_keys"),
    )


@require_POST
def ended(request: ActorRequest, pk: int) -> HttpResponse:
    """Stop receiving."""
    _need(request)
    recipient = get_object_or_404(Recipient, pk=pk)
    return _act(
        request,
        lambda: entering.end(recipient, by=request.actor, at=clock.now()),
        _("Kunci Anda diakhiri."),
        reverse("integrity:report_keys"),
    )


@sensitive_post_parameters()
@require_http_methods(GET_OR_POST)
def report(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Closed until the phrase is typed; what it opens is shown once and kept nowhere."""
    one = _found(request, pk)
    form = PhraseForm(sent(request))
    content = None
    status = 200
    if form.is_bound:
        result = _unlocked(
            request, form, lambda phrase: opening.open_report(
                one, phrase=phrase, by=request.actor, at=clock.now()
            )
        )  # fmt: skip
        if isinstance(result, HttpResponse):
            return result
        content, status = result
    return _page(request, one, {"form": form, "content": content}, status)


@sensitive_post_parameters()
@require_POST
def file(request: ActorRequest, pk: UUID, number: int) -> HttpResponse:
    """One attachment, for the phrase."""
    one = _found(request, pk)
    row = one.files.filter(pk=number).first()
    if row is None:
        raise Http404
    form = PhraseForm(request.POST)
    result = _unlocked(
        request, form,
        lambda phrase: opening.open_file(row, phrase=phrase, by=request.actor, at=clock.now()),
    )  # fmt: skip
    if isinstance(result, HttpResponse):
        return result
    content, status = result
    if content is None:
        return _page(request, one, {"form": form, "content": None}, status)
    kind = "pdf" if content.startswith(b"%PDF") else "png" if content[1:4] == b"PNG" else "jpg"
    return attachment(
        content, name=f"lampiran-{number}.{kind}", content_type="application/octet-stream"
    )


@require_POST
def answered(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write to the reporter."""
    one = _found(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, one, {"form": PhraseForm(), "answer": form}, 422)
    return _act(
        request,
        lambda: actions.answer(
            one, text=form.cleaned_data["text"], by=request.actor, at=clock.now()
        ),
        _("Pesan tersegel. Pelapor membacanya dengan sembilan katanya."),
        one.get_absolute_url(),
    )


@require_POST
def moved(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say how far it is."""
    one = _found(request, pk)
    form = StateForm(request.POST, ReportState(one.state))
    if not form.is_valid():
        return _page(request, one, {"form": PhraseForm(), "state": form}, 422)
    to, seen = ReportState(form.cleaned_data["to"]), form.cleaned_data["seen"]
    return _act(
        request,
        lambda: actions.move(one, to=to, seen=seen, by=request.actor, at=clock.now()),
        _("Keadaan laporan tersimpan."),
        one.get_absolute_url(),
    )


@sensitive_post_parameters()
@require_POST
def shared(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Let another recipient read too."""
    one = _found(request, pk)
    form = ShareForm(request.POST, _others(one))
    result = _unlocked(
        request, form,
        lambda phrase: opening.share(
            one, to=form.cleaned_data["to"], phrase=phrase, by=request.actor, at=clock.now()
        ) or None,
    )  # fmt: skip
    if isinstance(result, HttpResponse):
        return result
    if result[0] is None:
        return _page(request, one, {"form": PhraseForm(), "share": form}, result[1])
    messages.success(request, _("Laporan dibagikan."))
    return redirect(one)


@sensitive_post_parameters()
@require_POST
def identity_asked(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Ask a second person to open who wrote it."""
    one = _found(request, pk)
    form = ReasonForm(request.POST)
    result = _unlocked(
        request, form,
        lambda phrase: opening.ask_identity(
            one, reason=form.cleaned_data["reason"], phrase=phrase, by=request.actor,
            at=clock.now(),
        ),
    )  # fmt: skip
    if isinstance(result, HttpResponse):
        return result
    if result[0] is None:
        return _page(request, one, {"form": PhraseForm(), "reason": form}, result[1])
    messages.success(request, _("Permintaan terkirim. Penerima lain yang memutuskan."))
    return redirect(one)


@sensitive_post_parameters()
@require_POST
def identity_opened(request: ActorRequest, pk: UUID, number: int) -> HttpResponse:
    """The second person opens it, or one of the two reads it again."""
    one = _found(request, pk)
    wish = get_object_or_404(one.requests, pk=number)
    form = PhraseForm(request.POST)
    result = _unlocked(
        request, form,
        lambda phrase: opening.open_identity(
            wish, phrase=phrase, by=request.actor, at=clock.now()
        ),
    )  # fmt: skip
    if isinstance(result, HttpResponse):
        return result
    return _page(request, one, {"form": form, "identity": result[0]}, result[1])


@require_POST
def identity_refused(request: ActorRequest, pk: UUID, number: int) -> HttpResponse:
    """The second person says no."""
    one = _found(request, pk)
    wish = get_object_or_404(one.requests, pk=number)
    return _act(
        request,
        lambda: opening.refuse_identity(wish, by=request.actor, at=clock.now()),
        _("Permintaan ditolak."),
        one.get_absolute_url(),
    )


def _need(request: ActorRequest) -> None:
    require(permissions.can_receive_reports(request.actor))


def _found(request: ActorRequest, pk: UUID) -> SealedReport:
    """One that is sealed to this person; any other does not exist."""
    return get_object_or_404(queries.reports_for(request.actor), pk=pk)


def _others(one: SealedReport) -> list[int]:
    held = set(one.keys.values_list("recipient_id", flat=True))
    return [other.pk for other in receiving.recipients_now(clock.now()) if other.pk not in held]


def _unlocked(
    request: ActorRequest, form: PhraseForm, do: Callable[[str], Any]
) -> HttpResponse | tuple[Any, int]:
    """What the phrase opened, or why not; who must no longer know is sent away."""
    if not form.is_valid():
        return None, 422
    try:
        limits_in_memory.check("reports.phrase", request.actor.id, limit=GUESSES)
        opened = do(form.cleaned_data["phrase"])
    except NotAllowed:
        raise
    except RuleBroken as error:
        form.add_error(None, str(error))
        return None, 422
    if opened is None:
        messages.warning(
            request, _("Laporan itu tidak lagi untuk Anda, karena tugas Anda berubah.")
        )
        return redirect("integrity:sealed_reports")
    return opened, 200


def _act(request: ActorRequest, do: Callable[[], object], done: str, url: str) -> HttpResponse:
    try:
        do()
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(url)


def _wish_of(request: ActorRequest, one: SealedReport) -> IdentityRequest | None:
    """The wish that waits or was fulfilled, for those who hold a part of it."""
    open_or_done = one.requests.filter(state__in=(IdentityState.ASKED, IdentityState.OPENED))
    return open_or_done.select_related("asked_by__staff").order_by("-pk").first()


def _page(
    request: ActorRequest, one: SealedReport, shown: dict[str, Any], status: int = 200
) -> HttpResponse:
    wish = _wish_of(request, one)
    current = ReportState(one.state)
    context = {
        "report": one,
        "trail": trail(_("Laporan pelanggaran"), reverse("integrity:sealed_reports"), one.number),
        "files": one.files.only("pk"),
        "wish": wish,
        "is_wish_mine": wish is not None and wish.asked_by.staff.user_id == request.actor.id,
        "answer": AnswerForm(),
        "state": StateForm(None, current, initial={"seen": one.version}),
        "share": ShareForm(None, _others(one)),
        "reason": ReasonForm(),
        **shown,
    }
    return private(request, "integrity/sealed_report.html", context, status)
