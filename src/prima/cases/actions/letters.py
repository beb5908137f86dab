"""What the applicant is told, in words; how it travels is the kernel's affair.

Sent by e-mail when there is an address, else prepared for WhatsApp. Never in a letter: the five
words, the NIK, an officer's name. The way to follow the case is the page where both are typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from prima.cases.models import Case, CorrectionRequest, DeadlineMove
from prima.cases.rules import LateLevel
from prima.kernel import clock, messages
from prima.kernel.messages import Channel

P = ParamSpec("P")


def _in_indonesian(write: Callable[P, None]) -> Callable[P, None]:
    """Write in the language of the office, whatever language the officer's screen has."""

    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            write(*args, **kwargs)

    return run


@_in_indonesian
def received(case: Case, *, at: datetime) -> None:
    """We have the application; this is its number."""
    _send(
        case,
        _("Permohonan Anda kami terima"),
        _(
            "Permohonan Anda untuk layanan “%(service)s” kami terima dengan nomor %(number)s. "
            "Simpan lima kata pada tanda terima Anda: dengan nomor dan lima kata itu Anda dapat "
            "mengikuti berkas ini kapan saja.\n\nJanji selesai: %(due)s."
        )
        % {"service": case.service.name, "number": case.number, "due": _promise(case)},
        at=at,
    )


@_in_indonesian
def correction_requested(case: Case, request: CorrectionRequest, *, at: datetime) -> None:
    """Everything that is to be put right, in the sentences the officer wrote."""
    points = "\n".join(f"- {item.sentence}" for item in request.items.order_by("pk"))
    _send(
        case,
        _("Ada yang perlu Anda perbaiki"),
        _(
            "Berkas %(number)s perlu diperbaiki sebelum kami lanjutkan. Inilah semuanya:\n\n"
            "%(points)s\n\n"
            "Jam janji kami berhenti sampai Anda menjawab. Perbaiki lewat halaman lacak, atau "
            "datang ke %(office)s."
        )
        % {"number": case.number, "points": points, "office": case.office.name},
        at=at,
    )


@_in_indonesian
def ready(case: Case, *, at: datetime) -> None:
    """The product may be fetched."""
    _send(
        case,
        _("Hasil permohonan Anda sudah siap"),
        _(
            "Hasil permohonan %(number)s sudah siap. Silakan ambil di %(office)s pada jam kerja "
            "dengan membawa KTP. Boleh diwakilkan dengan surat kuasa."
        )
        % {"number": case.number, "office": case.office.name},
        at=at,
    )


@_in_indonesian
def refused(case: Case, *, at: datetime) -> None:
    """Reason, legal basis, and the way to object (UU 30/2014 art. 75 to 78)."""
    _send(
        case,
        _("Keputusan atas permohonan Anda"),
        _(
            "Mohon maaf, permohonan %(number)s tidak dapat kami kabulkan.\n\n"
            "Alasan: %(reason)s\nDasar hukum: %(basis)s\n\n"
            "Bila Anda tidak setuju, Anda berhak mengajukan keberatan secara tertulis kepada "
            "%(office)s paling lama 21 hari kerja sejak keputusan ini Anda terima. Anda juga "
            "dapat mengadu lewat SP4N-LAPOR! (lapor.go.id) atau Ombudsman (telepon 137)."
        )
        % {
            "number": case.number,
            "reason": case.outcome_reason,
            "basis": case.outcome_basis,
            "office": case.office.name,
        },
        at=at,
    )


@_in_indonesian
def delayed(case: Case, expected_at: datetime, *, at: datetime) -> None:
    """Reason and new date, named by a person of the office."""
    _send(
        case,
        _("Tanggal baru untuk permohonan Anda"),
        _(
            "Kami terlambat mengerjakan berkas %(number)s, dan kami minta maaf.\n\n"
            "Sebabnya: %(reason)s\nPerkiraan selesai yang baru: %(date)s.\nJanji semula: %(due)s."
        )
        % {
            "number": case.number,
            "reason": case.delay_reason,
            "date": clock.format_moment(expected_at, case.office.time_zone),
            "due": _promise(case),
        },
        at=at,
    )


@_in_indonesian
def late(case: Case, level: LateLevel, expected_at: datetime, *, at: datetime) -> None:
    """An apology before or just after the promise is missed, with the new date."""
    opening = (
        _("Kami belum dapat menepati janji untuk berkas %(number)s, dan kami minta maaf.")
        if level == LateLevel.LATE
        else _("Berkas %(number)s mungkin selesai lebih lambat dari janji kami. Kami minta maaf.")
    )
    reason = case.delay_reason or _("sedang kami pastikan; kami kabari bila sudah jelas")
    _send(
        case,
        _("Permohonan Anda memerlukan waktu lebih lama"),
        opening % {"number": case.number}
        + "\n\n"
        + _(
            "Sebabnya: %(reason)s.\nPerkiraan selesai yang baru: %(date)s.\nJanji semula: %(due)s."
        )
        % {
            "reason": reason.rstrip("."),
            "date": clock.format_moment(expected_at, case.office.time_zone),
            "due": _promise(case),
        },
        at=at,
    )


@_in_indonesian
def moved(case: Case, move: DeadlineMove, *, at: datetime) -> None:
    """The days on which the office is open were changed, and the promise with them."""
    zone = case.office.time_zone
    _send(
        case,
        _("Tanggal janji permohonan Anda berubah"),
        _(
            "Hari kerja kantor berubah: %(reason)s.\n\n"
            "Karena itu janji kami untuk berkas %(number)s berubah dari %(before)s menjadi "
            "%(after)s. Janji semula tetap tercatat: %(due)s."
        )
        % {
            "reason": move.change.reason.rstrip("."),
            "number": case.number,
            "before": clock.format_moment(move.before, zone),
            "after": clock.format_moment(move.after, zone),
            "due": _promise(case),
        },
        at=at,
    )


@_in_indonesian
def steps_changed(
    case: Case, added: Sequence[str], dropped: Sequence[str], *, at: datetime
) -> None:
    """The procedure has a new version; the applicant does something else than they were told."""
    lines = [
        *(_("- Yang baru Anda lakukan: %(step)s") % {"step": text} for text in added),
        *(_("- Tidak perlu lagi: %(step)s") % {"step": text} for text in dropped),
    ]
    steps = "\n".join(lines) + "\n\n" if lines else ""
    _send(
        case,
        _("Langkah permohonan Anda berubah"),
        _("Cara kerja kami untuk berkas %(number)s diperbarui. Janji selesai: %(due)s.")
        % {"number": case.number, "due": _promise(case)}
        + "\n\n"
        + steps
        + _("Yang sudah Anda serahkan tidak perlu diulang."),
        at=at,
    )


def _promise(case: Case) -> str:
    if case.promised_at is None:
        return _("dihitung setelah berkas lengkap")
    return clock.format_moment(case.promised_at, case.office.time_zone)


def _send(case: Case, subject: str, body: str, *, at: datetime) -> None:
    """One notice, by the better of the ways the applicant gave; none when they want none."""
    if case.notices_stopped_at is not None or case.restricted_at is not None:
        return
    channel, recipient = _way(case)
    if not recipient:
        return
    follow = _("Ikuti berkas Anda: %(address)s") % {
        "address": f"{settings.SITE_URL}{reverse('cases:track')}"
    }
    closing = _("Kami tidak pernah meminta uang, kata sandi, atau lima kata Anda lewat pesan.")
    greeting = _("Yth. Bapak/Ibu,")
    messages.prepare(
        channel,
        recipient=recipient,
        subject=subject,
        body=f"{greeting}\n\n{body}\n\n{follow}\n{_where_to_ask(case, channel)}\n{closing}",
        at=at,
        about=case,
        place_id=case.office_id,
    )


def _where_to_ask(case: Case, channel: Channel) -> str:
    """The office with the ways it has; nobody reads what is answered to an e-mail."""
    office = case.office
    ways = [
        name % {"number": number}
        for name, number in (
            (_("telepon %(number)s"), office.phone),
            (_("WhatsApp %(number)s"), office.whatsapp),
        )
        if number
    ]
    where = ", ".join([office.name, *ways])
    ask = _("Ada pertanyaan? Hubungi %(where)s.") % {"where": where}
    if channel is Channel.WHATSAPP:
        return ask
    return ask + " " + _("Surel ini tidak dapat dibalas.")


def _way(case: Case) -> tuple[Channel, str]:
    """E-mail, unless it came back from there for good; then as if none had been given."""
    email = case.applicant_email
    if email and not (case.mail_came_back and messages.is_unreachable(case, email)):
        return Channel.EMAIL, email
    return Channel.WHATSAPP, case.applicant_phone or ""
