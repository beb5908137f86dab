"""What complaints hold about people: who spoke, and what they told."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Rows, Whose

_KEPT: Final = "complaints"
_REACH: Final = _("Memberi tahu pelapor bila ada pertanyaan atau jawaban")
_SETTLE: Final = _("Memeriksa dan menjawab laporan")


def _reporter(field: str, what: object, group: Group) -> PersonalField:
    return PersonalField(
        "complaints.Reporter", field, what, _REACH, Whose.REPORTER, group, _KEPT,  # type: ignore[arg-type]
        Fate.EXPIRES, Basis.PUBLIC_TASK,
    )  # fmt: skip


def _told(model: str, field: str, what: object) -> PersonalField:
    return PersonalField(
        f"complaints.{model}", field, what, _SETTLE, Whose.REPORTER, Group.TEXTS, _KEPT,  # type: ignore[arg-type]
        Fate.EXPIRES, Basis.PUBLIC_TASK,
    )  # fmt: skip


FIELDS: Final = (
    _reporter("name", _("Nama pelapor"), Group.IDENTITY),
    _reporter("phone", _("Nomor telepon pelapor"), Group.CONTACT),
    _reporter("phone_index", _("Sidik nomor telepon pelapor"), Group.CONTACT),
    _reporter("email", _("Alamat surel pelapor"), Group.CONTACT),
    _told("Complaint", "story", _("Cerita pelapor")),
    _told("Complaint", "wish", _("Harapan pelapor")),
    _told("Complaint", "place", _("Tempat kejadian")),
    _told("ComplaintMarks", "said", _("Tanda kata cerita, terkunci")),
    _told("ComplaintMarks", "answered", _("Tanda kata jawaban, terkunci")),
    _told("AnswerDraft", "text", _("Konsep jawaban")),
    _told("AnswerDraft", "as_it_is", _("Alasan mengirim jawaban apa adanya")),
    _told("CallBack", "remark", _("Catatan telepon balik")),
    _told("ComplaintEvent", "text", _("Percakapan tentang laporan")),
)

NOT_PERSONAL: Final[frozenset[str]] = frozenset(
    {
        # Frames hold what is always the same, before anybody spoke.
        "complaints.AnswerFrame.reason",
        "complaints.ComplaintDeadline.source",
        # A moderator's words, refused where they lead to anybody.
        "complaints.PublicSummary.text",
    }
)

ROWS_OF_CASE: Final[dict[str, Rows]] = {}
