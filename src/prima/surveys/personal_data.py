"""What a survey holds about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Rows, Whose
from prima.surveys.models import Invitation

_ASK: Final = _("Mengundang Anda menilai pelayanan, satu kali")
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
        "surveys.SurveyComment", "text", _("Masukan yang ditulis bebas"), _IMPROVE,
        Whose.RESPONDENT, Group.OTHER, "survey-answers", Fate.KEPT, Basis.CONSENT,
    ),
)  # fmt: skip

NOT_PERSONAL: Final[frozenset[str]] = frozenset()

ROWS_OF_CASE: Final[dict[str, Rows]] = {
    "surveys.Invitation": lambda case_id: Invitation.objects.filter(case_id=case_id),
}
