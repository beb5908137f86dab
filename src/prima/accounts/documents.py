"""Letters about an account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prima.accounts.models import User
from prima.accounts.rules import Letter


def reset_letter(user: User, link: str) -> Letter:
    """The letter with the link that sets a new password."""
    body = _(
        "Yth. %(name)s,\n\n"
        "Ada permintaan kata sandi baru untuk akun Anda. Buka tautan ini dalam satu jam:\n\n"
        "%(link)s\n\n"
        "Bila Anda tidak memintanya, abaikan surat ini; kata sandi Anda tidak berubah."
    ) % {"name": user.name, "link": link}
    return Letter(_("Membuat kata sandi baru"), body)
