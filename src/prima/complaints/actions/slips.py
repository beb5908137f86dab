"""Slips with a number of their own: printed before anybody writes, typed in on coming back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.models import Complaint, PrintedSlip
from prima.complaints.rules import Channel
from prima.kernel import codes, idempotency, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office

PURPOSE = "complaints.print_slips"


class SlipRefused(RuleBroken):
    """No slip of this office waits under that number; why is not said."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One slip with, this once, the words for the part that goes home."""

    number: str
    words: str = field(repr=False)


def print_slips(office: Office, count: int, *, key: str, by: Actor, at: datetime) -> list[Printed]:
    """Give so many new slips; their words are in the answer and nowhere else.

    Hashing takes a second or two, so it is done before the transaction. A form that is sent twice
    is refused the second time: the words of the first sheet cannot be given again.
    """
    require(permissions.can_print_slips(by, office.pk))
    _check_count(office, count)
    if len(key) < idempotency.SHORTEST_KEY or idempotency.recall(key, PURPOSE) is not None:
        raise RuleBroken(
            _(
                "Formulir ini sudah dipakai. Muat ulang halaman. Bila berkasnya tidak terunduh, "
                "coret cetakan itu, lalu cetak yang baru."
            )
        )
    words = [codes.new_secret() for _one in range(count)]
    hashes = [codes.hash_secret(one) for one in words]
    numbers = _keep(office, hashes, key=key, by=by, at=at)
    return [Printed(*one) for one in zip(numbers, words, strict=True)]


@journal.action
def _keep(
    office: Office, hashes: Sequence[str], *, key: str, by: Actor, at: datetime
) -> list[str]:
    """Hashes are kept under free numbers; the office is held so that two presses count as two."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    _check_count(office, len(hashes))
    idempotency.remember(key, PURPOSE, "printed", about=office)
    year = rules.local_day(at, office.time_zone).year
    numbers = _free_numbers(len(hashes), year)
    PrintedSlip.objects.bulk_create(
        PrintedSlip(office=office, number=number, secret_hash=known, printed_at=at)
        for number, known in zip(numbers, hashes, strict=True)
    )
    journal.append(
        "complaint.slips_printed", about=office, chain=rules.chain_of(office.pk), by=by, at=at,
        payload={"count": len(numbers)},
    )  # fmt: skip
    return numbers


def _check_count(office: Office, count: int) -> None:
    if not 1 <= count <= rules.MOST_SLIPS_AT_ONCE:
        raise RuleBroken(
            _("Sekali cetak paling banyak %(most)d lembar.") % {"most": rules.MOST_SLIPS_AT_ONCE}
        )
    waiting = PrintedSlip.objects.open().filter(office=office).count()
    if waiting + count > rules.MOST_OPEN_SLIPS:
        raise RuleBroken(
            _(
                "Kantor ini masih punya %(n)d lembar yang belum kembali, paling banyak %(most)d. "
                "Coret dahulu yang hilang atau rusak."
            )
            % {"n": waiting, "most": rules.MOST_OPEN_SLIPS}
        )


def _free_numbers(count: int, year: int) -> list[str]:
    """Numbers that neither a report nor another slip has."""
    found: dict[str, None] = {}
    while len(found) < count:
        number = codes.new_number(rules.NUMBER_PREFIX, year)
        if not is_taken(number):
            found[number] = None
    return list(found)


def is_taken(number: str) -> bool:
    """Whether a report or a slip has this number."""
    reports = Complaint.objects.filter(number=number).values("number")
    return reports.union(PrintedSlip.objects.filter(number=number).values("number")).exists()


def held_slip(office: Office, typed: str, channel: Channel) -> PrintedSlip:
    """The waiting slip of this office with that number, for this transaction alone."""
    waiting = PrintedSlip.objects.open().select_for_update()
    number = codes.normalise_number(typed)
    found = waiting.filter(office=office, number=number).first()
    if found is None or channel != Channel.SLIP:
        raise SlipRefused(
            _(
                "Nomor ini tidak ditunggu kantor ini. Periksa nomor dan kantornya, atau kosongkan "
                "supaya laporan mendapat nomor baru."
            )
        )
    return found


@journal.action
def spoil_slips(
    office: Office,
    *,
    number: str = "",
    printed_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Strike off one slip, or what has not come back of one printing; gives how many.

    A struck-off slip can no longer be typed in, and whoever has its words is told so.
    """
    require(permissions.can_print_slips(by, office.pk))
    waiting = PrintedSlip.objects.open().filter(office=office)
    if number:
        waiting = waiting.filter(number=codes.normalise_number(number))
    else:
        waiting = waiting.filter(printed_at=printed_at or at)
    held = list(waiting.select_for_update().values_list("pk", flat=True))
    if not held:
        raise RuleBroken(_("Tidak ada lembar seperti itu yang masih ditunggu kantor ini."))
    PrintedSlip.objects.filter(pk__in=held).update(spoilt_at=at)
    journal.append(
        "complaint.slips_spoilt", about=office, chain=rules.chain_of(office.pk), by=by, at=at,
        payload={"count": len(held)},
    )  # fmt: skip
    return len(held)
