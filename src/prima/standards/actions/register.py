"""Everything that changes the register of rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions import citing, reviews
from prima.standards.core.regulations import RegulationEntry, read_law
from prima.standards.core.rule_names import RuleName
from prima.standards.models import Regulation, RegulationChange, Review
from prima.standards.rules import EffectKind

CHAIN: Final = "ministry"
# What the file of law says of a rule, beside its name.
_OF_FILE: Final = (
    "about", "issued_on", "in_force_from", "in_force_until", "dates_checked", "link", "source",
    "source_checked", "names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadedRegulations:
    """What a load of the file of law changed; nothing when it was loaded before."""

    added: int
    changed: int
    linked: int


@dataclass(frozen=True, slots=True)
class RegulationDetails:
    """What a person writes about a rule."""

    about: str
    issued_on: date | None = None
    in_force_from: date | None = None
    dates_checked: bool = False
    link: str = ""
    source: str = ""
    source_checked: bool = False


@cache
def law() -> tuple[RegulationEntry, ...]:
    """The rules of the file of law."""
    text = files("prima.standards").joinpath("law/regulations.yaml").read_text(encoding="utf-8")
    return read_law(yaml.safe_load(text))


def top_ids() -> frozenset[int]:
    """The offices at the top, whose word counts for all below."""
    return frozenset(Office.objects.filter(parent=None).values_list("pk", flat=True))


@journal.action
def load_regulations(*, by: Actor, at: datetime) -> LoadedRegulations:
    """Bring the register to what the file of law says.

    Rules that an office added or corrected stay as they are. A rule that ended since the last
    load opens reviews, and citations that waited for a rule are linked.
    """
    require(permissions.can_load_regulations(by, top_ids()))
    known = {one.key: one for one in Regulation.objects.select_for_update().order_by("pk")}
    added = [_from_file(entry) for entry in law() if entry.name.key not in known]
    Regulation.objects.bulk_create(added, ignore_conflicts=True)
    changed = [
        known[entry.name.key]
        for entry in law()
        if entry.name.key in known and _take_over(known[entry.name.key], entry)
    ]
    Regulation.objects.bulk_update(changed, _OF_FILE)
    _load_changes()
    for regulation in changed:
        if regulation.in_force_until is not None:
            reviews.open_reviews(regulation, by=by, at=at)
    result = LoadedRegulations(len(added), len(changed), citing.link_unlinked(by=by, at=at))
    if any(asdict(result).values()):
        _note("regulations.loaded", Regulation.objects.latest("pk"), by, at, asdict(result))
    return result


@journal.action
def add_regulation(
    name: RuleName, details: RegulationDetails, *, office: Office, by: Actor, at: datetime
) -> Regulation:
    """Add a rule an office found missing, and link what already cites it."""
    require(permissions.can_add_regulation(by, office))
    _check_details(details)
    try:
        with transaction.atomic():
            regulation = Regulation.objects.create(
                key=name.key,
                kind=name.kind,
                number=name.number,
                year=name.year,
                issuer=name.issuer,
                names=[] if name.number or name.kind == "uud" else [name.short],
                office=office,
                **asdict(details),
            )
    except IntegrityError as error:
        sentence = _("%(rule)s sudah ada di daftar. Cari dengan nomor dan tahunnya.")
        raise RuleBroken(sentence % {"rule": name.short}) from error
    _note("regulation.added", regulation, by, at, {"office": office.pk})
    citing.link_unlinked(by=by, at=at)
    return regulation


@journal.action
def correct_regulation(
    regulation: Regulation,
    details: RegulationDetails,
    *,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Put right what the register says of a rule; `revision` is the one that was shown."""
    require(permissions.can_correct_regulation(by, regulation, top_ids()))
    _check_details(details)
    ends = regulation.in_force_until
    if details.in_force_from and ends and details.in_force_from > ends:
        raise RuleBroken(_("Aturan ini tidak mungkin mulai berlaku sesudah berakhir."))
    _change(regulation, revision, corrected_at=at, **asdict(details))
    _note("regulation.corrected", regulation, by, at, {"source_checked": details.source_checked})


@journal.action
def end_regulation(
    regulation: Regulation,
    *,
    on: date,
    replaced_by: Regulation | None,
    reason: str,
    revision: int,
    by: Actor,
    at: datetime,
) -> list[Review]:
    """Mark a rule as revoked from this day on, and open a review for all that leans on it.

    `on` is the first day without the rule; it may lie ahead. Gives the reviews that were opened.
    """
    require(permissions.can_end_regulation(by, regulation, top_ids()))
    # In the order of their ids: two rules that end each other at once wait, and never in a ring.
    pks = [one.pk for one in (regulation, replaced_by) if one is not None]
    locked = {one.pk: one for one in Regulation.objects.filter(pk__in=pks)
              .order_by("pk").select_for_update()}  # fmt: skip
    regulation = locked[regulation.pk]
    successor = locked[replaced_by.pk] if replaced_by else None
    if not reason.strip():
        raise RuleBroken(_("Tulis alasan atau sumber pencabutan ini."))
    _check_end(regulation, on, successor)
    last_day = on - timedelta(days=1)
    _change(
        regulation, revision, in_force_until=last_day, ended_because=reason.strip(),
        corrected_at=at,
    )  # fmt: skip
    if successor is not None:
        RegulationChange.objects.update_or_create(
            regulation=regulation, by=successor, defaults={"effect": EffectKind.REPLACES}
        )
    payload = {"from": on, "by_regulation": successor.pk if successor else None}
    _note("regulation.ended", regulation, by, at, payload)
    return reviews.open_reviews(regulation, by=by, at=at)


def _check_end(regulation: Regulation, on: date, successor: Regulation | None) -> None:
    if regulation.in_force_until is not None:
        raise StaleRecord(_("Aturan ini sudah dicatat tidak berlaku lagi. Muat ulang halaman."))
    if regulation.in_force_from is not None and on <= regulation.in_force_from:
        raise RuleBroken(_("Tanggal pencabutan harus sesudah aturan ini mulai berlaku."))
    if regulation.year is not None and on.year < regulation.year:
        raise RuleBroken(_("Tanggal pencabutan mendahului tahun aturan ini. Periksa tahunnya."))
    if successor is None:
        return
    if successor.pk == regulation.pk:
        raise RuleBroken(_("Aturan tidak dapat mengganti dirinya sendiri. Pilih aturan lain."))
    if successor.in_force_from is not None and successor.in_force_from > on:
        raise RuleBroken(
            _("Aturan pengganti baru berlaku sesudah tanggal itu. Periksa kedua tanggalnya.")
        )


def _check_details(details: RegulationDetails) -> None:
    if not details.about.strip():
        raise RuleBroken(_("Isi tentang apa aturan ini."))
    if details.source_checked and not details.source.strip():
        raise RuleBroken(_("Sebut sumber yang Anda cocokkan, misalnya alamat laman naskahnya."))
    issued, begins = details.issued_on, details.in_force_from
    if issued and begins and begins < issued:
        raise RuleBroken(_("Tanggal mulai berlaku mendahului tanggal penetapan. Periksa lagi."))


def _change(regulation: Regulation, revision: int, **fields: object) -> None:
    """Change the row as it was shown, or say that somebody was faster."""
    shown = Regulation.objects.filter(pk=regulation.pk, revision=revision)
    if not shown.update(revision=revision + 1, **fields):
        raise StaleRecord(
            _("Aturan ini baru saja diubah orang lain. Isian Anda masih ada; bandingkan dahulu.")
        )
    regulation.refresh_from_db()


def _from_file(entry: RegulationEntry) -> Regulation:
    name = entry.name
    return Regulation(
        key=name.key,
        kind=name.kind,
        number=name.number,
        year=name.year,
        issuer=name.issuer,
        **_file_fields(entry),
    )


def _file_fields(entry: RegulationEntry) -> dict[str, Any]:
    term = entry.term
    return {
        "about": entry.about,
        "issued_on": entry.issued_on,
        "in_force_from": term.starts_on,
        "in_force_until": term.ends_on,
        "dates_checked": entry.dates_checked,
        "link": entry.link,
        "source": entry.source,
        "source_checked": entry.source_checked,
        "names": list(entry.names),
    }


def _take_over(known: Regulation, entry: RegulationEntry) -> bool:
    """Take what the file says of a rule nobody corrected; tells whether that changed anything."""
    fields = _file_fields(entry)
    if known.office_id is not None or known.corrected_at is not None:
        return False
    if all(getattr(known, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(known, name, value)
    return True


def _load_changes() -> None:
    ids = dict(Regulation.objects.values_list("key", "pk"))
    rows: Iterable[RegulationChange] = (
        RegulationChange(
            regulation_id=ids[key], by_id=ids[entry.name.key], effect=EffectKind(effect)
        )
        for entry in law()
        for effect, key in entry.effects
    )
    RegulationChange.objects.bulk_create(rows, ignore_conflicts=True)


def _note(
    what: str, regulation: Regulation, by: Actor, at: datetime, payload: dict[str, Any]
) -> None:
    journal.append(what, about=regulation, chain=CHAIN, by=by, at=at, payload=payload)
