"""What procedures hold about people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Whose

_SIGNED: Final = _("SOP disahkan oleh pejabat yang disebut nama dan NIP-nya")


def _signer(model: str, field: str, what: Any) -> PersonalField:
    return PersonalField(
        f"sops.{model}", field, what, _SIGNED, Whose.STAFF, Group.OTHER, "permanent", Fate.KEPT,
        Basis.LEGAL_OBLIGATION,
    )  # fmt: skip


FIELDS: Final = (
    _signer("SopVersion", "approver_title", _("Jabatan yang mengesahkan SOP")),
    _signer("SopVersion", "approver_name", _("Nama yang mengesahkan SOP")),
    _signer("SopVersion", "approver_nip", _("NIP yang mengesahkan SOP")),
    _signer("SopDraft", "signer_title", _("Jabatan yang mengesahkan rancangan SOP")),
    _signer("SopDraft", "signer_name", _("Nama yang mengesahkan rancangan SOP")),
    _signer("SopDraft", "signer_nip", _("NIP yang mengesahkan rancangan SOP")),
)

# The texts of procedures and process maps (an owner is a position or a unit), and what colleagues
# say of them: about rows, not about people.
# Who read a version is kept as the other acts of staff are, without a count of mistakes.
NOT_PERSONAL: Final = frozenset(
    {
        "sops.Acknowledgement.questions",
        "sops.BusinessProcess.code",
        "sops.BusinessProcess.name",
        "sops.BusinessProcess.outcome",
        "sops.BusinessProcess.output",
        "sops.BusinessProcess.owner",
        "sops.BusinessProcess.purpose",
        "sops.BusinessProcess.source",
        "sops.DistributionEntry.step_key",
        "sops.DraftComment.text",
        "sops.DraftMove.reason",
        "sops.ProcessRelation.receiver_name",
        "sops.ProcessRelation.supplier_name",
        "sops.ProcessRelation.what",
        "sops.SopAdaptation.because",
        "sops.SopDraft.adapted_because",
        "sops.SopDraft.content",
        "sops.SopDraft.number",
        "sops.SopDraft.purpose",
        "sops.SopVersion.content",
        "sops.SopVersion.reason",
        "sops.SopVersion.sop_number",
        "sops.SopWithdrawal.reason",
    }
)
