"""Pages on which a process is added, edited, moved, closed or related."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest
from prima.sops import actions, permissions
from prima.sops.actions import Party, ProcessWords
from prima.sops.forms.processes import FROM, EndForm, MoveForm, ProcessForm, RelationForm
from prima.sops.models import BusinessProcess
from prima.sops.queries import processes as reads
from prima.sops.rules import ProcessGroup
from prima.sops.views import frame
from prima.sops.views.frame import Asking, Done
from prima.sops.views.process_desk import desk_url, need_map_work, process_or_404, today


@require_http_methods(frame.GET_OR_POST)
def process_new(request: ActorRequest, key: str) -> HttpResponse:
    """Add a process group, or a process below the one that is named in the address."""
    need_map_work(request)
    office = get_object_or_404(reads.map_offices(request.actor), key=key)
    require(permissions.can_write_map(request.actor, office))
    asked = request.GET.get("induk", "")
    rows = reads.processes_for(request.actor).filter(map__office=office)
    above = get_object_or_404(rows, pk=asked) if asked.isdecimal() else None
    form = ProcessForm(
        frame.sent(request), asks_group=above is None, initial={"group": ProcessGroup.CORE}
    )
    back = _url(above) if above else desk_url(office)
    asking = Asking(
        title=_("Tambah proses di bawah %(process)s") % {"process": above}
        if above
        else _("Tambah kelompok proses"),
        lead=_("Nomornya diberikan otomatis dan tidak dipakai lagi untuk proses lain."),
        button=_("Simpan"),
        back=back,
        crumbs=(_("Peta proses"), desk_url(office)),
    )

    def do(data: dict[str, Any]) -> Done:
        made = actions.add_process(
            office, _words(data), under=above, by=request.actor, at=clock.now()
        )
        return Done(_url(made), _("Proses %(code)s ditambahkan.") % {"code": made.code})

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def process_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change what a process says of itself."""
    row = _to_write(request, pk)
    stored = {one.name: getattr(row, one.name) for one in fields(ProcessWords)}
    stored |= {"services": [one.key for one in row.services.all()], "revision": row.revision}
    form = ProcessForm(frame.sent(request), asks_group=row.parent is None, initial=stored)
    asking = _asking(row, _("Ubah proses"), _("Perubahan berlaku sejak disimpan."), _("Simpan"))

    def do(data: dict[str, Any]) -> Done:
        saved = actions.edit_process(
            row, _words(data), revision=data["revision"], by=request.actor, at=clock.now()
        )
        return Done(_url(saved), _("Proses disimpan."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def process_move(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a process with all below it elsewhere in the tree."""
    row = _to_write(request, pk)
    places = [one for one in row.map.processes.in_force(today()) if one.pk != row.pk]
    form = MoveForm(frame.sent(request), places=places, initial=_initial(row))
    asking = _asking(
        row,
        _("Pindahkan proses"),
        _("Semua proses di bawahnya ikut pindah, dan nomornya menyesuaikan."),
        _("Pindahkan"),
    )

    def do(data: dict[str, Any]) -> Done:
        saved = actions.move_process(
            row, to=data["parent"], revision=data["revision"], by=request.actor, at=clock.now()
        )
        return Done(_url(saved), _("Proses dipindahkan menjadi %(code)s.") % {"code": saved.code})

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def process_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Close a process from a day on."""
    row = _to_write(request, pk)
    form = EndForm(frame.sent(request), today=today(), revision=row.revision)
    asking = _asking(
        row,
        _("Tutup proses"),
        _("Proses hilang dari peta mulai tanggal itu. Nomornya tidak dipakai lagi."),
        _("Tutup proses"),
        kind="danger",
    )

    def do(data: dict[str, Any]) -> Done:
        actions.retire_process(
            row,
            retired_on=data["retired_on"],
            revision=data["revision"],
            by=request.actor,
            at=clock.now(),
        )
        return Done(desk_url(row.map.office), _("Proses ditutup."))

    return frame.ask(request, asking, form, do)


@require_http_methods(frame.GET_OR_POST)
def relation_new(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what the process gives to somebody or receives from somebody."""
    row = _to_write(request, pk)
    form = RelationForm(frame.sent(request), kept=row.map, about=row, on=today())
    asking = _asking(
        row,
        _("Tambah hubungan"),
        _("Hubungan tampil pada peta relasi kedua proses."),
        _("Simpan hubungan"),
    )

    def do(data: dict[str, Any]) -> Done:
        here, there = Party(row), Party(data["process"], data["party"])
        supplier, receiver = (there, here) if data["way"] == FROM else (here, there)
        actions.relate(row.map, supplier, data["what"], receiver, by=request.actor, at=clock.now())
        return Done(_url(row), _("Hubungan disimpan."))

    return frame.ask(request, asking, form, do)


@require_POST
def relation_removed(request: ActorRequest, pk: int, relation: int) -> HttpResponse:
    """Take a relation off the map."""
    row = _to_write(request, pk)
    found = row.map.relations.filter(pk=relation).first()
    try:
        if found is not None:
            actions.unrelate(found, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Hubungan dihapus."))
    return redirect(_url(row))


def _to_write(request: ActorRequest, pk: int) -> BusinessProcess:
    """The process for those who change the map; whoever only reads it is told so."""
    row = process_or_404(request, pk)
    require(permissions.can_write_map(request.actor, row.map.office))
    return row


def _asking(
    row: BusinessProcess, title: str, lead: str, button: str, *, kind: str = "main"
) -> Asking:
    return Asking(
        title=f"{title}: {row}",
        lead=lead,
        button=button,
        back=_url(row),
        crumbs=(_("Peta proses"), desk_url(row.map.office), row.code, _url(row)),
        kind=kind,
    )


def _initial(row: BusinessProcess) -> dict[str, Any]:
    return {"revision": row.revision, "parent": str(row.parent_id or "")}


def _words(data: dict[str, Any]) -> ProcessWords:
    return ProcessWords(**{name: said for name, said in data.items() if name != "revision"})


def _url(row: BusinessProcess) -> str:
    return reverse("sops:process", kwargs={"pk": row.pk})
