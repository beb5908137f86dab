"""Taking in an application: standard and SOP in force are frozen, the first rows are opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from prima.cases import permissions
from prima.cases.actions import clocks, letters, papers, persons
from prima.cases.actions.locking import keep_calendar
from prima.cases.actions.papers import Uploads
from prima.cases.actions.records import record
from prima.cases.actions.walking import open_rows
from prima.cases.core import Applicant, GivenPaper
from prima.cases.events import CaseOpened
from prima.cases.models import Case, WorkItem
from prima.cases.models.work import Outcome
from prima.cases.rules import Channel
from prima.kernel import codes, events, idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office
from prima.sops.public import DONE, SopVersion, version_in_force
from prima.standards.public import (
    Service,
    ServiceStandard,
    UnknownSituationError,
    requirements_for,
    settle_situations,
    standard_in_force,
)

OPEN_CASE_PURPOSE = "cases.open_case"


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that comes in with one application."""

    office: Office
    service: Service
    applicant: Applicant
    channel: Channel
    situations: Collection[str] = ()
    papers: Iterable[GivenPaper] = ()
    uploads: Uploads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The new case and, this once, the five words that open its page."""

    case: Case
    words: str = field(repr=False)


def open_case(application: Application, *, key: str, by: Actor, at: datetime) -> OpenedCase:
    """Open a case, or give back the one this form has already opened.

    `key` travels in the form. Sent again it leads to the same case and the same words, which are
    kept nowhere in the clear: what is remembered opens only with that key.
    """
    if len(key) < idempotency.SHORTEST_KEY:
        raise RuleBroken(_("Formulir ini sudah lama terbuka. Muat ulang, lalu kirim lagi."))
    known = idempotency.recall(key, OPEN_CASE_PURPOSE)
    if known is not None:
        return _opened_before(known)
    try:
        return _open(application, key=key, by=by, at=at)
    except idempotency.AlreadyDone as earlier:
        return _opened_before(earlier.result)


@journal.action
def _open(application: Application, *, key: str, by: Actor, at: datetime) -> OpenedCase:
    _check_door(application, by)
    standard, version = _in_force(application, at)
    situations = _settled(standard, application.situations)
    requirements = requirements_for(standard.content, situations)
    given = {paper.key: paper for paper in application.papers}
    papers.check_given(requirements, given, application.uploads, application.channel)
    words = codes.new_secret()
    case = _create(application, standard, version, situations, words, by=by, at=at)
    idempotency.remember(key, OPEN_CASE_PURPOSE, f"{case.number} {words}", about=case)
    papers.create(case, requirements, given, application.uploads, by=by, at=at)
    _begin(case, by=by, at=at)
    record(
        "case.opened", case, by=by, at=at, service=application.service.pk,
        standard=standard.pk, sop_version=version.pk, channel=case.channel,
    )  # fmt: skip
    letters.received(case, at=at)
    events.publish(CaseOpened(case.pk, case.office_id, case.service_id, at))
    return OpenedCase(case, words)


def _check_door(application: Application, by: Actor) -> None:
    """From home as a citizen, at the counter as an officer of that office."""
    if application.channel == Channel.ONLINE:
        require(by.kind == "citizen")
        persons.check_reachable(application.applicant)
    else:
        require(permissions.can_register(by, application.office.pk))


def _in_force(application: Application, at: datetime) -> tuple[ServiceStandard, SopVersion]:
    """The promise and the procedure of the day of receipt, by the office's own date."""
    office, service = application.office, application.service
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    standard = standard_in_force(service, office, on)
    version = version_in_force(service, office, on)
    if standard is None or version is None:
        raise RuleBroken(
            _("Layanan “%(service)s” belum dapat diajukan di %(office)s. Silakan hubungi kantor.")
            % {"service": service.name, "office": office.name}
        )
    return standard, version


def _settled(standard: ServiceStandard, chosen: Collection[str]) -> frozenset[str]:
    try:
        return settle_situations(standard.content, chosen)
    except UnknownSituationError as error:
        raise RuleBroken(_("Pilih keadaan Anda sekali lagi, lalu kirim formulir ini.")) from error


def _create(
    application: Application,
    standard: ServiceStandard,
    version: SopVersion,
    situations: frozenset[str],
    words: str,
    *,
    by: Actor,
    at: datetime,
) -> Case:
    promise = standard.content.completion_time
    return Case.objects.create(
        number=_free_number(application.office, at),
        secret_hash=codes.hash_secret(words),
        office=application.office,
        service=application.service,
        standard=standard,
        sop_version=version,
        situations=sorted(situations),
        channel=application.channel,
        registered_by_id=by.id if application.channel == Channel.COUNTER else None,
        promise_amount=promise.amount,
        promise_unit=promise.unit,
        clock_start_event=promise.start_event,
        clock_stop_event=promise.stop_event,
        received_at=at,
        **persons.values_of(application.applicant),
    )


def _free_number(office: Office, at: datetime) -> str:
    """A number nobody has; among a thousand million a clash is rare, not impossible."""
    year = at.astimezone(ZoneInfo(office.time_zone)).year
    while True:
        number = codes.new_number(office.number_prefix, year)
        if not Case.objects.filter(number=number).exists():
            return number


def _begin(case: Case, *, by: Actor, at: datetime) -> None:
    """Start the clock if it starts at receipt, and close the row that is the applying itself.

    The dates are counted by a calendar that nobody changes before the case is kept.
    """
    keep_calendar(case.office)
    automaton = case.sop_version.automaton
    document = automaton.document
    fields: clocks.Fields = {}
    if clocks.starts_at_receipt(document, case.clock_start_event):
        fields |= clocks.start(case, at)
    first = automaton.first(case.facts)
    rows = clocks.opened(case, document, first, at, {})
    follow: list[str] = []
    for row in rows:
        step = document.step(row.step_key)
        if document.is_office_step(step):
            continue
        _close(row, by=by, at=at)
        fields |= clocks.after_events(case, clocks.events_of(document, step, DONE), at)
        after = automaton.after(step.key, DONE, case.facts)
        follow += after if isinstance(after, list) else []
    WorkItem.objects.bulk_create(rows)
    if follow:
        open_rows(case, document, follow, at, history=first)
    if fields:
        Case.objects.filter(pk=case.pk).update(**fields)


def _close(row: WorkItem, *, by: Actor, at: datetime) -> None:
    """The applicant has done the first row by applying."""
    row.happened_at = row.recorded_at = at
    row.outcome, row.done_by_id = Outcome.DONE, by.id


def _opened_before(result: str) -> OpenedCase:
    number, _separator, words = result.partition(" ")
    return OpenedCase(Case.objects.select_related("office", "service").get(number=number), words)
