"""Personal numbers as they may be shown to somebody who only needs to recognise them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

_DOT: Final = "•"
_SHOWN_BEFORE: Final = 2
_SHOWN_AFTER: Final = 3
_PHONE_END: Final = 4


def mask_nik(nik: str) -> str:
    """Show the province and the last three digits: "32•••••••••••417".

    The middle holds the date of birth and the sex of the person, so it is never shown.
    """
    hidden = len(nik) - _SHOWN_BEFORE - _SHOWN_AFTER
    if hidden <= 0:
        return _DOT * len(nik)
    return f"{nik[:_SHOWN_BEFORE]}{_DOT * hidden}{nik[-_SHOWN_AFTER:]}"


def mask_phone(phone: str) -> str:
    """Show how a number ends: "berakhiran 4471"."""
    digits = "".join(character for character in phone if character.isdigit())
    if len(digits) <= _PHONE_END:
        return _DOT * len(digits)
    return _("berakhiran %(end)s") % {"end": digits[-_PHONE_END:]}


def mask_email(email: str) -> str:
    """Show the first letter and the domain: "s•••@contoh.id"."""
    name, separator, domain = email.rpartition("@")
    if not separator:
        return _DOT * 3
    return f"{name[:1]}{_DOT * 3}@{domain}"
