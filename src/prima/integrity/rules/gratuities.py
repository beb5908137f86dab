"""What a gift can be, the states of its report, and who may hold the thing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.integrity.core.gratification import Gift
from prima.kernel.errors import RuleBroken

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 2000
MOST_FILES: Final = 5
MOST_RUPIAH: Final = 10**12


class GiftKind(TextChoices):
    """What was offered, coarse enough to be chosen at a glance."""

    MONEY = "money", gettext_lazy("Uang")
    VOUCHER = "voucher", gettext_lazy("Pulsa atau voucer")
    FOOD = "food", gettext_lazy("Makanan atau minuman")
    GOODS = "goods", gettext_lazy("Barang")
    FACILITY = "facility", gettext_lazy("Perjalanan atau fasilitas")
    OTHER = "other", gettext_lazy("Lainnya")


class Occasion(TextChoices):
    """Why it was given, as the exemptions of the rule distinguish it."""

    SERVICE = "service", gettext_lazy("Terkait pelayanan")
    FESTIVAL = "festival", gettext_lazy("Hari raya")
    LIFE_EVENT = "life_event", gettext_lazy("Pernikahan, kelahiran, khitanan, atau upacara adat")
    FAREWELL = "farewell", gettext_lazy("Pisah sambut, pensiun, atau ulang tahun")
    OTHER = "other", gettext_lazy("Lainnya")


class Relation(TextChoices):
    """Who gave it, seen from the receiver."""

    SERVICE_USER = "service_user", gettext_lazy("Pengguna layanan")
    PARTNER = "partner", gettext_lazy("Rekanan atau penyedia")
    COLLEAGUE = "colleague", gettext_lazy("Rekan kerja")
    FAMILY = "family", gettext_lazy("Keluarga")
    OTHER = "other", gettext_lazy("Lainnya")
    UNKNOWN = "unknown", gettext_lazy("Tidak diketahui")


class GratuityState(TextChoices):
    """How far a gift is."""

    REFUSED = "refused", gettext_lazy("Ditolak")
    RECEIVED = "received", gettext_lazy("Diterima, belum dilaporkan")
    REPORTED = "reported", gettext_lazy("Dilaporkan ke UPG")
    INCOMPLETE = "incomplete", gettext_lazy("Perlu dilengkapi")
    FORWARDED = "forwarded", gettext_lazy("Diteruskan ke KPK")
    LAPSED = "lapsed", gettext_lazy("Tidak ditindaklanjuti")
    RECIPIENT = "recipient", gettext_lazy("Ditetapkan milik penerima")
    STATE = "state", gettext_lazy("Ditetapkan milik negara")
    HANDED_OVER = "handed_over", gettext_lazy("Sudah diserahkan")


class Holder(TextChoices):
    """Who has the thing itself."""

    REPORTER = "reporter", gettext_lazy("Pelapor")
    UPG = "upg", gettext_lazy("UPG")
    KPK = "kpk", gettext_lazy("KPK")
    RETURNED = "returned", gettext_lazy("Dikembalikan kepada pemberi")
    CHARITY = "charity", gettext_lazy("Disalurkan karena cepat rusak")
    STATE = "state", gettext_lazy("Diserahkan kepada negara")
    RECIPIENT = "recipient", gettext_lazy("Diserahkan kepada penerima")


S = GratuityState
MOVES: Final[Mapping[GratuityState, frozenset[GratuityState]]] = {
    # A refusal is whole when it is noted: the thing went back with whoever offered it.
    S.REFUSED: frozenset(),
    # To the UPG, or by the receiver straight to the commission.
    S.RECEIVED: frozenset({S.REPORTED, S.FORWARDED}),
    S.REPORTED: frozenset({S.INCOMPLETE, S.FORWARDED}),
    S.INCOMPLETE: frozenset({S.REPORTED, S.LAPSED}),
    S.FORWARDED: frozenset({S.INCOMPLETE, S.RECIPIENT, S.STATE}),
    S.LAPSED: frozenset(),
    S.RECIPIENT: frozenset({S.HANDED_OVER}),
    S.STATE: frozenset({S.HANDED_OVER}),
    S.HANDED_OVER: frozenset(),
}

# Somebody still has to do something.
OPEN: Final = tuple(state for state in MOVES if MOVES[state])
# The decree of the commission says whose it is.
DECIDED: Final = (S.RECIPIENT, S.STATE, S.HANDED_OVER)
# States in which the office knows of a report.
TOLD: Final = tuple(state for state in S if state != S.RECEIVED)

# To whom the thing may pass from whom; the last four have it for good.
PASSES: Final[Mapping[Holder, frozenset[Holder]]] = {
    Holder.REPORTER: frozenset({Holder.UPG, Holder.KPK, Holder.RETURNED, Holder.CHARITY}),
    Holder.UPG: frozenset({Holder.KPK, Holder.REPORTER, Holder.RETURNED, Holder.CHARITY}),
    Holder.KPK: frozenset({Holder.UPG}),
    Holder.RETURNED: frozenset(),
    Holder.CHARITY: frozenset(),
    Holder.STATE: frozenset(),
    Holder.RECIPIENT: frozenset(),
}
# Where the thing goes once the decree is carried out.
OWNER: Final[Mapping[GratuityState, Holder]] = {
    S.RECIPIENT: Holder.RECIPIENT,
    S.STATE: Holder.STATE,
}
# Where the thing can be when it is reported.
AT_REPORT: Final = (Holder.REPORTER, Holder.UPG, Holder.KPK, Holder.RETURNED, Holder.CHARITY)


def check_move(current: GratuityState, target: GratuityState) -> None:
    """Only the moves of the table."""
    if target not in MOVES[current]:
        raise RuleBroken(
            _("Laporan ini sudah berkeadaan “%(state)s”. Muat ulang halaman.")
            % {"state": current.label}
        )


def check_pass(current: Holder, target: Holder) -> None:
    """Only the passes of the table: what went away for good cannot be handed on."""
    if target not in PASSES[current]:
        raise RuleBroken(
            _(
                "Barang yang tercatat di “%(now)s” tidak dapat dicatat berpindah ke “%(next)s”. "
                "Muat ulang halaman dan pilih pemegang lain."
            )
            % {"now": current.label, "next": target.label}
        )


def check_day(on: date, today: date, *, earliest: date | None = None) -> None:
    """A fact lies in the past, and not before the one it follows."""
    if on > today:
        raise RuleBroken(_("Tanggal itu belum tiba. Isi hari ini atau sebelumnya."))
    if earliest is not None and on < earliest:
        raise RuleBroken(_("Tanggal itu mendahului langkah sebelumnya. Periksa tanggalnya."))


def gift_of(
    *, on: date, occasion: str, relation: str, kind: str, value: int | None, earlier: int = 0
) -> Gift:
    """What the law asks about a gift.

    A service user or supplier has business with the office; so has whoever is not known.
    """
    return Gift(
        on=on,
        is_life_event=occasion == Occasion.LIFE_EVENT,
        is_farewell=occasion == Occasion.FAREWELL,
        from_colleague=relation == Relation.COLLEAGUE,
        touches_duty=occasion == Occasion.SERVICE
        or relation in {Relation.SERVICE_USER, Relation.PARTNER, Relation.UNKNOWN},
        is_money=kind in {GiftKind.MONEY, GiftKind.VOUCHER},
        value=value,
        from_same_giver=earlier,
    )
