"""What a citizen reads of services and offices: the promise first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.offices.public import Office, Opening, calendar_of, opening
from prima.standards.public import (
    Service,
    ServiceStandard,
    StandardContent,
    fee_for,
    published_standards,
    search,
    services_by_category,
    settle_situations,
    time_text,
)
from prima.ui.components import Situation
from prima.ui.context import Identity, default_identity
from prima.ui.formats import rupiah

SERVING = ("district", "subdistrict")
IDENTITY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service in a list: what it costs and how long it takes stand under its name."""

    service_id: int
    name: str
    url: str
    fee: str
    time: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """One category with its services."""

    label: str
    entries: list[ServiceLine]


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office with what a citizen asks first: is it open?"""

    name: str
    url: str
    address: str
    is_open: bool
    today: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the citizen's situation, answered by links."""

    label: str
    items: list[Situation]


def shelves(on: date) -> list[Shelf]:
    """All services that are given on this day, by category; three queries."""
    standards = published_standards(on)
    return [
        Shelf(category.label, [service_line(one, standards) for one in services])
        for category, services in services_by_category(on)
    ]


def found(text: str, on: date) -> list[ServiceLine]:
    """Services that answer what was typed, best first; two queries."""
    standards = published_standards(on)
    return [service_line(service, standards) for service in search(text)]


def frequent(
    all_shelves: Iterable[Shelf], counts: Mapping[int, int], most: int
) -> list[ServiceLine]:
    """The services people came for most; without any case yet, in the order of the catalogue."""
    lines = [line for shelf in all_shelves for line in shelf.entries]
    return sorted(lines, key=lambda line: -counts.get(line.service_id, 0))[:most]


def service_line(service: Service, standards: Mapping[int, ServiceStandard]) -> ServiceLine:
    """A list line; a service without a standard (retired) tells so by its page."""
    standard = standards.get(service.pk)
    fee, time = "", ""
    if standard is not None:
        fee, time = _usual_fee(standard.content), time_text(standard.content.completion_time)
    elif service.retired_on is not None:
        fee = _("Tidak lagi diberikan di sini")
    return ServiceLine(service.pk, service.name, service_url(service), fee, time)


def names_of(all_shelves: Iterable[Shelf]) -> dict[int, str]:
    """Names of the services on the shelves, by id, in the order of the catalogue."""
    return {line.service_id: line.name for shelf in all_shelves for line in shelf.entries}


@dataclass(frozen=True, slots=True)
class Offices:
    """All offices, read once for a page."""

    all: list[Office]

    @property
    def serving(self) -> list[Office]:
        """Offices where citizens are served face to face."""
        return [office for office in self.all if office.kind in SERVING]

    @property
    def top(self) -> Office | None:
        """The one office above all others, where there is one."""
        tops = [office for office in self.all if office.parent_id is None]
        return tops[0] if len(tops) == 1 else None


def all_offices() -> Offices:
    """Every office of the installation; one query."""
    return Offices(list(Office.objects.all()))


def identity() -> Identity:
    """Whose installation this is: the one office above all others, with how to reach it.

    Every page says it, and it changes once in years: what was read counts for some seconds.
    """
    language, now = get_language() or "", time.monotonic()
    read_at, known = _identities.get(language, (-IDENTITY_SECONDS, None))
    if known is None or now - read_at >= IDENTITY_SECONDS:
        known = _read_identity()
        _identities[language] = (now, known)
    return known


# By language, with the moment of reading.
_identities: dict[str, tuple[float, Identity | None]] = {}


def forget_identity() -> None:
    """Read the identity anew for the next page."""
    _identities.clear()


def _read_identity() -> Identity:
    tops = list(Office.objects.filter(parent=None)[:2])
    if len(tops) != 1:
        return default_identity()
    top = tops[0]
    parts = [top.name, top.address, _("Telepon %(n)s") % {"n": top.phone} if top.phone else ""]
    return Identity(top.name, ", ".join(filter(None, parts)))


def service_url(service: Service) -> str:
    """The page of a service."""
    return reverse("insight:service", kwargs={"key": service.key})


def office_lines(offices: Iterable[Office], at: datetime) -> list[OfficeLine]:
    """Offices with their hours of today in words; no query while calendars are known."""
    return [_office_line(office, at) for office in offices]


def questions(content: StandardContent, settled: frozenset[str], address: str) -> list[Question]:
    """The questions that change what is needed, each answer a link to this same page."""
    asked = [
        Question(group.label, _answers(content, settled, address, group.key))
        for group in content.situation_groups
    ]
    if free := _free_answers(content, settled, address):
        asked.append(Question(_("Apakah ini berlaku bagi Anda?"), free))
    return asked


def chosen_situations(content: StandardContent, asked: Iterable[str]) -> frozenset[str]:
    """The situations of the address; what this standard does not know is left out."""
    known = {situation.key: situation.group for situation in content.situations}
    picked: dict[str, str] = {}
    for key in asked:
        if key in known:
            picked[known[key] or key] = key
    return settle_situations(content, set(picked.values()))


def _answers(
    content: StandardContent, settled: frozenset[str], address: str, group: str
) -> list[Situation]:
    members = [one for one in content.situations if one.group == group]
    others = settled - {one.key for one in members}
    return [
        Situation(one.label, _with(address, others | {one.key}), current=one.key in settled)
        for one in members
    ]


def _free_answers(
    content: StandardContent, settled: frozenset[str], address: str
) -> list[Situation]:
    return [
        Situation(one.label, _with(address, settled ^ {one.key}), current=one.key in settled)
        for one in content.situations
        if one.group is None
    ]


def _with(address: str, situations: frozenset[str]) -> str:
    query = urlencode([("keadaan", key) for key in sorted(situations)])
    return f"{address}?{query}#syarat"


def _usual_fee(content: StandardContent) -> str:
    usual = rupiah(fee_for(content, ()).amount)
    if any(row.amount for row in content.fee if row.situations):
        return _("%(fee)s, kecuali keadaan tertentu") % {"fee": usual}
    return usual


def _office_line(office: Office, at: datetime) -> OfficeLine:
    now = opening(calendar_of(office), at)
    return OfficeLine(
        name=office.name,
        url=office.get_absolute_url(),
        address=office.address,
        is_open=now.is_open,
        today=_today_words(now, office.time_zone),
    )


def _today_words(now: Opening, zone: str) -> str:
    """ "Buka sampai 16.00 WIB", or when it opens again and why it is closed."""
    if now.is_open and now.closes_at is not None:
        return _("Buka sampai %(time)s") % {"time": clock.format_time(now.closes_at, zone)}
    reason = "; ".join(now.today.reasons)
    if now.opens_at is None:
        return _("Jam pelayanan belum ditetapkan")
    when = clock.format_moment(now.opens_at, zone)
    if reason:
        return _("Tutup (%(reason)s), buka lagi %(when)s") % {"reason": reason, "when": when}
    return _("Tutup, buka lagi %(when)s") % {"when": when}
