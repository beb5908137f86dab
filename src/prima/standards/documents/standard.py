"""The standard as people read it on the page and on paper: all fourteen components in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.offices.public import Office
from prima.standards import rules
from prima.standards.core.content import (
    COMPONENTS,
    INTERNAL_COMPONENTS,
    PUBLISHED_COMPONENTS,
    Fee,
    Requirement,
    StandardContent,
)
from prima.standards.models import Regulation, Review, Service, ServiceStandard
from prima.standards.rules import EffectKind
from prima.ui.components import Fact


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement with its form and the situations in which it is asked."""

    requirement: Requirement
    form: str
    when: str


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of the tariff with the situations in which it applies."""

    fee: Fee
    when: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step, and whether the citizen or the office takes it."""

    who: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Component:
    """One of the fourteen: its number in the regulation, its name, its rows, what to confirm."""

    key: str
    number: int
    label: str
    rows: Collection[Any]
    note: str
    confirm: str

    @property
    def anchor(self) -> str:
        """What a link to this component ends with."""
        return f"komponen-{self.number}"


@dataclass(frozen=True, slots=True)
class StandardSheet:
    """Everything the page prints."""

    published: list[Component]
    internal: list[Component]
    time: str
    starts: str
    stops: str


def standard_sheet(standard: ServiceStandard) -> StandardSheet:
    """Return the standard in the order of PermenPANRB 15/2014."""
    content = standard.content
    # What is to be confirmed is said of a proposal; a decree has settled it.
    confirm = {row.component: row.text for row in content.to_confirm if standard.is_proposal}
    return content_sheet(content, confirm)


def content_sheet(content: StandardContent, confirm: Mapping[str, str]) -> StandardSheet:
    """Return components, also of a standard that is still being written."""
    time = content.completion_time
    components = {component.key: component for component in _components(content, confirm)}
    return StandardSheet(
        published=[components[key] for key in PUBLISHED_COMPONENTS],
        internal=[components[key] for key in INTERNAL_COMPONENTS],
        time=rules.time_text(time),
        starts=rules.event_text(time.start_event),
        stops=rules.event_text(time.stop_event),
    )


def standard_facts(standard: ServiceStandard, office: Office) -> list[Fact]:
    """Return what stands above the components: for whom, by what decision, since when."""
    facts = [Fact(_("Kantor"), office.name)]
    if office.pk != standard.office_id:
        facts.append(Fact(_("Disusun oleh"), standard.office.name))
    if standard.decree_on:
        decree = _("Keputusan Nomor %(number)s, %(day)s, %(signatory)s") % {
            "number": standard.decree_number,
            "day": clock.format_date(standard.decree_on),
            "signatory": standard.decree_signatory,
        }
        facts.append(Fact(_("Ditetapkan dengan"), decree))
    facts.append(Fact(_("Berlaku mulai"), clock.format_date(standard.effective_on)))
    facts.append(Fact(_("Versi"), standard.version))
    facts.append(Fact(_("Penanggung jawab"), standard.service.owner))
    return facts


def retired_facts(service: Service) -> list[Fact]:
    """Return since when a service is gone and where people go instead."""
    facts = [Fact(_("Sekarang dilayani"), service.redirect_name)]
    if service.redirect_url:
        facts.append(Fact(_("Laman"), service.redirect_url))
    if service.retired_on:
        facts.append(Fact(_("Sejak"), clock.format_date(service.retired_on)))
    return facts


def _components(content: StandardContent, confirm: Mapping[str, str]) -> list[Component]:
    labels = {situation.key: situation.label for situation in content.situations}
    special: dict[str, Collection[Any]] = {
        "requirements": [
            RequirementRow(row, rules.form_text(row), _when(row.situations, labels))
            for row in content.requirements
        ],
        "fee": [FeeRow(row, _when(row.situations, labels)) for row in content.fee],
        "procedure": [
            StepRow(_("Kami") if step.actor == "office" else _("Anda"), step.text, step.note)
            for step in content.procedure
        ],
        "completion_time": [content.completion_time],
        "product": content.product.items,
    }
    validity = content.product.validity and (
        _("Masa berlaku: %(validity)s") % {"validity": content.product.validity}
    )
    notes = {"completion_time": content.completion_time.note, "product": validity}
    return [
        Component(
            key=key,
            number=number,
            label=str(rules.COMPONENT_LABELS[key]),
            rows=special.get(key) or getattr(content, key),
            note=notes.get(key, ""),
            confirm=confirm.get(key, ""),
        )
        for number, key in enumerate(COMPONENTS, start=1)
    ]


def _when(situations: Collection[str], labels: dict[str, str]) -> str:
    return "; ".join(labels.get(key, key) for key in situations)


def regulation_facts(regulation: Regulation, on: date) -> list[Fact]:
    """What the register knows of a rule, with what is not known said as such."""
    standing = str(rules.STANDING_LABELS[regulation.standing_on(on)])
    checked = _("sudah dicocokkan") if regulation.dates_checked else _("belum dicocokkan")
    facts = [
        Fact(_("Keadaan"), standing),
        Fact(_("Ditetapkan"), _day(regulation.issued_on)),
        Fact(_("Berlaku mulai"), _day(regulation.in_force_from)),
        Fact(_("Berlaku sampai"), _last_day(regulation)),
        Fact(_("Tanggal di atas"), checked),
        Fact(_("Naskah"), regulation.link or _("Belum ada alamatnya")),
        Fact(_("Sumber"), regulation.source or _("Dari ingatan, belum dicocokkan")),
    ]
    if regulation.ended_because:
        facts.append(Fact(_("Alasan pencabutan"), regulation.ended_because))
    if regulation.office:
        facts.append(Fact(_("Ditambahkan oleh"), regulation.office.name))
    return [*facts, *_changes(regulation)]


def end_facts(regulation: Regulation) -> list[Fact]:
    """What was recorded when the rule was marked as revoked."""
    replaced = regulation.changes.filter(effect=EffectKind.REPLACES).select_related("by")
    return [
        Fact(_("Berlaku sampai"), _last_day(regulation)),
        Fact(
            _("Diganti oleh"), ", ".join(one.by.name.short for one in replaced) or _("Tidak ada")
        ),
        Fact(_("Alasan pencabutan"), regulation.ended_because),
    ]


def review_facts(review: Review) -> list[Fact]:
    """Why a review was opened, and what it came to."""
    facts = [
        Fact(_("Kantor"), review.office.name),
        Fact(_("Sebab"), review.get_cause_display()),
    ]
    if review.regulation:
        facts.append(Fact(_("Aturan"), review.regulation.full_name))
        facts.append(Fact(_("Berlaku sampai"), _last_day(review.regulation)))
    facts.append(Fact(_("Dibuka"), _day(timezone.localdate(review.opened_at))))
    facts.append(Fact(_("Tenggat"), _day(review.due_on)))
    if review.closed_at:
        facts.append(Fact(_("Ditutup"), _day(timezone.localdate(review.closed_at))))
        facts.append(Fact(_("Hasil"), review.get_result_display()))
        facts.append(Fact(_("Alasan"), review.note or _("Versi baru sudah ditetapkan")))
    return facts


def _changes(regulation: Regulation) -> list[Fact]:
    """Which rules changed this one, and which this one changed."""
    by = regulation.changes.select_related("by")
    of = regulation.effects.select_related("regulation")
    changed = [one.by.name.short for one in by if one.effect == EffectKind.AMENDS]
    replaced = [one.by.name.short for one in by if one.effect == EffectKind.REPLACES]
    amends = [one.regulation.name.short for one in of if one.effect == EffectKind.AMENDS]
    replaces = [one.regulation.name.short for one in of if one.effect == EffectKind.REPLACES]
    told = (
        (_("Diubah dengan"), changed),
        (_("Diganti oleh"), replaced),
        (_("Mengubah"), amends),
        (_("Mengganti"), replaces),
    )
    return [Fact(label, ", ".join(names)) for label, names in told if names]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("Belum dicatat")


def _last_day(regulation: Regulation) -> str:
    until = regulation.in_force_until
    return date_format(until, "j F Y") if until else _("Masih berlaku")
