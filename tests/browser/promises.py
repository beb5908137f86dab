"""A draft of a service standard, for pictures of the pages on which it is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prima.kernel.actors import Actor
from prima.offices.public import Office, StaffMember, actor_for
from prima.standards import actions, queries
from prima.standards.forms.charters import USUAL_PROMISES
from prima.standards.models import PublicConsultation, Service, ServiceCharter, StandardDraft


def begin_standard(staff: StaffMember, service: str, at: datetime) -> dict[str, str]:
    """A draft of the author's office that begins from the version in force, one part changed."""
    author, found = actor_for(staff.user, at), Service.objects.get(key=service)
    office = staff.home_office
    base = queries.standard_in_force(found, office, at.date())
    draft = actions.start_draft(office, service=found, base=base, by=author, at=at)
    values = {"facilities": ["Ruang tunggu dengan kursi roda"]}
    actions.save_part(draft, "facilities", values, revision=draft.revision, by=author, at=at)
    heard = hear_public(draft, author, at)
    return {
        "standard_draft": str(draft.pk),
        "charter": str(set_charter(office, at).pk),
        "consultation": str(heard.pk),
        "open_consultation": str(hear_public(draft, author, at, close=False).pk),
        "agreement": str(heard.agreements.get().pk),
    }


def hear_public(
    draft: StandardDraft, by: Actor, at: datetime, *, close: bool = True
) -> PublicConsultation:
    """A consultation about a draft; before it is closed one answer is missing."""
    meeting = actions.Meeting(
        topic="draft", title=f"Rancangan standar {draft.title.lower()}", held_on=at.date(),
        place="Aula Kantor Kementerian Agama", drafts=[draft], record_number="BA 3/2026",
        text="Rancangan dijelaskan, lalu peserta menyampaikan masukan per komponen.",
    )  # fmt: skip
    found = actions.record_consultation(draft.office, meeting, by=by, at=at)
    lists: dict[str, list[dict[str, Any]]] = {
        "attendances": [
            {"group": "users", "invited": 20, "present": 14, "institutions": ["PKK Hilir"]},
            {"group": "experts", "invited": 2, "present": 1, "institutions": ["UIN Antasari"]},
        ],
        "inputs": [
            {"group": "users", "component": "facilities", "text": "Kursi roda sering dipakai.",
             "response": "accepted"},
            {"group": "experts", "component": "fee", "text": "Umumkan biaya di pintu masuk.",
             "response": "partly" if close else "", "reason": "Sudah ada di ruang tunggu."},
        ],
        "agreements": [
            {"draft": draft, "component": "facilities", "text": "Menambah satu kursi roda",
             "owner": "Subbagian tata usaha", "due_on": at.date()},
        ],
        "signatories": [
            {"side": "provider", "name": "H. Ahmad Fauzan", "position": "Kepala kantor"},
            {"side": "community", "name": "Rahmawati", "position": "Ketua PKK Hilir"},
        ],
    }  # fmt: skip
    for part, rows in lists.items():
        found = actions.write_list(found, part, rows, revision=found.revision, by=by, at=at)
    return actions.close_consultation(found, by=by, at=at) if close else found


def set_charter(office: Office, at: datetime) -> ServiceCharter:
    """The charter of an office, made known on a poster only."""
    head = Actor(None, "staff", {"set_standards": frozenset({office.pk})})
    text = actions.CharterText(
        **{name: str(words) for name, words in USUAL_PROMISES.items()},
        signatory="H. Ahmad Fauzan, S.Ag.", position=f"Kepala {office.name}", place="Tirtamulya",
        signed_on=at.date(), decision_number="77 Tahun 2026", valid_from=at.date(),
    )  # fmt: skip
    charter = actions.set_charter(office, text, replaces=None, by=head, at=at)
    actions.note_publication(
        charter, medium="poster", published_on=at.date(), proof="Ruang tunggu", by=head, at=at
    )
    return charter
