"""Personal values of an application: one spelling, sealed, and found again by keyed hashes."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from prima.cases.core import Applicant
from prima.cases.models import Case
from prima.cases.rules import CorrectableField
from prima.kernel.crypto import blind_index, normalise_nik, normalise_phone
from prima.kernel.errors import RuleBroken

LONGEST_NAME = 120
LONGEST_ADDRESS = 400

Values = dict[str, object]


def values_of(applicant: Applicant) -> Values:
    """The columns of the applicant, checked and in one spelling; empty where nothing was given."""
    values: Values = {"applicant_staff_id": applicant.staff_id}
    given = {
        CorrectableField.NAME: applicant.name,
        CorrectableField.NIK: applicant.nik,
        CorrectableField.PHONE: applicant.phone,
        CorrectableField.EMAIL: applicant.email,
        CorrectableField.ADDRESS: applicant.address,
    }
    for name, text in given.items():
        values |= _column(name, text)
    return values


def corrected(case: Case, fields: Mapping[str, str]) -> Values:
    """The columns that change when the applicant corrects fields."""
    return columns_of(fields)


def columns_of(fields: Mapping[str, str]) -> Values:
    """Columns for given texts by field; refuses with a sentence what cannot be right."""
    values: Values = {}
    for name, text in fields.items():
        values |= _column(CorrectableField(name), text)
    return values


def check_reachable(applicant: Applicant) -> None:
    """Who applies from home must be reachable when something is missing or ready."""
    if not applicant.phone.strip() and not applicant.email.strip():
        raise RuleBroken(_("Isi nomor telepon atau alamat surel, agar kami dapat mengabari Anda."))


def _column(name: CorrectableField, text: str) -> Values:
    text = " ".join(text.split())
    if name == CorrectableField.NIK:
        nik = normalise_nik(text) if text else ""
        return {"applicant_nik": nik, "nik_index": _index(nik, "nik")}
    if name == CorrectableField.PHONE:
        phone = normalise_phone(text) if text else ""
        return {"applicant_phone": phone, "phone_index": _index(phone, "phone")}
    if name == CorrectableField.EMAIL:
        return {"applicant_email": _email(text)}
    if name == CorrectableField.NAME:
        return {"applicant_name": _name(text)}
    return {"applicant_address": text[:LONGEST_ADDRESS]}


def _index(value: str, purpose: str) -> str:
    return blind_index(value, purpose) if value else ""


def _name(text: str) -> str:
    if not text:
        raise RuleBroken(_("Isi nama Anda seperti tertulis di KTP."))
    if len(text) > LONGEST_NAME:
        raise RuleBroken(_("Nama paling panjang %(most)d huruf.") % {"most": LONGEST_NAME})
    return text


def _email(text: str) -> str:
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise RuleBroken(
            _("Alamat surel ini belum benar. Tulis seperti nama@contoh.id.")
        ) from error
    return text
