"""Gifts as the one to whom they were offered meets them: refuse, ask, report, complete."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.integrity import permissions
from prima.integrity.actions import gratuities as actions
from prima.integrity.actions.gratuities import GiftReport, Whereabouts
from prima.integrity.core.gratification import law
from prima.integrity.forms.gratuities import (
    CompleteForm,
    GiftForm,
    GiftQuestion,
    PassForm,
    RefusalForm,
)
from prima.integrity.models import Gratuity
from prima.integrity.queries import gratuities as queries
from prima.integrity.rules.gratuities import MOVES, PASSES, GratuityState, Holder, gift_of
from prima.integrity.views.frame import (
    GET_OR_POST,
    UNPROCESSABLE,
    ask,
    asking_about,
    attempt,
    found,
    sent,
)
from prima.kernel import clock, files, idempotency
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.ui.components import Fact
from prima.ui.formats import rupiah

PAGE: Final = 25


@require_http_methods(GET_OR_POST)
def refusal(request: ActorRequest) -> HttpResponse:
    """One choice and one button: a refused gift is noted in ten seconds."""
    form = RefusalForm(sent(request), queries.services_at(request.actor))

    def do(data: dict[str, Any]) -> str:
        def noted() -> str:
            made = actions.refuse_gift(**data, by=request.actor, at=clock.now())
            return str(made.pk)

        key = request.POST.get("idempotency_key", "")
        done = len(key) >= idempotency.SHORTEST_KEY
        pk = idempotency.once(key, "gratuity.refusal", noted) if done else noted()
        return reverse("integrity:gratuity", args=[pk])

    url, status = attempt(request, form, do)
    if url:
        messages.success(request, _("Penolakan tercatat. Terima kasih sudah menolak."))
        return redirect(url)
    return private(request, "integrity/refusal.html", {"form": form}, status)


@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """What this person refused or received, with the nearest deadline of each."""
    mine = queries.gratuities_for(request.actor).own(request.actor)
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    office = queries.home_office(request.actor)
    context = {
        "page": page,
        "rows": [(one, queries.next_clock(one, now)) for one in page],
        "feast": queries.festival_ahead(office, queries.today_of(office)) if office else "",
        "is_upg": bool(request.actor.offices_with("manage_gratuities")),
    }
    return private(request, "integrity/gratuities.html", context)


@require_safe
def question(request: ActorRequest) -> HttpResponse:
    """Must it be reported? Answered with the rule of that day; nothing is kept."""
    asked = {"kind", "happened_on_day"} & set(request.GET)
    form = GiftQuestion(request.GET if asked else None)
    judgement = None
    status = 200
    if form.is_bound:
        if form.is_valid():
            data = form.cleaned_data
            gift = gift_of(
                on=data["happened_on"],
                occasion=data["occasion"],
                relation=data["relation"],
                kind=data["kind"],
                value=data["value"],
                earlier=data["earlier_value"],
            )
            judgement = law().judge(gift)
        else:
            status = UNPROCESSABLE
    context = {"form": form, "judgement": judgement}
    return private(request, "integrity/question.html", context, status)


@require_http_methods(GET_OR_POST)
def new(request: ActorRequest) -> HttpResponse:
    """The whole report; sent to the UPG at once, or kept until it is ready."""
    form = GiftForm(sent(request), request.FILES or None)
    send = request.POST.get("go") == "send"

    def do(data: dict[str, Any]) -> str:
        evidence, holder = data.pop("evidence"), data.pop("holder")
        where = Whereabouts(holder, data["happened_on"], note=data.pop("holder_note"))
        made = actions.note_gift(
            report=GiftReport(**data),
            where=where,
            evidence=evidence,
            send=send,
            by=request.actor,
            at=clock.now(),
        )
        return made.get_absolute_url()

    url, status = attempt(request, form, do)
    if url:
        told = _("Laporan terkirim ke UPG.") if send else _("Tersimpan. Laporan belum dikirim.")
        messages.success(request, told)
        return redirect(url)
    return private(request, "integrity/report.html", {"form": form}, status)


@require_safe
def gratuity(request: ActorRequest, pk: int) -> HttpResponse:
    """One gift: how it stands, both clocks, the thing's way, and what can be done next."""
    one = found(request, pk)
    moves = MOVES[GratuityState(one.state)]
    custody = list(one.custody.select_related("photo"))
    is_mine = permissions.is_reporter(request.actor, one)
    judgement = None if one.is_refused else queries.judgement_of(one)
    context = {
        "gratuity": one,
        "facts": _facts(one),
        "clocks": queries.clocks_of(one, clock.now()),
        "zone": one.office.time_zone,
        "custody": custody,
        "evidence": one.files.select_related("stored"),
        "judgement": judgement,
        "is_mine": is_mine,
        "can_process": permissions.can_process(request.actor, one),
        "can_pass": bool(moves and custody and PASSES[Holder(custody[-1].holder)]),
        "moves": {move.value for move in moves},
    }
    return private(request, "integrity/gratuity.html", context)


@require_POST
def reported(request: ActorRequest, pk: int) -> HttpResponse:
    """Send what was written down to the UPG."""
    one = found(request, pk)
    try:
        actions.report_gift(one, seen=one.version, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Laporan terkirim ke UPG."))
    return redirect(one)


@require_http_methods(GET_OR_POST)
def completion(request: ActorRequest, pk: int) -> HttpResponse:
    """Add what the UPG missed."""
    one = found(request, pk)
    require(permissions.is_reporter(request.actor, one), _("Hanya pelapor yang melengkapinya."))
    form = CompleteForm(sent(request), request.FILES or None, initial={"seen": one.version})
    asking = asking_about(
        one,
        _("Lengkapi laporan"),
        _("Kirim kelengkapan"),
        lead=one.incomplete_note or "",
        has_file=True,
    )

    def do(data: dict[str, Any]) -> str:
        actions.complete_gift(one, **data, by=request.actor, at=clock.now())
        return one.get_absolute_url()

    return ask(request, asking, form, do, _("Kelengkapan terkirim ke UPG."))


@require_http_methods(GET_OR_POST)
def passing(request: ActorRequest, pk: int) -> HttpResponse:
    """The thing changed hands."""
    one = found(request, pk)
    last = one.custody.order_by("sequence").last()
    holders = PASSES[Holder(last.holder)] if last else frozenset()
    ordered = [holder for holder in Holder if holder in holders]
    form = PassForm(
        sent(request), ordered, files=request.FILES or None, initial={"seen": one.version}
    )
    asking = asking_about(
        one, _("Catat perpindahan barang"), _("Simpan perpindahan"), has_file=True
    )

    def do(data: dict[str, Any]) -> str:
        seen = data.pop("seen")
        actions.pass_on(
            one, where=Whereabouts(**data), seen=seen, by=request.actor, at=clock.now()
        )
        return one.get_absolute_url()

    return ask(request, asking, form, do, _("Perpindahan barang tercatat."))


@require_safe
def evidence(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    """A photo or paper of the report."""
    row = found(request, pk).files.select_related("stored").filter(pk=file).first()
    if row is None:
        raise Http404
    return files.attachment_response(row.stored)


@require_safe
def photo(request: ActorRequest, pk: int, step: int) -> HttpResponse:
    """What was seen when the thing changed hands."""
    row = found(request, pk).custody.select_related("photo").filter(sequence=step).first()
    if row is None or row.photo is None:
        raise Http404
    return files.attachment_response(row.photo)


def _facts(one: Gratuity) -> list[Fact]:
    rows = [
        Fact(_("Pelapor"), f"{one.reporter}, {one.reporter_title}"),
        Fact(_("Kantor"), one.office.name),
        Fact(_("Tanggal"), clock.format_date(one.happened_on)),
        Fact(_("Jenis"), one.get_kind_display()),
        Fact(_("Uraian"), one.description),
        Fact(_("Perkiraan nilai"), rupiah(one.value) if one.value else ""),
        Fact(_("Layanan"), one.service or ""),
    ]
    if not one.is_refused:
        rows += [
            Fact(_("Dalam rangka"), one.get_occasion_display()),
            Fact(_("Pemberi"), one.giver_name or _("Tidak diketahui")),
            Fact(_("Hubungan"), one.get_relation_display()),
            Fact(_("Lembaga pemberi"), one.giver_institution),
            Fact(_("Tempat"), one.place),
            Fact(_("Alasan"), one.reason),
            Fact(_("Kronologi"), one.chronology),
            Fact(_("Nomor laporan di KPK"), one.commission_number),
            Fact(_("Keputusan KPK"), one.decree_number),
        ]
    return [row for row in rows if row.value]
