"""What an account holds about its person; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Whose


def _staff(field: str, what: Any, purpose: Any) -> PersonalField:
    return PersonalField(
        "accounts.User", field, what, purpose, Whose.STAFF, Group.OTHER, "staff", Fate.KEPT,
        Basis.LEGAL_OBLIGATION,
    )  # fmt: skip


FIELDS: Final = (
    _staff("email", _("Surel dinas pegawai"), _("Nama masuk dan pemulihan sandi")),
    _staff("name", _("Nama pegawai"), _("Menunjukkan siapa yang mengerjakan berkas")),
    _staff("password", _("Sidik sandi pegawai"), _("Memastikan siapa yang masuk")),
    PersonalField(
        "accounts.SecondFactorReset", "reason", _("Alasan mengatur ulang faktor kedua"),
        _("Membuktikan siapa yang mengatur ulang dan mengapa"),
        Whose.STAFF, Group.OTHER, "staff", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
)  # fmt: skip

# What a program is called, as its owner wrote it for themselves.
NOT_PERSONAL: Final = frozenset({"accounts.ApiToken.name"})
