"""Numbers of people in one spelling, checked before they are sealed or indexed."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError
from stdnum.id import nik as stdnum_nik

from prima.kernel.errors import RuleBroken

_SEPARATORS: Final = re.compile(r"[\s.\-]+")
_NIK_DIGITS: Final = 16
_LONGEST: Final = 40

# Two-digit codes of the 38 provinces, as the Ministry of Home Affairs numbers them.
_PROVINCES: Final = frozenset(
    f"{code}"
    for codes in ((11, 20), (21, 22), (31, 37), (51, 54), (61, 66), (71, 77), (81, 83), (91, 97))
    for code in range(*codes)
)


def normalise_nik(text: str) -> str:
    """Give the 16 digits of a NIK, or say what is wrong with it.

    Checked are length, province and date of birth (a woman's day is raised by 40). A NIK has no
    check digit, so a typing error in the last four digits cannot be seen. Regencies are not
    checked: new ones appear faster than lists of them, and a real citizen must not be refused.
    """
    digits = _SEPARATORS.sub("", text[:_LONGEST])
    if not (digits.isascii() and digits.isdigit() and len(digits) == _NIK_DIGITS):
        raise RuleBroken(_("NIK terdiri atas 16 angka. Lihat di bagian atas KTP atau di KK Anda."))
    if digits[:2] not in _PROVINCES or not _has_birth_date(digits):
        raise RuleBroken(_("NIK ini belum benar. Periksa lagi 16 angkanya di KTP atau KK Anda."))
    return digits


def normalise_phone(text: str) -> str:
    """Give a number as "+628…"; one without a country code is taken as Indonesian."""
    try:
        number = phonenumbers.parse(text[:_LONGEST], "ID")
    except phonenumbers.NumberParseException as error:
        raise RuleBroken(_WRONG_PHONE) from error
    if not phonenumbers.is_valid_number(number):
        raise RuleBroken(_WRONG_PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_WRONG_PHONE: Final = _(
    "Nomor telepon ini belum benar. Tulis seperti 0812 3456 7890 atau +62 812 3456 7890."
)


def _has_birth_date(digits: str) -> bool:
    try:
        stdnum_nik.get_birth_date(digits)
    except ValidationError:
        return False
    return True
