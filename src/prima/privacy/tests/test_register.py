"""The register of personal data is whole, and every page made from it says the same."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

import prima
from prima.kernel.crypto import EncryptedTextField
from prima.kernel.personal_data import Fate, Whose, not_personal, register
from prima.privacy import rules
from prima.privacy.queries import public_register, reference_page

PAGE = Path(prima.__file__).parents[2] / "docs" / "id" / "rujukan" / "data-pribadi.md"
ON = date(2026, 11, 18)

# Names under which people write about people. A column that sounds like it and holds nothing of
# the kind is named in NOT_PERSONAL of its app.
SOUNDS_PERSONAL = re.compile(
    r"(^|_)(name|names|nik|phone|telephone|whatsapp|email|address|recipient|receiver|body|note"
    r"|notes|reason|sentence|text|comment|wish|answer|birth|signatory|password|ip|subject)($|_)"
    r"|handed_over_to"
)
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)


def undeclared(found: list[type[models.Model]]) -> list[str]:
    """Columns that are sealed or sound personal, and that no app has declared either way."""
    known = {one.label for one in register()} | not_personal()
    return [
        label
        for model in found
        for column in model._meta.concrete_fields
        if (label := f"{model._meta.app_label}.{model.__name__}.{column.name}") not in known
        and _needs_a_word(column)
    ]


def _needs_a_word(column: models.Field[object, object]) -> bool:
    if isinstance(column, EncryptedTextField):
        return True
    is_free = isinstance(column, TEXTS) and not column.choices
    return is_free and SOUNDS_PERSONAL.search(column.name) is not None


def own_models() -> list[type[models.Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith("prima.")]


def test_every_column_that_could_hold_personal_data_is_declared() -> None:
    assert undeclared(own_models()) == [], (
        "declare it in personal_data.py of its app, in FIELDS or in NOT_PERSONAL"
    )


def test_a_column_nobody_declared_is_seen() -> None:
    class Guest(models.Model):
        guest_name = models.CharField(max_length=20)
        secret = EncryptedTextField()
        kind = models.CharField(max_length=4)

        class Meta:
            app_label = "kernel"
            managed = False

    try:
        assert undeclared([Guest]) == ["kernel.Guest.guest_name", "kernel.Guest.secret"]
    finally:
        del apps.all_models["kernel"]["guest"]
        apps.clear_cache()


def test_nothing_is_declared_that_does_not_exist() -> None:
    for label in {one.label for one in register()} | not_personal():
        model, _dot, column = label.rpartition(".")
        assert apps.get_model(model)._meta.get_field(column), label


def test_nothing_is_declared_twice() -> None:
    labels = [one.label for one in register()]

    assert len(labels) == len(set(labels))
    assert not set(labels) & not_personal()


def test_every_retention_class_exists_and_is_used() -> None:
    law = rules.law().classes_on(ON)
    used = {one.retention for one in register()}

    assert used <= set(law)
    by_service = {key for key, one in law.items() if one.services}
    assert set(law) - used == by_service


def test_every_sealed_column_is_known_as_sealed() -> None:
    for one in register():
        column = apps.get_model(one.model)._meta.get_field(one.field)
        assert one.is_sealed or not isinstance(column, EncryptedTextField), one.label


def test_an_applicant_keeps_nothing_but_the_situations_after_an_erasure() -> None:
    kept = [
        one.label for one in register() if one.fate == Fate.KEPT and one.whose == Whose.APPLICANT
    ]

    assert kept == ["cases.Case.situations"]


def test_the_reference_page_is_made_from_the_register() -> None:
    if os.environ.get("WRITE_REFERENCE"):
        PAGE.write_text(reference_page(ON), "utf-8")

    assert PAGE.read_text("utf-8") == reference_page(ON)


@pytest.mark.django_db
def test_the_page_for_people_shows_every_kind_of_data_with_its_time() -> None:
    page = Client().get(reverse("insight:privacy")).content.decode()

    lines = public_register(ON)
    assert len(lines) > 15
    for line in lines:
        assert line.what in page, line.what
        assert line.kept in page, line.kept
    assert "selamanya" in page
    assert "sandi pegawai" not in page
