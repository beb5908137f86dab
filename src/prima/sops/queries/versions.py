"""Reads of procedures. They are public: everybody sees the versions in force."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from prima.kernel.yaml_lines import Problem
from prima.offices.public import DutyNeed, Offered, Office, ScopeChoice
from prima.sops import rules
from prima.sops.core import Automaton, Promise, SopDocument
from prima.sops.core.catalogue import SOPS_FOLDER
from prima.sops.core.lengths import longest_minutes
from prima.sops.core.validation import NORMAL_DAY_MINUTES
from prima.sops.core.writing import sop_file
from prima.sops.models import Sop, SopVersion, SopWithdrawal, known_automaton
from prima.sops.queries.processes import process_files
from prima.standards import public as standards
from prima.standards.public import Service, ServiceStandard, StandardContent


def automaton_of(version_id: int, content_hash: str) -> Automaton:
    """The moves of a version whose row was not read whole: no query while its content is known."""
    return known_automaton(content_hash) or SopVersion.objects.get(pk=version_id).automaton


def version_in_force(service: Service, office: Office, on: date) -> SopVersion | None:
    """The version that binds the office on this day: its own, else of the nearest office above."""
    return (
        SopVersion.objects.in_force(on)
        .filter(sop__service=service, sop__office__key__in=office.lineage)
        .nearest_first()
        .first()
    )


def versions_in_force(office: Office, on: date) -> dict[int, SopVersion]:
    """The versions that bind the office on this day, by the id of their service; one query."""
    rows = (
        SopVersion.objects.in_force(on)
        .filter(sop__office__key__in=office.lineage)
        .order_by(
            "sop__service_id", Length("sop__office__path").desc(), "-effective_on", "-number"
        )
        .distinct("sop__service_id")
    )
    return {version.sop.service_id: version for version in rows}


def offices_bound(sop: Sop, on: date) -> QuerySet[Office]:
    """The offices that follow this procedure on this day: its own and those below it.

    Left out is whoever stands below an office with a procedure of its own for the service.
    """
    nearer = SopVersion.objects.in_force(on).filter(
        sop__service=sop.service, sop__office__path__startswith=sop.office.path
    )
    places = Office.objects.filter(
        pk__in=nearer.exclude(sop=sop).order_by().values("sop__office_id")
    )
    bound = Office.objects.in_subtree(sop.office)
    own = list(places)
    return bound.exclude(pk__in=Office.objects.in_subtree(*own)) if own else bound


def duty_needs(office: Office, at: datetime) -> list[DutyNeed]:
    """Which duties the procedures of the services an office offers ask for, and in which rows."""
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    versions = versions_in_force(office, on)
    return [
        DutyNeed(duty, service.name, steps)
        for service in standards.services_offered(office, on)
        if service.pk in versions
        for duty, steps in _rows_by_duty(versions[service.pk].document).items()
    ]


def scope_choices(office: Office, duty: str, at: datetime) -> list[ScopeChoice]:
    """What a letter for this duty may name: services whose procedure needs it, and their rows."""
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    versions = versions_in_force(office, on)
    choices: list[ScopeChoice] = []
    for service in standards.services_offered(office, on):
        document = versions[service.pk].document if service.pk in versions else None
        rows = [
            ScopeChoice(f"{service.key}:{step.key}", service.name, step.text, step.strategic)
            for step in (document.steps if document else ())
            if document and duty in document.duties_of(step)
        ]
        if rows:
            choices += [ScopeChoice(service.key, service.name), *rows]
    return choices


def offered_services(office: Office, at: datetime) -> Offered:
    """How many services an office offers, and how many rest on a standard or SOP not yet set."""
    on = at.astimezone(ZoneInfo(office.time_zone)).date()
    offered = set(standards.services_offered(office, on).values_list("pk", flat=True))
    unset = {
        pk
        for pk, standard in standards.standards_in_force(office, on).items()
        if standard.is_proposal
    } | {pk for pk, version in versions_in_force(office, on).items() if version.is_proposal}
    return Offered(len(offered), len(offered & unset))


def _rows_by_duty(document: SopDocument) -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for step in document.steps:
        for duty in document.duties_of(step):
            rows[duty] = (*rows.get(duty, ()), step.text)
    return rows


def page_of(service: Service, office: Office) -> str:
    """The public page of the procedure that binds the office."""
    return f"{reverse('sops:sop', kwargs={'key': service.key})}?kantor={office.key}"


def published_version(service: Service, on: date) -> SopVersion | None:
    """The version shown when no office was chosen: that of the highest office."""
    return SopVersion.objects.in_force(on).filter(sop__service=service).highest_first().first()


def institution(version: SopVersion) -> list[str]:
    """The names of the offices above the one that set the procedure, the top first."""
    office = version.sop.office
    above = Office.objects.above(office).exclude(key=office.key)
    return list(above.values_list("name", flat=True))


def last_withdrawal(service: Service, office: Office | None, on: date) -> SopWithdrawal | None:
    """By which act the procedure of the service ended, for one office or for any."""
    ended = SopWithdrawal.objects.filter(version__sop__service=service, withdrawn_on__lte=on)
    if office is not None:
        ended = ended.filter(version__sop__office__key__in=office.lineage)
    return ended.select_related("version__sop__office").order_by("withdrawn_on", "pk").last()


def check_catalogue(folder: Path) -> list[Problem]:
    """Everything that is wrong with services, standards and procedures of a catalogue folder."""
    return list(rules.read_folder(folder).problems)


def catalogue_files(office: Office) -> dict[str, str]:
    """The catalogue of the office as files, by their place in the folder; eight queries.

    Loading them for the same office changes nothing.
    """
    files = standards.catalogue_files(office)
    own = SopVersion.objects.filter(sop__office=office, sop__service__retired_on=None)
    for version in own.select_related("sop__service", "withdrawal").order_by("number"):
        name = f"{SOPS_FOLDER}/{version.sop.service.key}.yaml"
        files[name] = sop_file(version.document)
        if getattr(version, "withdrawal", None) is not None:
            del files[name]  # a procedure that was withdrawn is not handed on
    return {**files, **process_files(office)}


def office_minutes(document: SopDocument, promise: Promise) -> int | None:
    """The most minutes the office itself works between the moments promised; None if unmarked."""
    return longest_minutes(document, promise.start_event, promise.stop_event, NORMAL_DAY_MINUTES)


def in_force_today(
    service: Service, office: Office | None, at: datetime
) -> tuple[SopVersion | None, ServiceStandard | None]:
    """Procedure and standard of one office, or without one those of the highest office."""
    today = timezone.localdate(at)
    if office is None:
        return published_version(service, today), standards.published_standard(service, today)
    today = at.astimezone(ZoneInfo(office.time_zone)).date()
    return (
        version_in_force(service, office, today),
        standards.standard_in_force(service, office, today),
    )


def situation_words(content: StandardContent | None) -> dict[str, str]:
    """What the standard calls its situations."""
    return {one.key: one.label for one in content.situations} if content else {}
