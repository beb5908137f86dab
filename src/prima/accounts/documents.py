"""Letters about an account."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
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


def invitation_letter(user: User) -> Letter:
    """The letter to somebody whose account a manager opened; they set the password themselves."""
    key = PasswordResetTokenGenerator().make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": key}
    body = _(
        "Yth. %(name)s,\n\n"
        "Akun Anda dibuka oleh pengelola kantor. Buka tautan ini untuk membuat kata sandi:\n\n"
        "%(link)s\n\n"
        "Tautan berlaku satu jam. Bila sudah lewat, minta tautan baru di:\n\n"
        "%(again)s"
    ) % {
        "name": user.name,
        "link": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts),
        "again": settings.SITE_URL + reverse("account_reset_password"),
    }
    return Letter(_("Akun Anda sudah dibuka"), body)


def factor_added_letter(user: User) -> Letter:
    """Tell the owner that a new factor opens their account."""
    body = _(
        "Yth. %(name)s,\n\n"
        "Cara masuk tambahan baru saja dipasang pada akun Anda. Bila itu bukan Anda, segera "
        "hubungi pengelola kantor dan ganti kata sandi Anda."
    ) % {"name": user.name}
    return Letter(_("Cara masuk tambahan dipasang"), body)


def factor_removed_letter(user: User) -> Letter:
    """Tell the owner that a factor no longer guards their account."""
    body = _(
        "Yth. %(name)s,\n\n"
        "Satu cara masuk tambahan baru saja dihapus dari akun Anda. Bila itu bukan Anda, segera "
        "hubungi pengelola kantor dan ganti kata sandi Anda."
    ) % {"name": user.name}
    return Letter(_("Cara masuk tambahan dihapus"), body)


def factors_reset_letter(user: User) -> Letter:
    """Tell the owner that a manager took all their factors away."""
    body = _(
        "Yth. %(name)s,\n\n"
        "Cara masuk tambahan pada akun Anda diatur ulang oleh pengelola. Saat masuk berikutnya "
        "Anda diminta memasangnya lagi. Bila Anda tidak memintanya, segera hubungi pengelola."
    ) % {"name": user.name}
    return Letter(_("Cara masuk tambahan diatur ulang"), body)
