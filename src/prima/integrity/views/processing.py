"""Gifts as the UPG meets them: the register, what follows, and the sheet for the commission."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.integrity import permissions
from prima.integrity.actions import gratuities as actions
from prima.integrity.actions.gratuities import Whereabouts
from prima.integrity.documents.commission_sheet import commission_sheet
from prima.integrity.forms.gratuities import AskForm, DecideForm, ForwardForm, HandOverForm
from prima.integrity.models import Gratuity
from prima.integrity.queries import gratuities as queries
from prima.integrity.rules.gratuities import OWNER, GratuityState
from prima.integrity.views.frame import GET_OR_POST, ask, asking_about, found, sent
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, attachment, private
from prima.ui.components import Situation

PAGE: Final = 25
# One sheet is one year of a province; more is asked for in parts.
MOST_ROWS: Final = 5000
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def register(request: ActorRequest) -> HttpResponse:
    """What was refused or reported in the offices somebody looks after."""
    _need_upg(request)
    rows = queries.gratuities_for(request.actor).of_upg(request.actor)
    shown = request.GET.get("tampil", "")
    lists = {
        "": rows.open(),
        "tolak": rows.filter(state=GratuityState.REFUSED),
        "akhir": rows.exclude(pk__in=rows.open()).exclude(state=GratuityState.REFUSED),
    }
    names = {"": _("Berjalan"), "tolak": _("Ditolak"), "akhir": _("Berakhir")}
    page = Paginator(lists.get(shown, lists[""]), PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    context = {
        "page": page,
        "rows": [(one, queries.next_clock(one, now)) for one in page],
        "situations": [
            Situation(names[key], f"?tampil={key}" if key else "?", shown == key, found.count())
            for key, found in lists.items()
        ],
    }
    return private(request, "integrity/register.html", context)


@require_POST
def export(request: ActorRequest) -> HttpResponse:
    """The sheet from which reports are typed into the commission's system; taking it is noted."""
    _need_upg(request)
    rows = queries.gratuities_for(request.actor).of_upg(request.actor)[:MOST_ROWS]
    taken = list(rows)
    now = clock.now()
    content = commission_sheet(taken, now)
    actions.note_export(taken, by=request.actor, at=now)
    return attachment(content, name="gratifikasi.xlsx", content_type=_SHEET)


@require_http_methods(GET_OR_POST)
def forwarding(request: ActorRequest, pk: int) -> HttpResponse:
    """It went to the commission."""
    one = found(request, pk)
    require(permissions.can_forward(request.actor, one))
    form = ForwardForm(sent(request), initial={"seen": one.version})

    def do(data: dict[str, Any]) -> str:
        actions.forward_gift(one, **data, by=request.actor, at=clock.now())
        return one.get_absolute_url()

    asking = asking_about(one, _("Catat sampai di KPK"), _("Simpan"))
    return ask(request, asking, form, do, _("Tercatat sudah sampai di KPK."))


@require_http_methods(GET_OR_POST)
def request_more(request: ActorRequest, pk: int) -> HttpResponse:
    """The report lacks something."""
    one = _processed(request, pk)
    form = AskForm(sent(request), initial={"seen": one.version})

    def do(data: dict[str, Any]) -> str:
        actions.ask_for_more(one, **data, by=request.actor, at=clock.now())
        return one.get_absolute_url()

    asking = asking_about(one, _("Minta kelengkapan"), _("Kirim permintaan"))
    return ask(request, asking, form, do, _("Pelapor melihat permintaan ini di laporannya."))


@require_POST
def lapsed(request: ActorRequest, pk: int) -> HttpResponse:
    """It was not completed in time."""
    one = _processed(request, pk)
    try:
        actions.let_lapse(one, seen=one.version, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Laporan berakhir tanpa tindak lanjut."))
    return redirect(one)


@require_http_methods(GET_OR_POST)
def decision(request: ActorRequest, pk: int) -> HttpResponse:
    """Whose it is by the decree."""
    one = _processed(request, pk)
    form = DecideForm(sent(request), initial={"seen": one.version})

    def do(data: dict[str, Any]) -> str:
        owner = GratuityState(data.pop("owner"))
        actions.decide_gift(one, owner=owner, **data, by=request.actor, at=clock.now())
        return one.get_absolute_url()

    asking = asking_about(one, _("Catat keputusan KPK"), _("Simpan keputusan"))
    return ask(request, asking, form, do, _("Keputusan KPK tercatat."))


@require_http_methods(GET_OR_POST)
def handing_over(request: ActorRequest, pk: int) -> HttpResponse:
    """The decree is carried out."""
    one = _processed(request, pk)
    form = _hand_over_form(request, one)
    lead = ""
    if one.owner:
        lead = str(OWNER[GratuityState(one.owner)].label)

    def do(data: dict[str, Any]) -> str:
        seen = data.pop("seen")
        where = Whereabouts("", **data)
        actions.hand_over(one, where=where, seen=seen, by=request.actor, at=clock.now())
        return one.get_absolute_url()

    asking = asking_about(
        one, _("Serahkan barang"), _("Simpan penyerahan"), lead=lead, has_file=True
    )
    return ask(request, asking, form, do, _("Penyerahan barang tercatat."))


def _hand_over_form(request: ActorRequest, one: Gratuity) -> forms.Form:
    return HandOverForm(sent(request), files=request.FILES or None, initial={"seen": one.version})


def _need_upg(request: ActorRequest) -> None:
    require(
        bool(request.actor.offices_with("manage_gratuities")),
        _("Halaman ini untuk petugas UPG."),
    )


def _processed(request: ActorRequest, pk: int) -> Gratuity:
    one = found(request, pk)
    require(
        permissions.can_process(request.actor, one),
        _("Laporan ini diproses petugas UPG lain, bukan pelapornya sendiri."),
    )
    return one
