"""Recording a public consultation, closing its minutes, following what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.common import filled, note, person, today
from prima.standards.core import consulting
from prima.standards.models import (
    ConsultationAgreement,
    ConsultationAttendance,
    ConsultationInput,
    ConsultationSignatory,
    PublicConsultation,
    Service,
    StandardDraft,
)
from prima.standards.rules import AgreementOutcome

# The lists of a consultation, each written whole.
LISTS: Final[Mapping[str, tuple[type[Model], str]]] = {
    "attendances": (ConsultationAttendance, "attendances"),
    "inputs": (ConsultationInput, "inputs"),
    "agreements": (ConsultationAgreement, "agreements"),
    "signatories": (ConsultationSignatory, "signatories"),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """When, where and about what people met."""

    topic: str
    title: str
    held_on: date
    place: str
    drafts: Sequence[StandardDraft] = ()
    services: Sequence[Service] = ()
    text: str = ""
    record_number: str = ""


@journal.action
def record_consultation(
    office: Office, meeting: Meeting, *, by: Actor, at: datetime
) -> PublicConsultation:
    """Begin the record of a consultation, held or planned."""
    require(permissions.can_keep_consultations(by, office))
    found = PublicConsultation(office=office, author_id=person(by), recorded_at=at)
    _put(found, meeting)
    found.save()
    _connect(found, meeting)
    note("consultation.recorded", found, office, by=by, at=at, held_on=found.held_on)
    return found


@journal.action
def edit_consultation(
    found: PublicConsultation, meeting: Meeting, *, revision: int, by: Actor, at: datetime
) -> PublicConsultation:
    """Change the record until its minutes are closed."""
    held = _to_be_written(found, revision, by)
    _put(held, meeting)
    _connect(held, meeting)
    return _saved(held, "facts", by=by, at=at)


def _put(found: PublicConsultation, meeting: Meeting) -> None:
    found.topic = meeting.topic
    found.title = filled(meeting.title, _("Isi pokok bahasan."))
    found.place = filled(meeting.place, _("Isi tempat pertemuan."))
    found.held_on = meeting.held_on
    found.text = meeting.text.strip()
    found.record_number = meeting.record_number.strip()


def _connect(found: PublicConsultation, meeting: Meeting) -> None:
    """Only drafts of the same office are spoken of; others are nobody's business here."""
    if any(draft.office_id != found.office_id for draft in meeting.drafts):
        raise RuleBroken(_("Rancangan itu milik kantor lain. Pilih rancangan kantor ini."))
    used = found.agreements.exclude(draft=None).exclude(draft__in=meeting.drafts)
    if used.exists():
        raise RuleBroken(
            _("Ada kesepakatan tentang rancangan yang Anda lepas. Ubah kesepakatannya dahulu.")
        )
    found.drafts.set(meeting.drafts)
    found.services.set(meeting.services)


@journal.action
def write_list(
    found: PublicConsultation,
    part: str,
    rows: Iterable[Mapping[str, Any]],
    *,
    revision: int,
    by: Actor,
    at: datetime,
) -> PublicConsultation:
    """Put one list of the minutes in place of the one before: a key of `LISTS`."""
    held = _to_be_written(found, revision, by)
    model, name = LISTS[part]
    made = [model(consultation=held, **row) for row in rows]
    drafts = set(held.drafts.values_list("pk", flat=True))
    if any(getattr(row, "draft_id", None) not in {None, *drafts} for row in made):
        raise RuleBroken(_("Pilih rancangan yang dibahas dalam konsultasi ini."))
    getattr(held, name).all().delete()
    model._default_manager.bulk_create(made)
    return _saved(held, part, by=by, at=at)


def _hold(found: PublicConsultation) -> PublicConsultation:
    held = (
        PublicConsultation.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=found.pk)
    )
    if held.is_closed:
        raise StaleRecord(_("Berita acara sudah ditutup, jadi isinya tetap."))
    return held


def _to_be_written(found: PublicConsultation, revision: int, by: Actor) -> PublicConsultation:
    held = _hold(found)
    require(permissions.can_keep_consultations(by, held.office))
    if held.revision != revision:
        raise StaleRecord(
            _(
                "Catatan konsultasi ini baru saja disimpan orang lain. Bandingkan dengan tulisan "
                "Anda, lalu simpan lagi."
            )
        )
    return held


def _saved(held: PublicConsultation, part: str, *, by: Actor, at: datetime) -> PublicConsultation:
    held.revision += 1
    held.save()
    note("consultation.saved", held, held.office, by=by, at=at, part=part, revision=held.revision)
    return held


@journal.action
def close_consultation(
    found: PublicConsultation, *, by: Actor, at: datetime
) -> PublicConsultation:
    """Close the minutes and publish them: every input has its answer, both sides sign."""
    held = _hold(found)
    require(permissions.can_keep_consultations(by, held.office))
    missing = [gap for gap in consulting.gaps(held.minutes, today(held.office, at)) if gap.is_hard]
    if missing:
        raise RuleBroken(
            _("Berita acara belum dapat ditutup. Lengkapi dahulu yang disebut di halamannya.")
        )
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    note("consultation.closed", held, held.office, by=by, at=at, groups=held.groups_present())
    return held


@journal.action
def settle_agreement(
    agreement: ConsultationAgreement, *, outcome: str, reason: str, by: Actor, at: datetime
) -> ConsultationAgreement:
    """Say what became of an agreement: done, or not followed and why (read by everybody).

    One about a component of a draft is done when the draft says something else there than what
    it began from: a promise to the public is not kept by a tick.
    """
    held = (
        ConsultationAgreement.objects.select_for_update(of=("self",))
        .select_related("consultation__office", "draft__base")
        .get(pk=agreement.pk)
    )
    consultation = held.consultation
    require(permissions.can_keep_consultations(by, consultation.office))
    if not consultation.is_closed:
        raise RuleBroken(_("Tutup berita acaranya dahulu."))
    if not held.is_open:
        raise StaleRecord(_("Hasil kesepakatan ini sudah dicatat."))
    if outcome not in AgreementOutcome.values:
        raise RuleBroken(_("Pilih hasilnya."))
    if outcome == AgreementOutcome.NOT_FOLLOWED:
        filled(reason, _("Tulis alasannya. Masyarakat membacanya."))
    elif held.draft is not None and not _is_changed(held.draft, held.component):
        raise RuleBroken(
            _("Komponen itu pada rancangan masih sama dengan semula. Ubah rancangannya dahulu.")
        )
    held.outcome, held.outcome_note = outcome, reason.strip()
    held.settled_on = today(consultation.office, at)
    held.save(update_fields=["outcome", "outcome_note", "settled_on"])
    note(
        "consultation.agreement_settled", consultation, consultation.office, by=by, at=at,
        agreement=held.pk, outcome=outcome,
    )  # fmt: skip
    return held


def _is_changed(draft: StandardDraft, component: str) -> bool:
    """Whether the draft differs from its beginning; from nothing everything differs."""
    if draft.base is None:
        return True
    before = draft.base.content_data
    if component:
        return bool(draft.content_data.get(component) != before.get(component))
    return bool(draft.content_data | {"to_confirm": {}} != before | {"to_confirm": {}})
