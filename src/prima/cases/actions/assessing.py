"""Forms M and E of a procedure: begun, saved, and set (PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from prima.cases import permissions
from prima.cases.core import assessing
from prima.cases.core.assessing import Answers
from prima.cases.models import SopAssessment, WorkItem
from prima.cases.rules import AssessmentKind, Conclusion
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, require
from prima.offices.public import Office, StaffMember
from prima.sops.public import SopVersion, conclude_evaluation


@dataclass(frozen=True, slots=True)
class Assessed:
    """What the assessor typed: a judgement for each row, and for form E what it comes to."""

    answers: Answers
    conclusion: str = ""
    conclusion_note: str = ""


@journal.action
def begin_assessment(
    version: SopVersion,
    office: Office,
    *,
    kind: str,
    first_day: date,
    last_day: date,
    by: Actor,
    at: datetime,
) -> SopAssessment:
    """Begin a form over a span of days; one that is being filled in already is given back."""
    require(permissions.can_assess(by, office.pk))
    assert by.id is not None  # noqa: S101 - only staff hold the permission
    today = at.astimezone(ZoneInfo(office.time_zone)).date()
    if first_day > last_day or last_day > today:
        raise RuleBroken(_("Pilih masa yang sudah berlalu, dari tanggal awal sampai akhir."))
    if kind == AssessmentKind.EVALUATION and version.sop.office_id != office.pk:
        raise RuleBroken(_("SOP dievaluasi oleh kantor yang menetapkannya."))
    found, is_new = SopAssessment.objects.get_or_create(
        office=office, version=version, kind=kind, set_at=None,
        defaults={
            "first_day": first_day, "last_day": last_day, "created_by_id": by.id, "created_at": at,
        },
    )  # fmt: skip
    if is_new:
        _record("sop_assessment.begun", found, by=by, at=at)
    return found


@journal.action
def save_assessment(
    assessment: SopAssessment, given: Assessed, *, revision: int, by: Actor, at: datetime
) -> SopAssessment:
    """Keep what was typed so far; nothing of it need be complete."""
    found = _locked(assessment, revision, by)
    _fill(found, given, by)
    found.save()
    _record("sop_assessment.saved", found, by=by, at=at)
    return found


@journal.action
def set_assessment(
    assessment: SopAssessment,
    given: Assessed,
    *,
    figures: Mapping[str, Any],
    revision: int,
    by: Actor,
    at: datetime,
) -> SopAssessment:
    """Sign a form: complete, with the figures it was judged by, and final from now on.

    An evaluation closes the yearly review of its procedure; one that asks for a change puts it on
    the list of drafts.
    """
    found = _locked(assessment, revision, by)
    require(permissions.can_set_assessment(by, found))
    _check_complete(found, given)
    _check_other_hands(found, by)
    _fill(found, given, by)
    found.figures = dict(figures)
    found.set_by_id, found.set_at = by.id, at
    found.signer_name = _name_of(by)
    if found.is_evaluation:
        found.planned_draft = conclude_evaluation(
            found.version, keeps=found.conclusion == Conclusion.KEEP,
            reason=found.conclusion_note, by=by, at=at,
        )  # fmt: skip
    found.save()
    concluded = {"conclusion": str(found.conclusion)} if found.is_evaluation else {}
    _record("sop_assessment.set", found, by=by, at=at, **concluded)
    return found


def _locked(assessment: SopAssessment, revision: int, by: Actor) -> SopAssessment:
    rows = SopAssessment.objects.select_for_update(of=("self",))
    found = rows.select_related("version__sop__office", "office").get(pk=assessment.pk)
    require(permissions.can_assess(by, found.office_id))
    if found.is_set:
        raise StaleRecord(_("Formulir ini sudah ditetapkan dan tidak dapat diubah lagi."))
    if found.revision != revision:
        raise StaleRecord(
            _("Rekan Anda baru saja menyimpan formulir ini. Muat ulang untuk melihat isinya.")
        )
    return found


def _fill(found: SopAssessment, given: Assessed, by: Actor) -> None:
    known = set(found.keys)
    kept = {key: one for key, one in given.answers.items() if key in known}
    found.answers = assessing.write_answers(kept)
    if found.is_evaluation:
        found.conclusion, found.conclusion_note = given.conclusion, given.conclusion_note.strip()
    found.revision += 1
    found.saved_by_id = by.id


def _check_complete(found: SopAssessment, given: Assessed) -> None:
    keys = found.keys
    if missing := assessing.unjudged(keys, given.answers):
        raise RuleBroken(
            _("Nilai dahulu semua baris. Belum dinilai: %(rows)s.")
            % {"rows": ", ".join(str(keys.index(key) + 1) for key in missing)}
        )
    bad = assessing.unexplained(keys, given.answers, with_follow_up=not found.is_evaluation)
    if bad:
        raise RuleBroken(
            _("Tulis catatan dan tindak lanjut untuk baris yang dinilai kurang: %(rows)s.")
            % {"rows": ", ".join(str(keys.index(key) + 1) for key in bad)}
        )
    if found.is_evaluation and (
        given.conclusion not in Conclusion.values or not given.conclusion_note.strip()
    ):
        raise RuleBroken(_("Pilih kesimpulan dan tulis alasannya."))


def _check_other_hands(found: SopAssessment, by: Actor) -> None:
    """Whoever did all of the work alone does not sign how well it was done."""
    done = WorkItem.objects.filter(
        office__in=found.office.subtree_ids,
        case__sop_version=found.version_id,
        recorded_at__date__range=(found.first_day, found.last_day),
        done_by__isnull=False,
    )
    if done.filter(done_by=by.id).exists() and not done.exclude(done_by=by.id).exists():
        raise NotAllowed(
            _(
                "Semua langkah pada masa ini Anda kerjakan sendiri. Mintalah penyelia atau kepala "
                "lain menetapkan formulir ini."
            )
        )


def _name_of(by: Actor) -> str:
    names = StaffMember.objects.filter(user=by.id).values_list("name", flat=True)
    return names.first() or "-"


def _record(
    what: str, found: SopAssessment, *, by: Actor, at: datetime, **payload: object
) -> None:
    payload = {"kind": str(found.kind), "version_id": found.version_id, **payload}
    chain = f"office:{found.office_id}"
    journal.append(what, about=found, chain=chain, by=by, at=at, payload=payload)
