"""Writing a standard: a draft is begun, saved part by part, discussed, or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.common import filled, hold_draft, note, person
from prima.standards.core import drafting
from prima.standards.models import Review, Service, ServiceStandard, StandardDraft
from prima.standards.rules import StandardDraftState, check_draft_move


@dataclass(frozen=True, slots=True)
class FirstText:
    """What a draft says when it begins; `details` describe a service nobody knows yet."""

    content: Mapping[str, Any]
    details: Mapping[str, Any] = field(default_factory=dict)


@journal.action
def start_draft(
    office: Office,
    *,
    service: Service | None,
    base: ServiceStandard | None = None,
    written: FirstText | None = None,
    by: Actor,
    at: datetime,
) -> StandardDraft:
    """Begin a draft: from a version (of this office or of another one), or from nothing.

    `written` is what it says at first, when that was read from a file. Without a service it is
    for one the catalogue does not know yet. Of two who begin the same one at once the second is
    told.
    """
    require(permissions.can_write_standards(by, office))
    if base is not None and service is not None and base.service_id != service.pk:
        raise RuleBroken(_("Standar asal itu milik layanan lain. Pilih layanan yang sama."))
    if service is not None and service.retired_on is not None:
        raise RuleBroken(_("Layanan ini sudah diakhiri, jadi standarnya tidak diubah lagi."))
    draft = _create(office, service, base, written, by=by, at=at)
    draft.writers.add(person(by))
    note(
        "standard_draft.started", draft, office, by=by, at=at,
        service=service.pk if service else None, base=base.pk if base else None,
    )  # fmt: skip
    return draft


def order_draft(review: Review, *, by: Actor, at: datetime) -> StandardDraft | None:
    """Begin the draft that a review of a standard asks for; called by the action that closes it.

    Whoever ordered it wrote nothing, so they may still set it. None where somebody writes one
    already, the service has ended, or there is no version to begin from.
    """
    service, office = review.service, review.office
    base = ServiceStandard.objects.filter(service=service, office=office).order_by("version")
    last = base.last()
    waiting = StandardDraft.objects.open().filter(service=service, office=office).exists()
    if last is None or waiting or service.retired_on is not None:
        return None
    draft = _create(office, service, last, None, by=by, at=at)
    note(
        "standard_draft.started", draft, office, by=by, at=at, service=service.pk, base=last.pk,
        review=review.pk,
    )  # fmt: skip
    return draft


def _create(
    office: Office,
    service: Service | None,
    base: ServiceStandard | None,
    written: FirstText | None,
    *,
    by: Actor,
    at: datetime,
) -> StandardDraft:
    if written is None:
        written = FirstText(base.content.to_data() if base else drafting.blank())
    try:
        with transaction.atomic():
            return StandardDraft.objects.create(
                office=office, service=service, base=base, author_id=person(by),
                content_data=dict(written.content), service_data=dict(written.details),
                saved_at=at, started_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleBroken(
            _("Layanan ini sudah punya rancangan yang belum selesai. Lanjutkan rancangan itu.")
        ) from error


@journal.action
def save_part(
    draft: StandardDraft,
    part: str,
    values: Mapping[str, Any],
    *,
    revision: int,
    confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> StandardDraft:
    """Keep one part of a draft as it is written, complete or not.

    `revision` is the save its writer had before them: when somebody saved the same part since
    then, nothing is kept and StaleRecord is raised. Other parts do not matter. `confirmed` ends
    what the office still had to make sure of in this part.
    """
    held = _to_be_written(draft, by)
    if held.changed_since(revision, part):
        raise StaleRecord(
            _(
                "Bagian ini baru saja disimpan orang lain. Bandingkan isi yang tersimpan dengan "
                "tulisan Anda, lalu simpan lagi."
            )
        )
    data = dict(held.content_data) | {key: values[key] for key in drafting.keys_of(part)}
    if part == drafting.SITUATIONS:
        data = drafting.without_unknown_situations(data)
    if confirmed:
        data["to_confirm"] = {key: text for key, text in data["to_confirm"].items() if key != part}
    held.content_data = data
    return _saved(held, part, by=by, at=at)


@journal.action
def save_service_details(
    draft: StandardDraft, values: Mapping[str, Any], *, revision: int, by: Actor, at: datetime
) -> StandardDraft:
    """Keep what is said of a service the catalogue does not know yet."""
    held = _to_be_written(draft, by)
    if held.service is not None:
        raise RuleBroken(_("Keterangan layanan yang sudah ada tidak diubah lewat rancangan."))
    if held.changed_since(revision, drafting.SERVICE):
        raise StaleRecord(
            _(
                "Keterangan ini baru saja disimpan orang lain. Bandingkan isi yang tersimpan "
                "dengan tulisan Anda, lalu simpan lagi."
            )
        )
    held.service_data = dict(values)
    return _saved(held, drafting.SERVICE, by=by, at=at)


def _to_be_written(draft: StandardDraft, by: Actor) -> StandardDraft:
    held = hold_draft(draft)
    require(permissions.can_write_standards(by, held.office))
    if not held.can_be_written:
        raise RuleBroken(
            _("Selama dibahas dengan masyarakat isinya tetap. Lanjutkan penyusunan dahulu.")
        )
    return held


def _saved(held: StandardDraft, part: str, *, by: Actor, at: datetime) -> StandardDraft:
    held.revision += 1
    held.saved_in = held.saved_in | {part: held.revision}
    held.saved_at = at
    held.save(update_fields=["content_data", "service_data", "revision", "saved_in", "saved_at"])
    held.writers.add(person(by))
    note(
        "standard_draft.saved", held, held.office, by=by, at=at, part=part, revision=held.revision
    )
    return held


@journal.action
def move_draft(draft: StandardDraft, *, to: str, by: Actor, at: datetime) -> StandardDraft:
    """Give a draft to the public discussion, or take it back to be written on."""
    held = hold_draft(draft)
    require(permissions.can_write_standards(by, held.office))
    check_draft_move(held.state, to)
    if to not in {StandardDraftState.DRAFT, StandardDraftState.IN_CONSULTATION}:
        raise RuleBroken(_("Penetapan dan pembatalan mempunyai halamannya sendiri."))
    held.state = to
    held.save(update_fields=["state"])
    note("standard_draft.moved", held, held.office, by=by, at=at, state=to)
    return held


@journal.action
def drop_draft(draft: StandardDraft, *, reason: str, by: Actor, at: datetime) -> StandardDraft:
    """End a draft that will not be set; it stays readable with the reason."""
    held = hold_draft(draft)
    require(permissions.can_end_draft(by, held.office))
    held.dropped_because = filled(reason, _("Tulis alasan pembatalan."))
    held.state, held.ended_at = StandardDraftState.DROPPED, at
    held.save(update_fields=["state", "ended_at", "dropped_because"])
    note("standard_draft.dropped", held, held.office, by=by, at=at)
    return held
