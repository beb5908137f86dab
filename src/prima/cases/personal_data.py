"""What a case holds about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prima.cases.models import (
    Case,
    CaseFile,
    CorrectionItem,
    Hold,
    UnsentFile,
    WorkItem,
)
from prima.kernel.files import StoredFile
from prima.kernel.idempotency import RememberedResult
from prima.kernel.messages import OutgoingMessage
from prima.kernel.personal_data import Basis, DataClass, Fate, Group, PersonalField, Rows, Whose

_CASE: Final = "service-case"
_KNOW: Final = _("Mencocokkan Anda dengan dokumen kependudukan")
_FIND: Final = _("Menemukan berkas Anda tanpa menyimpan nomor yang terbaca")
_REACH: Final = _("Mengabari Anda bila berkas kurang, terlambat, atau siap diambil")
_EXPLAIN: Final = _("Menjelaskan apa yang dikerjakan pada berkas")


def _applicant(
    field: str, what: Any, purpose: Any, group: Group, fate: Fate = Fate.BLANKED
) -> PersonalField:
    return PersonalField("cases.Case", field, what, purpose, Whose.APPLICANT, group, _CASE, fate)


FIELDS: Final = (
    PersonalField(
        "cases.SopAssessment", "signer_name", _("Nama yang menetapkan penilaian SOP"),
        _("Penilaian SOP ditetapkan oleh pejabat yang disebut namanya"), Whose.STAFF, Group.OTHER,
        "permanent", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
    _applicant(
        "applicant_name", _("Nama pemohon"),
        _("Tertulis pada surat dan dipakai petugas untuk memanggil Anda"),
        Group.IDENTITY, Fate.MARKED,
    ),
    _applicant("applicant_nik", _("Nomor induk kependudukan (NIK)"), _KNOW, Group.IDENTITY),
    _applicant("nik_index", _("Sidik NIK"), _FIND, Group.IDENTITY),
    _applicant(
        "applicant_address", _("Alamat"), _("Dasar kewenangan kantor yang melayani"),
        Group.IDENTITY,
    ),
    _applicant("applicant_phone", _("Nomor telepon"), _REACH, Group.CONTACT),
    _applicant("phone_index", _("Sidik nomor telepon"), _FIND, Group.CONTACT),
    _applicant("applicant_email", _("Alamat surel"), _REACH, Group.CONTACT),
    _applicant(
        "situations", _("Keadaan yang Anda pilih pada formulir"),
        _("Menentukan syarat, biaya, dan langkah; tanpa nama hanya berupa hitungan"),
        Group.OTHER, Fate.KEPT,
    ),
    _applicant(
        "outcome_reason", _("Alasan penolakan atau pencabutan"), _EXPLAIN, Group.TEXTS,
        Fate.MARKED,
    ),
    _applicant("delay_reason", _("Penyebab keterlambatan"), _EXPLAIN, Group.TEXTS, Fate.MARKED),
    PersonalField(
        "cases.Case", "handed_over_to", _("Nama penerima produk"),
        _("Bukti bahwa produk sudah diserahkan"),
        Whose.RECEIVER, Group.IDENTITY, _CASE, Fate.MARKED,
    ),
    PersonalField(
        "cases.WorkItem", "note", _("Catatan langkah"), _EXPLAIN,
        Whose.APPLICANT, Group.TEXTS, _CASE, Fate.MARKED,
    ),
    PersonalField(
        "cases.CorrectionItem", "sentence", _("Kalimat permintaan perbaikan"), _EXPLAIN,
        Whose.APPLICANT, Group.TEXTS, _CASE, Fate.MARKED,
    ),
    PersonalField(
        "cases.Hold", "note", _("Alasan jeda"), _EXPLAIN,
        Whose.APPLICANT, Group.TEXTS, _CASE, Fate.MARKED,
    ),
    PersonalField(
        "cases.UnsentFile", "stored", _("Berkas pada formulir yang belum terkirim"),
        _("Agar Anda tidak mengunggah dua kali"),
        Whose.APPLICANT, Group.PAPERS, "unsent-forms", Fate.EXPIRES,
        data_class=DataClass.SPECIFIC,
    ),
)  # fmt: skip

NOT_PERSONAL: Final = frozenset(
    # A key of the standard, a paper of the law, why a batch of cases moved: of nobody in person.
    # What an evaluation says is of a procedure.
    {
        "cases.Case.outcome_basis",
        "cases.Hold.reason",
        "cases.SopAssessment.answers",
        "cases.SopAssessment.conclusion_note",
        "cases.SopAssessment.figures",
        "cases.VersionDecision.reason",
    }
)


def _files(case_id: int) -> QuerySet[Any]:
    return StoredFile.objects.filter(
        pk__in=CaseFile.objects.filter(case_id=case_id).values("stored_id")
    )


def _about(case_id: int) -> dict[str, str]:
    return {"about_type": Case._meta.label_lower, "about_id": str(case_id)}


ROWS_OF_CASE: Final[dict[str, Rows]] = {
    "cases.Case": lambda case_id: Case.objects.filter(pk=case_id),
    "cases.WorkItem": lambda case_id: WorkItem.objects.filter(case_id=case_id),
    "cases.CorrectionItem": lambda case_id: CorrectionItem.objects.filter(
        request__case_id=case_id
    ),
    "cases.Hold": lambda case_id: Hold.objects.filter(case_id=case_id),
    # Found by the form that was never sent, not by a case; gone after a day.
    "cases.UnsentFile": lambda _case_id: UnsentFile.objects.none(),
    "kernel.StoredFile": _files,
    "kernel.OutgoingMessage": lambda case_id: OutgoingMessage.objects.filter(**_about(case_id)),
    "kernel.RememberedResult": lambda case_id: RememberedResult.objects.filter(**_about(case_id)),
}
