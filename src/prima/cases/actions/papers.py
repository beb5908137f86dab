"""Papers and files of a case: what was given, what was seen, what was uploaded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.core.files.base import File
from django.utils.translation import gettext as _

from prima.cases import permissions, rules
from prima.cases.actions import authority
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import record, stale
from prima.cases.core import GivenPaper
from prima.cases.models import Case, CaseFile, CasePaper
from prima.cases.rules import MOST_FILES, Channel, PaperForm, PaperState
from prima.kernel import files, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.standards.public import Requirement

Upload: TypeAlias = "File[bytes]"
Uploads: TypeAlias = "Mapping[str, Sequence[Upload]]"


@journal.action
def tick_paper(paper: CasePaper, form: PaperForm, *, by: Actor, at: datetime) -> CasePaper:
    """An officer has seen the paper, as an original or as a copy."""
    case = lock_case(paper.case_id, at)
    authority.require_worker(case, by=by)
    rules.check_open(case.state)
    paper = CasePaper.objects.select_for_update().get(pk=paper.pk)
    if not paper.is_here or form == PaperForm.ORIGINAL:
        paper.state = PaperState.HANDED_IN
    paper.form, paper.checked_at, paper.checked_by_id = form, at, by.id
    paper.save(update_fields=["state", "form", "checked_at", "checked_by"])
    record("case.paper_checked", case, by=by, at=at, paper=paper.pk, form=PaperForm(form).value)
    return paper


@journal.action
def untick_paper(paper: CasePaper, *, by: Actor, at: datetime) -> CasePaper:
    """The tick was a mistake: the paper is to be looked at again."""
    case = lock_case(paper.case_id, at)
    authority.require_worker(case, by=by)
    rules.check_open(case.state)
    paper = CasePaper.objects.select_for_update().get(pk=paper.pk)
    if paper.checked_at is None:
        raise stale()
    paper.checked_at = paper.checked_by_id = None
    paper.save(update_fields=["checked_at", "checked_by"])
    record("case.paper_unchecked", case, by=by, at=at, paper=paper.pk)
    return paper


@journal.action
def add_file(
    case: Case, upload: Upload, *, paper: CasePaper | None = None, by: Actor, at: datetime
) -> CaseFile:
    """Add one file to an open case: the applicant with the code, or an officer."""
    case = lock_case(case.pk, at)
    require(permissions.can_add_file(by, case))
    rules.check_open(case.state)
    if paper is not None and paper.case_id != case.pk:
        raise RuleBroken(_("Syarat ini bukan bagian dari berkas ini."))
    _check_room(case, 1)
    added = _keep(case, paper, [upload], by=by, at=at)[0]
    if paper is not None and not paper.is_here:
        paper.state, paper.form = PaperState.UPLOADED, PaperForm.COPY
        paper.save(update_fields=["state", "form"])
    record("case.file_added", case, by=by, at=at, file=added.pk)
    return added


def check_given(
    requirements: Iterable[Requirement],
    given: Mapping[str, GivenPaper],
    uploads: Uploads,
    channel: Channel,
) -> None:
    """From home every document is uploaded or promised for the visit; the list says which lack.

    At the counter a missing paper is recorded, not refused: the officer sees it and asks once.
    """
    known = {row.key for row in requirements}
    if not known.issuperset({*given, *uploads}):
        raise RuleBroken(_("Daftar syarat sudah berubah. Muat ulang formulir ini."))
    if channel == Channel.COUNTER:
        return
    missing = [
        row.text
        for row in requirements
        if row.kind == "document" and not uploads.get(row.key) and not _to_bring(given, row.key)
    ]
    if missing:
        raise RuleBroken(
            _("Unggah syarat ini, atau pilih “dibawa ke kantor”: %(list)s.")
            % {"list": "; ".join(missing)}
        )


def create(
    case: Case,
    requirements: Iterable[Requirement],
    given: Mapping[str, GivenPaper],
    uploads: Uploads,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Make one row per requirement that applies, then keep the files."""
    rows = [
        _row(case, row, given.get(row.key), uploads.get(row.key, ()), by=by, at=at)
        for row in requirements
    ]
    CasePaper.objects.bulk_create(rows)
    _check_room(case, sum(len(some) for some in uploads.values()))
    by_key = {row.requirement_key: row for row in rows}
    for key, some in uploads.items():
        _keep(case, by_key[key], some, by=by, at=at)


def replace(
    case: Case,
    paper: CasePaper,
    uploads: Sequence[Upload],
    given: GivenPaper | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Take a paper anew: the earlier files stay, the tick goes, because it must be seen again."""
    _check_room(case, len(uploads))
    _keep(case, paper, uploads, by=by, at=at)
    paper.state = PaperState.UPLOADED if uploads else PaperState.TO_BRING
    paper.form = PaperForm.COPY if uploads else ""
    if given is not None and given.state == PaperState.HANDED_IN and by.kind == "staff":
        paper.state, paper.form = PaperState.HANDED_IN, given.form or PaperForm.COPY
    paper.checked_at = paper.checked_by_id = None
    paper.save(update_fields=["state", "form", "checked_at", "checked_by"])


def labels_of(case: Case) -> dict[str, str]:
    """The text of each requirement in the standard this case was opened under."""
    return {row.key: row.text for row in case.standard.content.requirements}


def _row(
    case: Case,
    requirement: Requirement,
    given: GivenPaper | None,
    uploads: Collection[Upload],
    *,
    by: Actor,
    at: datetime,
) -> CasePaper:
    row = CasePaper(
        case=case,
        requirement_key=requirement.key,
        is_mandatory=requirement.kind == "document",
        state=PaperState.MISSING if case.channel == Channel.COUNTER else PaperState.TO_BRING,
    )
    if uploads:
        row.state, row.form = PaperState.UPLOADED, PaperForm.COPY
    if given is not None and given.state == PaperState.HANDED_IN and by.kind == "staff":
        row.state, row.form = PaperState.HANDED_IN, given.form or PaperForm.COPY
        row.checked_at, row.checked_by_id = at, by.id
    return row


def _to_bring(given: Mapping[str, GivenPaper], key: str) -> bool:
    return key in given and given[key].state == PaperState.TO_BRING


def _check_room(case: Case, more: int) -> None:
    if more and case.files.count() + more > MOST_FILES:
        raise RuleBroken(
            _("Satu berkas permohonan memuat paling banyak %(most)d lampiran.")
            % {"most": MOST_FILES}
        )


def _keep(
    case: Case, paper: CasePaper | None, uploads: Sequence[Upload], *, by: Actor, at: datetime
) -> list[CaseFile]:
    return [
        CaseFile.objects.create(
            case=case,
            paper=paper,
            stored=files.store(upload, at=at),
            added_at=at,
            added_by_id=by.id,
        )
        for upload in uploads
    ]
