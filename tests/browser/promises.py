"""A draft of a service standard, for pictures of the pages on which it is written."""

from __future__ import annotations

from datetime import datetime

from prima.kernel.actors import Actor
from prima.offices.public import Office, StaffMember, actor_for
from prima.standards import actions, queries
from prima.standards.forms.charters import USUAL_PROMISES
from prima.standards.models import Service, ServiceCharter


def begin_standard(staff: StaffMember, service: str, at: datetime) -> dict[str, str]:
    """A draft of the author's office that begins from the version in force, one part changed."""
    author, found = actor_for(staff.user, at), Service.objects.get(key=service)
    office = staff.home_office
    base = queries.standard_in_force(found, office, at.date())
    draft = actions.start_draft(office, service=found, base=base, by=author, at=at)
    values = {"facilities": ["Ruang tunggu dengan kursi roda"]}
    actions.save_part(draft, "facilities", values, revision=draft.revision, by=author, at=at)
    return {"standard_draft": str(draft.pk), "charter": str(set_charter(office, at).pk)}


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
