"""States of an answer, the one table of moves, and small checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.errors import RuleBroken

LONGEST_QUESTION: Final = 200
LONGEST_ANSWER: Final = 4000
LONGEST_SOURCE: Final = 300
LONGEST_NOTE: Final = 500
# Ketentuan Prima: an answer nobody has looked at for a year is not vouched for any more.
LONGEST_TRUST: Final = timedelta(days=365)
# NIK, telephone and case numbers have more digits in a row than any rule or fee.
_DIGITS_OF_SOMEBODY: Final = re.compile(r"(?:\d[ .-]?){9,}\d")


class Audience(TextChoices):
    """Who may read an answer."""

    PUBLIC = "public", gettext_lazy("Semua orang")
    INTERNAL = "internal", gettext_lazy("Petugas saja")


class VersionState(TextChoices):
    """How far a version of an answer is."""

    DRAFT = "draft", gettext_lazy("Konsep")
    WAITING = "waiting", gettext_lazy("Menunggu diperiksa")
    PUBLISHED = "published", gettext_lazy("Terbit")
    SUPERSEDED = "superseded", gettext_lazy("Diganti versi baru")
    WITHDRAWN = "withdrawn", gettext_lazy("Ditarik")


_S = VersionState
MOVES: Final[Mapping[VersionState, frozenset[VersionState]]] = {
    _S.DRAFT: frozenset({_S.WAITING, _S.WITHDRAWN}),
    # Given back, published, or taken back by whoever wrote it.
    _S.WAITING: frozenset({_S.DRAFT, _S.PUBLISHED, _S.WITHDRAWN}),
    _S.PUBLISHED: frozenset({_S.SUPERSEDED, _S.WITHDRAWN}),
    _S.SUPERSEDED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
# Being worked on: at most one of these for an article.
IN_WORK: Final = (_S.DRAFT, _S.WAITING)
# Somebody other than the writer has vouched for it.
REVIEWED: Final = (_S.PUBLISHED, _S.SUPERSEDED)


class DeskChannel(TextChoices):
    """How somebody asked."""

    COUNTER = "counter", gettext_lazy("Datang langsung")
    PHONE = "phone", gettext_lazy("Telepon")
    MESSAGE = "message", gettext_lazy("Pesan telepon")


class Satisfaction(TextChoices):
    """What the person said when asked whether this answered the question."""

    YES = "yes", gettext_lazy("Terjawab")
    NO = "no", gettext_lazy("Belum terjawab")
    NOT_ASKED = "not_asked", gettext_lazy("Tidak ditanyakan")


def check_move(current: VersionState, target: VersionState) -> None:
    """Only the moves of the table."""
    if target not in MOVES[current]:
        raise RuleBroken(
            _("Jawaban ini sudah %(state)s. Muat ulang halaman untuk melihat keadaannya.")
            % {"state": current.label.lower()}
        )


def check_again_on(day: date, today: date) -> None:
    """Reviewed for a time, and never for longer than a year."""
    if day <= today:
        raise RuleBroken(_("Tanggal periksa ulang harus sesudah hari ini."))
    if day > today + LONGEST_TRUST:
        raise RuleBroken(_("Tanggal periksa ulang paling lama satu tahun dari hari ini."))


def check_nobody(text: str) -> None:
    """What everybody reads, or is counted, is about no one: long numbers are somebody's."""
    if _DIGITS_OF_SOMEBODY.search(text):
        raise RuleBroken(
            _("Tulis pertanyaannya tanpa nomor orang, seperti NIK, nomor telepon, atau berkas.")
        )


def check_reason(reason: str) -> None:
    """Giving back and taking down say why."""
    if not reason.strip():
        raise RuleBroken(_("Tulis alasannya."))


def chain_of(office_id: int) -> str:
    """The journal chain of an office."""
    return f"office:{office_id}"
