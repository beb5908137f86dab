"""What a standard holds about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Whose

FIELDS: Final = (
    PersonalField(
        "standards.ServiceStandard", "decree_signatory", _("Nama penanda tangan keputusan"),
        _("Standar pelayanan ditetapkan oleh pejabat yang disebut namanya"),
        Whose.STAFF, Group.OTHER, "permanent", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
    PersonalField(
        "standards.ServiceCharter", "signatory", _("Nama penanda tangan maklumat"),
        _("Maklumat pelayanan ditandatangani pejabat yang disebut namanya"),
        Whose.STAFF, Group.OTHER, "permanent", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
    PersonalField(
        "standards.ConsultationSignatory", "name", _("Nama penanda tangan berita acara"),
        _("Berita acara konsultasi publik ditandatangani wakil kedua pihak"),
        Whose.REPRESENTATIVE, Group.IDENTITY, "permanent", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
)  # fmt: skip

# Texts of the catalogue, which is published.
NOT_PERSONAL: Final = frozenset(
    {
        "standards.Service.name",
        "standards.Service.place_note",
        "standards.Service.retired_note",
        "standards.Service.redirect_name",
        "standards.ServiceCategory.note",
        # Names of rules, and why a standard or SOP is kept: sentences about law, not people.
        "standards.Regulation.names",
        "standards.Review.note",
        # What everybody reads of a consultation: its form asks for texts without names.
        "standards.PublicConsultation.title",
        "standards.PublicConsultation.text",
        "standards.ConsultationInput.text",
        "standards.ConsultationInput.reason",
        "standards.ConsultationAgreement.text",
        "standards.ConsultationAgreement.outcome_note",
        "standards.ConsultationAttendance.institutions",
        # What a draft says of a consultation: a number and a day, or a reason.
        "standards.StandardDraft.consultation_note",
    }
)
