"""An author chooses the legal basis of a standard from the register."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from prima.standards.models import Regulation, StandardDraft
from prima.standards.tests.drafts import Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_rule_becomes_a_row_with_what_the_register_knows(desk: Desk) -> None:
    draft = desk.draft()
    browser = Client()
    browser.force_login(desk.people["author"].user)
    rule = Regulation.objects.get(key="uu-18-2019")
    url = f"/kelola/standar/{draft.pk}/dasar-hukum/?q=pesantren&aturan={rule.pk}"

    asked = said(browser.get(url))
    empty = browser.post(url, {"article": "5", "about": ""})
    answer = browser.post(url, {"article": "5", "about": "Pesantren"}, follow=True)
    again = browser.post(url, {"article": "pasal 5", "about": "Pesantren"})

    assert rule.full_name in asked
    assert empty.status_code == 422
    assert "Isi apa yang diaturnya" in said(empty)
    assert "Ditambahkan: UU 18/2019" in said(answer)
    row = StandardDraft.objects.get(pk=draft.pk).content_data["legal_basis"][-1]
    assert (row["rule"], row["article"], row["about"]) == ("UU 18/2019", "pasal 5", "Pesantren")
    assert row["title"] == rule.full_name
    assert again.status_code == 422
    assert "sudah ada" in said(again)
    part = said(browser.get(f"/kelola/standar/{draft.pk}/bagian/dasar-hukum/"))
    assert "Pilih dasar hukum dari daftar" in part
    assert "UU 18/2019" in part


def test_a_rule_that_ended_is_refused(desk: Desk) -> None:
    draft = desk.draft()
    browser = Client()
    browser.force_login(desk.people["author"].user)
    rule = Regulation.objects.get(key="uu-18-2019")
    Regulation.objects.filter(pk=rule.pk).update(in_force_until=date(2025, 12, 31))

    answer = browser.post(
        f"/kelola/standar/{draft.pk}/dasar-hukum/?aturan={rule.pk}",
        {"article": "", "about": "Pesantren"},
    )

    assert answer.status_code == 422
    assert "UU 18/2019 tidak berlaku lagi sejak 1 Januari 2026" in said(answer)
