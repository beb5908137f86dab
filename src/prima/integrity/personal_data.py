"""What integrity holds about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Rows, Whose

_GIFTS: Final = _("Melaporkan gratifikasi kepada UPG dan KPK")
_REPORTS: Final = _("Memeriksa laporan pelanggaran")

_GIFT: Final = "integrity.Gratuity"
_STEP: Final = "integrity.CustodyStep"
_OURS, _THEIRS = Whose.STAFF, Whose.GIVER

FIELDS: Final = tuple(
    PersonalField(
        model, field, what, _GIFTS, whose, group, "gratuities", Fate.EXPIRES,
        Basis.LEGAL_OBLIGATION,
    )
    for model, field, what, whose, group in (
        (_GIFT, "reporter_nik", _("NIK pelapor gratifikasi"), _OURS, Group.IDENTITY),
        (_GIFT, "reporter_phone", _("Nomor telepon pelapor gratifikasi"), _OURS, Group.CONTACT),
        (_GIFT, "reporter_address", _("Alamat pelapor gratifikasi"), _OURS, Group.IDENTITY),
        (_GIFT, "giver_name", _("Nama pemberi gratifikasi"), _THEIRS, Group.IDENTITY),
        (_GIFT, "giver_institution", _("Lembaga pemberi gratifikasi"), _THEIRS, Group.IDENTITY),
        (_GIFT, "description", _("Uraian gratifikasi"), _THEIRS, Group.TEXTS),
        (_GIFT, "place", _("Tempat pemberian gratifikasi"), _THEIRS, Group.TEXTS),
        (_GIFT, "reason", _("Alasan pemberian gratifikasi"), _THEIRS, Group.TEXTS),
        (_GIFT, "chronology", _("Kronologi gratifikasi"), _THEIRS, Group.TEXTS),
        (_GIFT, "incomplete_note", _("Catatan kelengkapan gratifikasi"), _OURS, Group.TEXTS),
        (_STEP, "name", _("Nama penerima barang gratifikasi"), _OURS, Group.IDENTITY),
        (_STEP, "note", _("Catatan barang gratifikasi"), _OURS, Group.TEXTS),
    )
) + tuple(
    PersonalField(
        f"integrity.{model}", field, what, _REPORTS, Whose.REPORTER, group, "sealed-reports",
        Fate.EXPIRES, Basis.LEGAL_OBLIGATION,
    )
    for model, field, what, group in (
        ("SealedReport", "identity", _("Nama pelapor pelanggaran"), Group.IDENTITY),
        ("SealedReport", "body", _("Isi laporan pelanggaran"), Group.TEXTS),
        ("SealedMessage", "body", _("Pesan laporan pelanggaran"), Group.TEXTS),
        ("SealedFile", "body", _("Lampiran laporan pelanggaran"), Group.PAPERS),
        ("IdentityRequest", "reason", _("Alasan meminta nama pelapor"), Group.TEXTS),
    )
)  # fmt: skip

NOT_PERSONAL: Final = frozenset({"integrity.Gratuity.reporter_title"})

ROWS_OF_CASE: Final[dict[str, Rows]] = {}
