"""What a request holds about its person; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Rows, Whose
from prima.privacy.models import DataRequest


def _request(field: str, what: Any) -> PersonalField:
    return PersonalField(
        "privacy.DataRequest", field, what, _("Menjawab permintaan Anda dan membuktikannya"),
        Whose.APPLICANT, Group.TEXTS, "data-requests", Fate.BLANKED, Basis.LEGAL_OBLIGATION,
    )  # fmt: skip


FIELDS: Final = (
    _request("wish", _("Isi permintaan atas data")),
    _request("answer", _("Jawaban atas permintaan")),
)

NOT_PERSONAL: Final = frozenset({"privacy.LegalHold.reason"})

ROWS_OF_CASE: Final[dict[str, Rows]] = {
    "privacy.DataRequest": lambda case_id: DataRequest.objects.filter(case_id=case_id),
}
