"""The page of one service: the promise, what to bring in this situation, and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from prima.cases.public import public_figures
from prima.insight.queries import catalogue, words
from prima.insight.queries.board import WINDOW, board_of
from prima.kernel import clock
from prima.offices.public import Office
from prima.sops.public import published_version, version_in_force
from prima.standards.public import (
    CompletionTime,
    Requirement,
    Service,
    ServiceStandard,
    event_text,
    fee_for,
    form_text,
    offices_offering,
    published_standard,
    requirements_for,
    service_face,
    standard_in_force,
    time_text,
)
from prima.ui.components import CheckItem, FlowStep, Promised
from prima.ui.formats import rupiah


def service_page(
    service: Service, *, on: date, at: datetime, asked: Iterable[str], office_key: str
) -> dict[str, Any] | None:
    """Everything the page shows, or None when no standard is published for the service."""
    offices = offices_offering(service, on)
    office = next((one for one in offices if one.key == office_key), None)
    standard = (
        standard_in_force(service, office, on) if office else published_standard(service, on)
    )
    if standard is None:
        return None
    content = standard.content
    address = reverse("insight:service", kwargs={"key": service.key})
    settled = catalogue.chosen_situations(content, asked)
    needed = requirements_for(content, settled)
    return {
        "service": service,
        "promises": _promises(service, standard, settled),
        "reality": _reality(service, offices, at),
        "questions": catalogue.questions(content, settled, address),
        "papers": [_paper(row) for row in needed if row.kind != "condition"],
        "conditions": [row for row in needed if row.kind == "condition"],
        "steps": [
            FlowStep(step.text, step.note, by_office=step.actor == "office")
            for step in content.procedure
        ],
        "complaint_ways": content.complaint_handling,
        "place_note": service.place_note,
        "offices": catalogue.office_lines(offices, at),
        "authority": _authority(standard),
        "apply_url": _apply_url(service, settled, office_key),
        "standard_url": reverse("standards:standard", kwargs={"key": service.key}),
        "sop_url": _sop_url(service, office, on),
        "printed_on": clock.format_date(on),
        "linked_data": service_face(service, standard, offices, on),
    }


def _sop_url(service: Service, office: Office | None, on: date) -> str:
    """The page of the procedure in force; empty when it was withdrawn or there is none yet."""
    version = version_in_force(service, office, on) if office else published_version(service, on)
    if version is None:
        return ""
    chosen = f"?{urlencode({'kantor': office.key})}" if office else ""
    return f"{version.get_absolute_url()}{chosen}"


def _promises(
    service: Service, standard: ServiceStandard, settled: frozenset[str]
) -> list[Promised]:
    content = standard.content
    fee = fee_for(content, settled)
    note = fee.label if fee.amount else _("Jika ada yang meminta uang, sampaikan kepada kami.")
    return [
        Promised(_("Biaya"), rupiah(fee.amount), note),
        Promised(
            _("Waktu"), time_text(content.completion_time), _counted(content.completion_time)
        ),
        Promised(_("Tempat"), service.place_label, service.place_note),
    ]


def _counted(time: CompletionTime) -> str:
    """From when until when the promise counts."""
    return time.note or words.capital(
        _("dari %(start)s sampai %(stop)s.")
        % {"start": event_text(time.start_event), "stop": event_text(time.stop_event)}
    )


def _reality(service: Service, offices: list[Office], at: datetime) -> str:
    """What the last ninety days were really like; nothing where too few cases say it."""
    ids = [office.pk for office in offices]
    figures = public_figures(ids, at - WINDOW, at, now=at, service_id=service.pk)
    for row in board_of(figures, {service.pk: service.name}).judged:
        return _("Kenyataannya tiga bulan terakhir: %(sentence)s.") % {
            "sentence": words.nine_of_ten(row.nine_of_ten or 0)
        }
    return ""


def _paper(row: Requirement) -> CheckItem:
    """The paper with the form it is needed in, unless its own words already say so."""
    said = f"{row.text} {row.note}".casefold()
    form = words.capital(form_text(row))
    is_said = any(word in said for word in ("asli", "fotokopi", "salinan"))
    return CheckItem(row.text, row.note if is_said else " · ".join(filter(None, (form, row.note))))


def _authority(standard: ServiceStandard) -> str:
    since = clock.format_date(standard.effective_on)
    if standard.is_proposal:
        return _(
            "Standar ini masih usulan yang dipakai sejak %(date)s dan menunggu penetapan."
        ) % {"date": since}
    return _("Standar pelayanan ini ditetapkan dengan %(decree)s dan berlaku sejak %(date)s.") % {
        "decree": standard.decree_number,
        "date": since,
    }


def _apply_url(service: Service, settled: frozenset[str], office_key: str) -> str:
    query = [("keadaan", key) for key in sorted(settled)]
    if office_key:
        query.append(("kantor", office_key))
    return f"{reverse('cases:apply', kwargs={'key': service.key})}?{urlencode(query)}"
