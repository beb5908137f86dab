"""What a survey holds about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Rows, Whose
from prima.surveys.models import Invitation

_ASK: Final = _("Mengundang Anda menilai pelayanan, satu kali")
_CHANGE: Final = _("Agar hanya Anda yang dapat mengubah jawaban, selama sehari")
_CALL: Final = _("Menelepon Anda karena Anda memintanya; terpisah dari jawaban")
_IMPROVE: Final = _("Memperbaiki pelayanan; tanpa nama dan terpisah dari berkas")

FIELDS: Final = (
    PersonalField(
        "surveys.Invitation", "token_hash", _("Tautan undangan survei"), _ASK,
        Whose.RESPONDENT, Group.CONTACT, "survey-links", Fate.BLANKED, Basis.CONSENT,
    ),
    PersonalField(
        "surveys.Ballot", "sealed", _("Jawaban survei sebelum diaduk"), _IMPROVE,
        Whose.RESPONDENT, Group.OTHER, "survey-answers", Fate.EXPIRES, Basis.CONSENT,
    ),
    PersonalField(
        "surveys.Ballot", "owner_hash", _("Sidik kunci pemilik jawaban"), _CHANGE,
        Whose.RESPONDENT, Group.OTHER, "survey-owners", Fate.EXPIRES, Basis.CONSENT,
    ),
    *(
        PersonalField(
            "surveys.ContactRequest", field, what, _CALL, Whose.RESPONDENT, group,
            "survey-contacts", Fate.EXPIRES, Basis.CONSENT,
        )
        for field, what, group in (
            ("name", _("Nama orang yang minta dihubungi"), Group.IDENTITY),
            ("phone", _("Nomor telepon orang yang minta dihubungi"), Group.CONTACT),
            ("about", _("Hal yang ingin dibicarakan"), Group.TEXTS),
        )
    ),
    PersonalField(
        "surveys.PaperEntry", "sealed", _("Ketikan lembar kertas sebelum dihitung"), _IMPROVE,
        Whose.RESPONDENT, Group.OTHER, "survey-links", Fate.EXPIRES, Basis.CONSENT,
    ),
    PersonalField(
        "surveys.SurveyComment", "text", _("Masukan yang ditulis bebas"), _IMPROVE,
        Whose.RESPONDENT, Group.OTHER, "survey-answers", Fate.KEPT, Basis.CONSENT,
    ),
)  # fmt: skip

# Numbers of tasks and sheets are drawn at random and lead to somebody only while their row does.
# Everybody reads it on the page of the office; the form says that no name belongs there.
NOT_PERSONAL: Final = frozenset({"surveys.SurveyExclusion.reason"})

ROWS_OF_CASE: Final[dict[str, Rows]] = {
    "surveys.Invitation": lambda case_id: Invitation.objects.filter(case_id=case_id),
}
