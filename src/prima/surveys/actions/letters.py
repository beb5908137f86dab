"""What those drawn by lot are told."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.surveys.models import Invitation


def invitation_letter(invitation: Invitation) -> str:
    """Without name and number of the case: who reads over a shoulder learns nothing."""
    return _(
        "Yth. Bapak/Ibu,\n\n"
        "Pelayanan %(service)s di %(office)s sudah selesai. Anda terpilih melalui undian untuk"
        " menilai kami. Ada sembilan pertanyaan, kira-kira dua menit.\n\n"
        "%(link)s\n\n"
        "Tautan ini hanya untuk Anda, untuk satu kali, sampai %(last)s. Jawaban disimpan tanpa"
        " nama; petugas tidak tahu siapa yang terpilih. Bila tidak berkenan, abaikan saja surat"
        " ini."
    ) % {
        "service": invitation.service,
        "office": invitation.office,
        "link": settings.SITE_URL + reverse("surveys:answer", args=[invitation.token]),
        "last": clock.format_date(invitation.expires_on),
    }
