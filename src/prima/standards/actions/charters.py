"""Setting the service charter of an office, and noting where it was made known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.common import filled, note, today
from prima.standards.models import CharterPublication, ServiceCharter
from prima.standards.rules import PublicationMedium


@dataclass(frozen=True, slots=True)
class CharterText:
    """What a charter says, who signed it by which decision, and from when it counts."""

    promise_standard: str
    promise_improvement: str
    promise_redress: str
    signatory: str
    position: str
    place: str
    signed_on: date
    decision_number: str
    valid_from: date


@journal.action
def set_charter(
    office: Office, text: CharterText, *, replaces: int | None, by: Actor, at: datetime
) -> ServiceCharter:
    """Record the charter the head has signed (UU 25/2009 article 22); versions count from one.

    `replaces` is the version its writer had before them: of two who set one at once the second
    is told.
    """
    require(permissions.can_set_standards(by, office))
    text = _complete(text)
    if text.signed_on > today(office, at):
        raise RuleBroken(_("Tanggal tanda tangan belum tiba. Isi tanggal pada naskahnya."))
    if text.valid_from < text.signed_on:
        raise RuleBroken(_("Maklumat tidak dapat berlaku sebelum ditandatangani."))
    held = Office.objects.select_for_update().get(pk=office.pk)
    last = ServiceCharter.objects.filter(office=held).order_by("version").last()
    if (last.version if last else None) != replaces:
        raise StaleRecord(
            _("Maklumat kantor ini baru saja diganti. Muat ulang halaman, lalu bandingkan.")
        )
    if last is not None and text.valid_from < last.valid_from:
        raise RuleBroken(
            _("Maklumat sebelumnya berlaku lebih kemudian. Pilih tanggal sesudahnya.")
        )
    charter = ServiceCharter.objects.create(
        office=held, version=(replaces or 0) + 1, recorded_at=at, **asdict(text)
    )
    note(
        "charter.set", charter, held, by=by, at=at, version=charter.version,
        valid_from=charter.valid_from,
    )  # fmt: skip
    return charter


def _complete(text: CharterText) -> CharterText:
    """All three promises, the decision and who signed: a charter without one is none."""
    promise = _("Isi ketiga janji maklumat.")
    return replace(
        text,
        promise_standard=filled(text.promise_standard, promise),
        promise_improvement=filled(text.promise_improvement, promise),
        promise_redress=filled(text.promise_redress, promise),
        signatory=filled(text.signatory, _("Isi nama penanda tangan.")),
        position=filled(text.position, _("Isi jabatan penanda tangan.")),
        place=filled(text.place, _("Isi tempat penandatanganan.")),
        decision_number=filled(text.decision_number, _("Isi nomor keputusan.")),
    )


@journal.action
def note_publication(
    charter: ServiceCharter,
    *,
    medium: str,
    published_on: date,
    proof: str,
    by: Actor,
    at: datetime,
) -> CharterPublication:
    """Note one medium in which the charter was made known, and the proof of it."""
    require(permissions.can_publish_charter(by, charter.office))
    if medium not in PublicationMedium.values:
        raise RuleBroken(_("Pilih medianya."))
    if not charter.signed_on <= published_on <= today(charter.office, at):
        raise RuleBroken(
            _("Isi tanggal antara tanda tangan maklumat dan hari ini, keduanya termasuk.")
        )
    row = CharterPublication.objects.create(
        charter=charter,
        medium=medium,
        published_on=published_on,
        proof=filled(proof, _("Tulis buktinya, misalnya alamat laman atau letak papannya.")),
        recorded_at=at,
    )
    note("charter.made_known", charter, charter.office, by=by, at=at, medium=medium)
    return row
