"""Handing reports over to the national channel by file, and taking its list back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import records
from prima.complaints.core.national import (
    LONGEST_NUMBER,
    Difference,
    Differing,
    Line,
    Ours,
    differences,
)
from prima.complaints.models import Complaint, NationalCopy
from prima.complaints.rules import OPEN, EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.offices.public import Office


@journal.action
def hand_over(complaints: Sequence[Complaint], *, by: Actor, at: datetime) -> int:
    """Mark them as handed over; those that were already stay as they are. Gives how many."""
    done = 0
    for one in sorted(complaints, key=lambda each: each.pk):
        held = records.hold(one)
        require(permissions.can_decide(by, held))
        if not NationalCopy.objects.filter(complaint=held).exists():
            NationalCopy.objects.create(complaint=held, handed_over_at=at)
            records.keep(held, EventKind.RELAYED, by=by, at=at)
            done += 1
    return done


@journal.action
def link_national(complaint: Complaint, *, tracking: str, by: Actor, at: datetime) -> None:
    """Note under which number it stands there: after entering it, or when it came from there."""
    held = records.hold(complaint)
    require(permissions.can_decide(by, held))
    number = tracking.strip().lstrip("#").strip()
    if not number or len(number) > LONGEST_NUMBER:
        raise RuleBroken(_("Isi nomor SP4N seperti pada laman SP4N-LAPOR."))
    copy = NationalCopy.objects.filter(complaint=held).first()
    if copy is not None and copy.tracking not in ("", number):
        raise RuleBroken(
            _("Laporan ini sudah bernomor SP4N %(number)s.") % {"number": copy.tracking}
        )
    copy = copy or NationalCopy(complaint=held, handed_over_at=at)
    copy.tracking = number
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError:
        raise RuleBroken(
            _("Nomor SP4N itu sudah dipakai laporan lain. Periksa nomornya.")
        ) from None
    held.version += 1
    held.save(update_fields=["version"])
    journal.append(
        "complaint.national_linked", about=held, chain=rules.chain_of(held.office_id), by=by, at=at
    )


@journal.action
def take_list(lines: Sequence[Line], *, by: Actor, at: datetime) -> list[Differing]:
    """Note what the national channel says of our reports; gives where it and we differ.

    Nothing here changes the state of a complaint: what is done there is for a person to look at.
    """
    require(bool(by.offices_with("decide_complaints")))
    mine = {one.number: one for one in _mine(by, lines)}
    rows = NationalCopy.objects.filter(complaint__in=mine.values())
    copies = {one.complaint_id: one for one in rows}
    ours = [_ours(one, copies) for one in mine.values()]
    found = differences(ours, lines)
    other = {one.row for one in found if one.kind == Difference.OTHER_NUMBER}
    by_tracking = {copies[one.pk].tracking: one for one in mine.values() if one.pk in copies}
    touched: Counter[Office] = Counter()
    for line in lines:
        own = mine.get(line.number) or by_tracking.get(line.tracking)
        if own is not None and line.row not in other and _is_free(line.tracking, own):
            _note(copies.get(own.pk) or NationalCopy(complaint=own, handed_over_at=at), line, at)
            touched[own.office] += 1
    for office, noted in sorted(touched.items(), key=lambda one: one[0].pk):
        journal.append(
            "complaint.national_list_taken",
            about=office,
            chain=rules.chain_of(office.pk),
            by=by,
            at=at,
            payload={"rows": noted},
        )
    return found


def _mine(by: Actor, lines: Sequence[Line]) -> list[Complaint]:
    """What this person decides about: handed over before, or named in the list; held in order."""
    decided = Complaint.objects.visible_to(by).filter(
        office_id__in=by.offices_with("decide_complaints")
    )
    copied = decided.filter(national_copy__isnull=False)
    named = decided.filter(number__in=[line.number for line in lines if line.number])
    ids = {*copied.values_list("pk", flat=True), *named.values_list("pk", flat=True)}
    return list(
        Complaint.objects.filter(pk__in=ids)
        .select_related("office")
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )


def _ours(one: Complaint, copies: dict[int, NationalCopy]) -> Ours:
    copy = copies.get(one.pk)
    return Ours(one.number, copy.tracking if copy else "", one.status not in OPEN)


def _is_free(tracking: str, own: Complaint) -> bool:
    """A number of an office this person does not see is nobody's here either."""
    return not NationalCopy.objects.filter(tracking=tracking).exclude(complaint=own).exists()


def _note(copy: NationalCopy, line: Line, at: datetime) -> None:
    copy.tracking, copy.state, copy.told_at = line.tracking, line.state, at
    copy.save()
