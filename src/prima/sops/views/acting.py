"""Pages on which a draft is planned, started, judged, approved, published or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest
from prima.offices.public import Office, authorities_of
from prima.sops import actions, permissions
from prima.sops.actions import Origin, Signature
from prima.sops.core.bpmn_reading import Imported
from prima.sops.forms.course import (
    BASE,
    CATALOGUE,
    FILE,
    NOTHING,
    OTHER,
    ApprovalForm,
    PlainForm,
    PlanForm,
    PublicationForm,
    ReasonForm,
    RemarkForm,
    StartForm,
    WithdrawalForm,
)
from prima.sops.models import SopDraft, SopVersion
from prima.sops.queries import course as reads
from prima.sops.rules import ACTS, Act
from prima.sops.views import frame
from prima.sops.views.frame import Asking, Done
from prima.ui.forms import Noted


@dataclass(frozen=True, slots=True)
class _Words:
    """What pages say of one act: in the course, before it is done, and after."""

    past: Promise
    lead: Promise
    done: Promise


ACT_WORDS: Final[dict[Act, _Words]] = {
    Act.PLAN: _Words(
        gettext_lazy("Direncanakan"),
        gettext_lazy("SOP ini masuk daftar yang akan disusun."),
        gettext_lazy("SOP ini direncanakan. Mulailah menyusun bila sudah siap."),
    ),
    Act.START: _Words(
        gettext_lazy("Mulai disusun"),
        gettext_lazy("Pilih dari mana Anda mulai. Isinya dapat Anda ubah seluruhnya."),
        gettext_lazy("Rancangan dimulai."),
    ),
    Act.SUBMIT: _Words(
        gettext_lazy("Diajukan untuk ditinjau"),
        gettext_lazy(
            "Rancangan tidak dapat diubah selama ditinjau. Bila perlu, tarik kembali dahulu."
        ),
        gettext_lazy("Rancangan diajukan kepada Peninjau."),
    ),
    Act.RECALL: _Words(
        gettext_lazy("Ditarik kembali"),
        gettext_lazy("Rancangan kembali kepada penyusun. Tinjauan yang sudah ada diulang nanti."),
        gettext_lazy("Rancangan ditarik kembali dan dapat diubah lagi."),
    ),
    Act.REVIEW: _Words(
        gettext_lazy("Selesai ditinjau"),
        gettext_lazy("Anda sudah membaca semua langkah dan tidak ada keberatan lagi."),
        gettext_lazy("Tinjauan Anda tercatat. Verifikator dapat melanjutkan."),
    ),
    Act.RETURN: _Words(
        gettext_lazy("Dikembalikan ke penyusun"),
        gettext_lazy("Tulis apa yang harus diperbaiki. Penyusun membaca alasan ini."),
        gettext_lazy("Rancangan dikembalikan ke penyusun."),
    ),
    Act.VERIFY: _Words(
        gettext_lazy("Diverifikasi"),
        gettext_lazy("Bentuk, dasar hukum, dan isinya sudah Anda periksa."),
        gettext_lazy("Rancangan terverifikasi dan menunggu pengesahan."),
    ),
    Act.APPROVE: _Words(
        gettext_lazy("Disahkan"),
        gettext_lazy("Isi seperti pada lembar yang ditandatangani."),
        gettext_lazy("SOP disahkan. Terbitkan agar berlaku pada tanggalnya."),
    ),
    Act.PUBLISH: _Words(
        gettext_lazy("Diterbitkan"),
        gettext_lazy(
            "Versi yang terbit tidak dapat diubah lagi. Berkas yang sedang berjalan tetap "
            "mengikuti versi saat berkas itu diterima."
        ),
        gettext_lazy("SOP terbit dan berlaku mulai tanggal efektifnya."),
    ),
    Act.DROP: _Words(
        gettext_lazy("Dibatalkan"),
        gettext_lazy("Rancangan berakhir di sini. Isi dan alasannya tetap dapat dibaca."),
        gettext_lazy("Rancangan dibatalkan."),
    ),
}

SLUGS: Final[dict[str, Act]] = {
    "pengajuan": Act.SUBMIT,
    "penarikan": Act.RECALL,
    "peninjauan": Act.REVIEW,
    "pengembalian": Act.RETURN,
    "verifikasi": Act.VERIFY,
    "pengesahan": Act.APPROVE,
    "penerbitan": Act.PUBLISH,
    "pembatalan": Act.DROP,
}
_SLUG_OF: Final = {act: slug for slug, act in SLUGS.items()}


def act_url(draft: SopDraft, act: Act) -> str:
    """The page on which this act is done."""
    if act == Act.START:
        return reverse("sops:draft_start", kwargs={"pk": draft.pk})
    return reverse("sops:draft_act", kwargs={"pk": draft.pk, "act": _SLUG_OF[act]})


@require_http_methods(frame.GET_OR_POST)
def draft_new(request: ActorRequest) -> HttpResponse:
    """Plan a procedure."""
    frame.need_sop_work(request)
    offices = reads.writing_offices(request.actor)
    require(offices.exists())
    asked = {"service": request.GET.get("layanan", ""), "office": request.GET.get("kantor", "")}
    form = PlanForm(frame.sent(request), offices=offices, initial=asked)
    asking = Asking(
        title=_("Rencanakan SOP"),
        lead=str(ACT_WORDS[Act.PLAN].lead),
        button=_("Rencanakan SOP"),
        back=reverse("sops:drafts"),
        crumbs=(_("SOP"), reverse("sops:drafts")),
    )

    def do(data: dict[str, Any]) -> Done:
        made = actions.plan_draft(
            data.pop("service"), data.pop("office"), by=request.actor, at=clock.now(), **data
        )
        return Done(_course(made), str(ACT_WORDS[Act.PLAN].done))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def draft_start(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose where to begin, and begin."""
    draft = frame.draft_or_404(request, pk)
    require(permissions.can_write(request.actor, draft.sop.office))
    others = reads.published_elsewhere(draft, _today(draft.sop.office))
    sources = _sources(draft, has_others=others.exists())
    form = StartForm(
        frame.sent(request),
        request.FILES or None,
        sources=sources,
        others=others,
        initial={"source": sources[0][0]},
    )

    def do(data: dict[str, Any]) -> Done:
        started = actions.start_draft(
            draft, origin=_origin(draft, data), by=request.actor, at=clock.now()
        )
        if data["source"] == FILE and data["imported"].left_out:
            messages.warning(
                request, _("Sebagian isi berkas tidak dapat menjadi SOP. Lihat catatannya.")
            )
            return Done(f"{_course(started)}#catatan", str(ACT_WORDS[Act.START].done))
        return Done(started.get_absolute_url(), str(ACT_WORDS[Act.START].done))

    return frame.ask(request, _asking(draft, Act.START), form, do)


@require_http_methods(frame.GET_OR_POST)
def draft_act(request: ActorRequest, pk: int, act: str) -> HttpResponse:
    """One act of the table, with its consequence in words and what it asks for."""
    draft = frame.draft_or_404(request, pk)
    if act not in SLUGS:
        raise Http404
    chosen = SLUGS[act]
    allowed = {
        name for (_state, one), move in ACTS.items() if one == chosen for name in move.permissions
    }
    require(permissions.can_any(request.actor, allowed, draft.sop.office_id))
    if request.method != "POST" and chosen not in reads.open_acts(request.actor, draft):
        messages.info(
            request, _("Keadaan rancangan ini sudah berubah, atau gilirannya orang lain.")
        )
        return redirect(_course(draft))
    form = _FORMS[chosen](request, draft)

    def do(data: dict[str, Any]) -> Done:
        _DO[chosen](draft, data, {"by": request.actor, "at": clock.now()})
        return Done(_course(draft), str(ACT_WORDS[chosen].done))

    return frame.ask(request, _asking(draft, chosen), form, do)


@require_http_methods(frame.GET_OR_POST)
def withdrawal(request: ActorRequest, pk: int) -> HttpResponse:
    """End a procedure that is in force, with what follows said before."""
    frame.need_sop_work(request)
    today = timezone.localdate(clock.now())
    version = get_object_or_404(reads.withdrawable(request.actor, today), pk=pk)
    form = WithdrawalForm(frame.sent(request), today=_today(version.sop.office))
    asking = Asking(
        title=_("Cabut SOP %(title)s") % {"title": version.document.identity.title},
        lead=_follows(version),
        button=_("Cabut SOP"),
        back=f"{reverse('sops:drafts')}?saring=berlaku",
        crumbs=(_("SOP"), reverse("sops:drafts")),
        kind="danger",
    )

    def do(data: dict[str, Any]) -> Done:
        actions.withdraw_version(version, by=request.actor, at=clock.now(), **data)
        return Done(asking.back, _("Pencabutan tercatat."))

    return frame.ask(request, asking, form, do)


def _follows(version: SopVersion) -> str:
    """What happens to the service once its procedure is withdrawn."""
    office = version.sop.office
    above = SopVersion.objects.in_force(_today(office)).filter(
        sop__service=version.sop.service, sop__office__key__in=office.lineage[:-1]
    )
    binding = above.nearest_first().first()
    words = {"office": office.name, "service": version.sop.service.name}
    if binding is None:
        return (
            _(
                "Sejak hari itu %(office)s tidak dapat menerima permohonan baru untuk layanan "
                "“%(service)s”. Berkas yang sedang berjalan tetap diselesaikan."
            )
            % words
        )
    return _(
        "Sejak hari itu %(office)s mengikuti SOP %(above)s. Berkas yang sedang berjalan tetap "
        "diselesaikan menurut versi saat diterima."
    ) % {**words, "above": binding.sop.office.name}


def _asking(draft: SopDraft, act: Act) -> Asking:
    return Asking(
        title=f"{act.label}: {draft}",
        lead=str(ACT_WORDS[act].lead),
        button=str(act.label),
        back=_course(draft),
        crumbs=(_("SOP"), reverse("sops:drafts"), str(draft), _course(draft)),
        kind="danger" if act == Act.DROP else "main",
    )


def _course(draft: SopDraft) -> str:
    return reverse("sops:course", kwargs={"pk": draft.pk})


def _today(office: Office) -> date:
    return timezone.localdate(clock.now(), ZoneInfo(office.time_zone))


def _sources(draft: SopDraft, *, has_others: bool) -> list[tuple[str, Noted]]:
    """Where this draft may begin, the most likely first."""
    found = []
    if draft.sop.last_version() is not None:
        found.append((BASE, Noted(_("Versi sebelumnya"), _("Ubah seperlunya saja."))))
    if reads.catalogue_document(draft.sop.service) is not None:
        note = _("Contoh yang ikut dipasang bersama Prima.")
        found.append((CATALOGUE, Noted(_("Katalog"), note)))
    if has_others:
        note = _("Sesuaikan dengan keadaan kantor Anda, dan tulis mengapa.")
        found.append((OTHER, Noted(_("SOP kantor lain"), note)))
    note = _("Gambar proses dari aplikasi lain. Waktu dan dokumennya Anda lengkapi sesudahnya.")
    found.append((FILE, Noted(_("Berkas BPMN 2.0"), note)))
    found.append((NOTHING, Noted(_("Kosong"), _("Hanya langkah pertama dan terakhir."))))
    return found


def _origin(draft: SopDraft, data: dict[str, Any]) -> Origin:
    source = data["source"]
    if source == OTHER:
        return Origin(adapted_from=data["version"], because=data["because"])
    if source == CATALOGUE:
        return Origin(document=reads.catalogue_document(draft.sop.service))
    if source == FILE:
        return _origin_of_file(draft, data["imported"])
    return Origin(is_blank=source == NOTHING)


def _origin_of_file(draft: SopDraft, imported: Imported) -> Origin:
    """A drawing of another tool knows no service and often no title."""
    document, service = imported.document, draft.sop.service
    identity = replace(document.identity, title=document.identity.title or service.name)
    document = replace(document, service=service.key, identity=identity)
    return Origin(document=document, left_out=imported.left_out)


def _approval_form(request: ActorRequest, draft: SopDraft) -> ApprovalForm:
    """What is known beforehand: who is asking, in which position, and today."""
    here = [
        one.title
        for one in authorities_of(request.actor, clock.now())
        if one.office_id == draft.sop.office_id
    ]
    initial = {
        "name": reads.name_of(request.actor),
        "title": here[0] if here else "",
        "approved_on": _today(draft.sop.office),
        "number": draft.base.sop_number if draft.base else "",
    }
    return ApprovalForm(frame.sent(request), initial=initial)


def _publication_form(request: ActorRequest, draft: SopDraft) -> PublicationForm:
    return PublicationForm(frame.sent(request), initial={"effective_on": draft.effective_on})


def _form(made: type[forms.Form]) -> Callable[[ActorRequest, SopDraft], forms.Form]:
    return lambda request, _draft: made(frame.sent(request))


_FORMS: Final[dict[Act, Callable[[ActorRequest, SopDraft], forms.Form]]] = {
    Act.SUBMIT: _form(PlainForm),
    Act.RECALL: _form(PlainForm),
    Act.REVIEW: _form(RemarkForm),
    Act.RETURN: _form(ReasonForm),
    Act.VERIFY: _form(RemarkForm),
    Act.APPROVE: _approval_form,
    Act.PUBLISH: _publication_form,
    Act.DROP: _form(ReasonForm),
}

_DO: Final[dict[Act, Callable[[SopDraft, dict[str, Any], dict[str, Any]], object]]] = {
    Act.SUBMIT: lambda draft, _data, who: actions.submit(draft, **who),
    Act.RECALL: lambda draft, _data, who: actions.recall(draft, **who),
    Act.REVIEW: lambda draft, data, who: actions.review(draft, **data, **who),
    Act.RETURN: lambda draft, data, who: actions.return_to_author(draft, **data, **who),
    Act.VERIFY: lambda draft, data, who: actions.verify(draft, **data, **who),
    Act.APPROVE: lambda draft, data, who: actions.approve(draft, Signature(**data), **who),
    Act.PUBLISH: lambda draft, data, who: actions.publish(draft, **data, **who),
    Act.DROP: lambda draft, data, who: actions.drop_draft(draft, **data, **who),
}
