"""The rarer acts on a case: each has a page that says what follows, and one way to do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases import permissions, queries
from prima.cases.models import Case, CorrectionRequest
from prima.cases.queries import CasePage
from prima.cases.rules import ON_DESK, CaseStatus, HoldReason
from prima.cases.views import desk, frame
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private

Do = Callable[[Case, Any], object]


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with this case as it is now."""

    work: bool
    receive: bool
    refuse: bool
    explain: bool
    add_file: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One page that asks before it changes something."""

    name: str
    title: Lazy
    consequence: Lazy
    button: Lazy
    done: Lazy
    # Who may do it at all, and whether the case is such that it can be done now.
    is_allowed: Callable[[May], bool]
    fits: Callable[[CasePage], bool]
    kind: str = "main"


def may(actor: Actor, page: CasePage) -> May:
    """Ask the permissions once for the whole page."""
    case = page.case
    return May(
        work=permissions.can_work(actor, case),
        receive=permissions.can_receive_for_applicant(actor, case),
        refuse=permissions.can_refuse(actor, case),
        explain=permissions.can_explain_delay(actor, case),
        add_file=permissions.can_add_file(actor, case),
    )


def open_correction(page: CasePage) -> CorrectionRequest | None:
    if page.case.state != CaseStatus.WAITING:
        return None
    return next((one for one in page.corrections if one.answered_at is None), None)


def waits_for_date(page: CasePage) -> bool:
    return any(one.ended_at is None and one.reason == HoldReason.FIXED_DATE for one in page.holds)


HOLD = Act(
    "held",
    gettext_lazy("Tunggu sampai tanggal yang dipilih pemohon"),
    gettext_lazy(
        "Jam janji berhenti sampai tanggal itu, lalu berjalan lagi dengan sendirinya. "
        "Pakai hanya bila pemohon yang memilih tanggalnya, bukan karena kantor sibuk."
    ),
    gettext_lazy("Hentikan jam janji"),
    gettext_lazy("Berkas menunggu tanggal yang dipilih pemohon."),
    lambda may: may.work,
    lambda page: page.case.is_open and page.case.held_since is None,
)
RELEASE = Act(
    "released",
    gettext_lazy("Lanjutkan sekarang"),
    gettext_lazy("Jam janji berjalan lagi mulai sekarang."),
    gettext_lazy("Lanjutkan berkas"),
    gettext_lazy("Berkas dilanjutkan. Jam janji berjalan lagi."),
    lambda may: may.work,
    waits_for_date,
)
DELAY = Act(
    "delay_explained",
    gettext_lazy("Jelaskan keterlambatan"),
    gettext_lazy(
        "Pemohon menerima kabar berisi penyebab dan tanggal baru. Janji semula tetap tercatat."
    ),
    gettext_lazy("Kirim penjelasan"),
    gettext_lazy("Penjelasan dan tanggal baru dikirim kepada pemohon."),
    lambda may: may.explain,
    lambda page: page.deadline.state in {"running", "paused"} and page.case.is_open,
)
REFUSAL = Act(
    "refused",
    gettext_lazy("Tolak permohonan"),
    gettext_lazy(
        "Permohonan berakhir dan tidak dapat dibuka lagi. Pemohon menerima alasan, dasar hukum, "
        "dan cara mengajukan keberatan."
    ),
    gettext_lazy("Tolak permohonan ini"),
    gettext_lazy("Permohonan ditolak. Alasan dan dasar hukumnya dikirim kepada pemohon."),
    lambda may: may.refuse,
    lambda page: page.case.is_open,
    kind="danger",
)
WITHDRAWAL = Act(
    "withdrawn",
    gettext_lazy("Cabut permohonan atas kehendak pemohon"),
    gettext_lazy(
        "Permohonan berakhir dan tidak dapat dibuka lagi. Pemohon boleh mengajukan yang baru."
    ),
    gettext_lazy("Cabut permohonan ini"),
    gettext_lazy("Permohonan dicabut."),
    lambda may: may.receive,
    lambda page: page.case.is_open,
    kind="danger",
)
HAND_OVER = Act(
    "handed_over",
    gettext_lazy("Serahkan produk"),
    gettext_lazy("Catat siapa yang menerima dan buktinya."),
    gettext_lazy("Catat serah terima"),
    gettext_lazy("Serah terima tercatat."),
    lambda may: may.work,
    lambda page: (
        page.case.product_ready_at is not None
        and page.case.handed_over_at is None
        and page.case.state in ON_DESK | {CaseStatus.COMPLETED}
    ),
)
CORRECTION = Act(
    "correction_sent",
    gettext_lazy("Minta perbaikan kepada pemohon"),
    gettext_lazy(
        "Jam janji berhenti sampai pemohon menjawab. Sebutkan semua kekurangan sekaligus: "
        "pemohon tidak pantas diminta kembali berkali-kali."
    ),
    gettext_lazy("Kirim permintaan perbaikan"),
    gettext_lazy("Permintaan perbaikan dikirim kepada pemohon. Jam janji berhenti."),
    lambda may: may.work,
    lambda page: page.case.is_open and page.case.held_since is None,
)
ANSWER = Act(
    "answer_taken",
    gettext_lazy("Terima perbaikan di loket"),
    gettext_lazy("Setelah disimpan, jam janji berjalan lagi."),
    gettext_lazy("Simpan perbaikan"),
    gettext_lazy("Perbaikan diterima. Jam janji berjalan lagi."),
    lambda may: may.receive,
    lambda page: open_correction(page) is not None,
)


def ways(actor: Actor, page: CasePage, *, works_hand_over: bool) -> Iterator[tuple[Lazy, str]]:
    """The rarer acts this person has now, as links to their pages."""
    allowed, number = may(actor, page), page.case.number
    for act, name in (
        (ANSWER, "answer"),
        (RELEASE, "release"),
        (CORRECTION, "correction"),
        (HAND_OVER, "hand_over"),
        (HOLD, "hold"),
        (DELAY, "delay"),
        (WITHDRAWAL, "withdrawal"),
        (REFUSAL, "refusal"),
    ):
        if act is HAND_OVER and works_hand_over:
            continue
        if act is CORRECTION and not any(t.is_mine for t in queries.turns(actor, page)):
            continue
        if act.is_allowed(allowed) and act.fits(page):
            yield act.title, reverse(f"cases:{name}", kwargs={"number": number})


def ask(request: ActorRequest, number: str, act: Act, form: forms.Form) -> HttpResponse:
    """The page that asks; a case that has moved on since the link was drawn says so."""
    page = frame.page_or_404(request, number)
    require_allowed(request, page, act)
    if not act.fits(page):
        return too_late(request, number)
    return show(request, page, act, form)


def too_late(request: ActorRequest, number: str) -> HttpResponse:
    """Back to the case as it is now."""
    messages.error(request, _("Berkas ini sudah berubah, jadi itu tidak dapat dilakukan lagi."))
    return redirect("cases:case", number=number)


def act_on(request: ActorRequest, number: str, act: Act, form: forms.Form, do: Do) -> HttpResponse:
    """Do it, or show the same page with what was typed and the sentence why not."""
    page = frame.page_or_404(request, number)
    require_allowed(request, page, act)
    status = frame.UNPROCESSABLE
    if form.is_valid():
        try:
            do(page.case, form)
        except RuleBroken as error:
            status = frame.status_of(error)
            form.add_error(None, str(error))
        else:
            messages.success(request, str(act.done))
            return redirect("cases:case", number=number)
    return show(request, page, act, form, status)


def show(
    request: ActorRequest, page: CasePage, act: Act, form: forms.Form, status: int = 200
) -> HttpResponse:
    context = {
        "case": page.case,
        "act": act,
        "form": form,
        "action": reverse(f"cases:{act.name}", kwargs={"number": page.case.number}),
        "promise": desk.promise(page),
    }
    return private(request, "cases/case_act.html", context, status)


def require_allowed(request: ActorRequest, page: CasePage, act: Act) -> None:
    """Who may never do it is told so before anything is asked of them."""
    require(act.is_allowed(may(request.actor, page)))
