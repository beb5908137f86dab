"""Setting a standard by a decision, and ending a service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.citing import Written, record_standard
from prima.standards.actions.common import filled, hold_draft, note, today
from prima.standards.actions.reviews import close_reviewed
from prima.standards.core import bases, citing, drafting
from prima.standards.core.content import Decree, StandardContent
from prima.standards.core.digest import version_hash
from prima.standards.core.keys import key_from
from prima.standards.core.search import document_words
from prima.standards.models import (
    Regulation,
    Service,
    ServiceCategory,
    ServiceStandard,
    StandardDraft,
)
from prima.standards.rules import StandardDraftState, basis_sentence, check_draft_move


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that sets a standard, and from when it counts."""

    decree: Decree
    effective_on: date
    # The minutes of the consultation that spoke of it, or why the public was not asked.
    consultation_note: str


@journal.action
def set_standard(
    draft: StandardDraft,
    decision: Decision,
    *,
    compared_with: int | None,
    by: Actor,
    at: datetime,
) -> ServiceStandard:
    """Make a draft the next version of the standard of its office (PermenPANRB 15/2014).

    `compared_with` is the version whose difference the head has seen: when another one counts
    meanwhile, nothing is set. Of two who set the same draft at once the second is told.
    """
    held = hold_draft(draft)
    _check_who(held, by)
    check_draft_move(held.state, StandardDraftState.SET)
    _check_decision(held, decision, at)
    _check_complete(held)
    _check_basis(held, decision.effective_on)
    _check_agreed(held)
    # Loading a catalogue makes versions too: the second one waits here.
    office = Office.objects.select_for_update().get(pk=held.office_id)
    service = held.service or _new_service(held, by=by, at=at)
    last = (
        ServiceStandard.objects.filter(service=service, office=office).order_by("version").last()
    )
    _check_compared(last, compared_with)
    standard = _create(service, held, last, decision)
    standard.recorded_at = at
    standard.save()
    held.service, held.standard = service, standard
    held.state, held.ended_at = StandardDraftState.SET, at
    held.consultation_note = decision.consultation_note.strip()
    held.save(update_fields=["service", "standard", "state", "ended_at", "consultation_note"])
    record_standard(standard, by=by, at=at)
    close_reviewed(service.pk, office, by=by, at=at)
    note(
        "standard.set", standard, office, by=by, at=at, version=standard.version,
        effective_on=standard.effective_on, sha256=standard.content_hash, draft=held.pk,
    )  # fmt: skip
    return standard


def _check_who(held: StandardDraft, by: Actor) -> None:
    require(permissions.can_set_standards(by, held.office))
    require(
        permissions.can_set_draft(by, held),
        _(
            "Anda ikut menyusun rancangan ini. Penetapan dilakukan pejabat lain yang berwenang, "
            "agar selalu ada dua orang yang membacanya."
        ),
    )


def _check_decision(held: StandardDraft, decision: Decision, at: datetime) -> None:
    decree = decision.decree
    filled(decree.number, _("Isi nomor keputusan."))
    filled(decree.signatory, _("Isi nama penanda tangan keputusan."))
    if decree.on > today(held.office, at):
        raise RuleBroken(_("Tanggal keputusan belum tiba. Isi tanggal yang tertulis di naskah."))
    if decision.effective_on < decree.on:
        raise RuleBroken(_("Standar tidak dapat berlaku sebelum tanggal keputusannya."))
    filled(
        decision.consultation_note,
        _("Tulis berita acara konsultasi publiknya, atau alasan mengapa tidak diadakan."),
    )


def _check_complete(held: StandardDraft) -> None:
    """None of the fourteen components may be empty: the hard gate of the regulation."""
    count = len(held.findings) + len(_missing_of_service(held))
    if count:
        raise RuleBroken(
            _(
                "Masih ada %(count)d hal yang harus dilengkapi sebelum ditetapkan. Lihat catatan "
                "pada setiap bagian."
            )
            % {"count": count}
        )


def _check_basis(held: StandardDraft, on: date) -> None:
    """At least one rule is in force when the standard begins to count, and none has ended."""
    texts = [Written(row.rule, row.article, row.title).text for row in held.content.legal_basis]
    named = Regulation.objects.named()
    keys = {one.key for text in texts for one in citing.read(text, named)}
    judged = bases.judge(texts, on, Regulation.objects.rules(keys), named)
    wrong = [one for one in judged if one.is_hard]
    if wrong:
        raise RuleBroken(basis_sentence(wrong[0], on))


def _check_agreed(held: StandardDraft) -> None:
    """What both sides signed is in the text, or everybody can read why not.

    UU 25/2009 article 20(2) makes the public part of the drafting and PermenPANRB 16/2017 has
    the agreement signed; neither names a sanction, so an agreement is never silently passed over,
    but may be set aside with a reason. Without a consultation the reason for that is asked.
    """
    waiting = held.agreements.filter(outcome="", consultation__closed_at__isnull=False).count()
    if waiting:
        raise RuleBroken(
            _(
                "%(count)d kesepakatan konsultasi publik belum ada hasilnya. Ubah rancangannya, "
                "atau catat mengapa tidak dilaksanakan."
            )
            % {"count": waiting}
        )


def _content(held: StandardDraft) -> StandardContent:
    try:
        return drafting.complete(held.content_data)
    except ValueError as error:
        raise RuleBroken(
            _("Isi rancangan ini belum dapat dibaca seluruhnya. Periksa setiap bagian.")
        ) from error


def _missing_of_service(held: StandardDraft) -> tuple[str, ...]:
    if held.service is not None:
        return ()
    shelves = set(ServiceCategory.objects.values_list("key", flat=True))
    return drafting.missing_of_service(held.service_data, shelves)


def _check_compared(last: ServiceStandard | None, compared_with: int | None) -> None:
    if (last.pk if last else None) != compared_with:
        raise StaleRecord(
            _(
                "Standar kantor ini berganti sejak Anda membuka halaman. Bandingkan lagi dengan "
                "versi yang baru, lalu tetapkan."
            )
        )


def _create(
    service: Service, held: StandardDraft, last: ServiceStandard | None, decision: Decision
) -> ServiceStandard:
    decree, content = decision.decree, _content(held)
    standard = ServiceStandard(
        service=service,
        office=held.office,
        version=last.version + 1 if last else 1,
        content_data=content.to_data(),
        effective_on=decision.effective_on,
        is_proposal=False,
        decree_number=decree.number.strip(),
        decree_on=decree.on,
        decree_signatory=decree.signatory.strip(),
    )
    entry = replace(
        service.entry(None),
        is_proposal=False,
        decree=standard.decree,
        effective_on=decision.effective_on,
        content=content,
    )
    standard.content_hash = version_hash(entry)
    return standard


def _new_service(held: StandardDraft, *, by: Actor, at: datetime) -> Service:
    """Put a service the catalogue did not know on its shelf."""
    data = held.service_data
    service = Service.objects.create(
        key=key_from(data["name"], set(Service.objects.values_list("key", flat=True))),
        name=data["name"],
        summary=data["summary"],
        category=ServiceCategory.objects.get(key=data["category"]),
        owner=data["owner"],
        offered_by=data["offered_by"],
        keywords=data["keywords"],
        asks=data.get("asks", []),
        search_words=document_words(data["name"], tuple(data["keywords"]), data["summary"]),
        place_label=data["place_label"],
        place_note=data["place_note"],
    )
    note("service.added", service, held.office, by=by, at=at, retired_on=None)
    return service


@dataclass(frozen=True, slots=True)
class Ending:
    """From when a service is no longer given, why, and who gives it then."""

    on: date
    why: str
    redirect_name: str
    redirect_url: str = ""


@journal.action
def retire_service(
    service: Service, office: Office, ending: Ending, *, by: Actor, at: datetime
) -> Service:
    """End a service from a day on and say where people go.

    A service is the same in all offices, so it is ended by whoever sets standards in the highest
    office that has one for it. An ending that has not come yet may be told anew.
    """
    held = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    require(permissions.can_set_standards(by, office))
    _check_highest(held, office)
    now = today(office, at)
    if held.retired_on is not None and held.retired_on <= now:
        raise StaleRecord(_("Layanan ini sudah diakhiri."))
    if ending.on < now:
        raise RuleBroken(_("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."))
    held.retired_on = ending.on
    held.retired_note = filled(ending.why, _("Tulis apa yang perlu diketahui masyarakat."))
    held.redirect_name = filled(ending.redirect_name, _("Tulis ke mana masyarakat pergi."))
    held.redirect_url = ending.redirect_url.strip()
    held.save(update_fields=["retired_on", "retired_note", "redirect_name", "redirect_url"])
    note("service.changed", held, office, by=by, at=at, retired_on=held.retired_on)
    return held


def _check_highest(service: Service, office: Office) -> None:
    above = (
        ServiceStandard.objects.filter(service=service)
        .exclude(office__path__startswith=office.path)
        .exists()
    )
    if above:
        raise RuleBroken(
            _(
                "Layanan ini juga diberikan kantor lain dengan standarnya sendiri. Mintalah "
                "kepala kantor di atasnya untuk mengakhirinya."
            )
        )
