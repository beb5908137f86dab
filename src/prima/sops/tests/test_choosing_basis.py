"""A rule of the register becomes a line of the legal basis; one that does not count is refused."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from prima.kernel.actors import SYSTEM
from prima.sops import actions
from prima.sops.models import SopDraft
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW
from prima.standards import public as standards
from prima.standards.actions import end_regulation
from prima.standards.core import citing
from prima.standards.models import Regulation
from prima.standards.public import BasisDay

pytestmark = pytest.mark.django_db
SETTLED = BasisDay(date(2026, 9, 1), is_settled=True)


@pytest.fixture
def draft(desk: Desk) -> SopDraft:
    planned = actions.plan_draft(
        desk.service, desk.district, purpose="Dasar hukum berganti", by=desk.actor("author"),
        at=NOW,
    )  # fmt: skip
    return actions.start_draft(planned, by=desk.actor("author"), at=NOW)


@pytest.fixture
def browser(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.people["author"].user)
    return client


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def rule(key: str) -> Regulation:
    return Regulation.objects.get(key=key)


def page(draft: SopDraft) -> str:
    return f"/kelola/sop/{draft.pk}/dasar-hukum/"


def test_a_rule_is_found_chosen_and_written_with_its_article(
    browser: Client, draft: SopDraft
) -> None:
    chosen = rule("uu-18-2019")

    found = said(browser.get(page(draft), {"q": "18/2019"}))
    asked = said(browser.get(page(draft), {"q": "18/2019", "aturan": str(chosen.pk)}))
    url = f"{page(draft)}?q=18/2019&aturan={chosen.pk}"
    answer = browser.post(url, {"article": "5 ayat (1)"}, follow=True)
    again = browser.post(url, {"article": "5 ayat (1)"})

    assert f"aturan={chosen.pk}" in found
    assert chosen.full_name in asked
    text = f"{chosen.full_name}, pasal 5 ayat (1)"
    assert SopDraft.objects.get(pk=draft.pk).document.identity.legal_basis[-1] == text
    assert f"Ditambahkan: {text}" in said(answer)
    assert text in said(browser.get(f"/kelola/sop/{draft.pk}/identitas/"))
    assert again.status_code == 422
    assert "sudah ada di dasar hukum SOP ini" in said(again)


def test_a_rule_that_ended_is_marked_and_refused(
    browser: Client, draft: SopDraft, desk: Desk
) -> None:
    ended = rule("uu-18-2019")
    end_regulation(
        ended, on=date(2026, 1, 1), replaced_by=rule("pma-30-2020"), reason="Dicabut", revision=0,
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    before = draft.document.identity.legal_basis

    found = said(browser.get(page(draft), {"q": "18/2019"}))
    answer = browser.post(f"{page(draft)}?aturan={ended.pk}", {"article": "5"})

    assert "Tidak berlaku lagi" in found
    assert f"aturan={ended.pk}" not in found
    assert answer.status_code == 422
    assert "UU 18/2019 tidak berlaku lagi sejak 1 Januari 2026; diganti PMA 30/2020" in said(
        answer
    )
    assert SopDraft.objects.get(pk=draft.pk).document.identity.legal_basis == before


def test_nothing_chosen_or_found_is_said(browser: Client, draft: SopDraft) -> None:
    for number in ("", "x", "999999999", "9" * 30):
        answer = browser.post(f"{page(draft)}?aturan={number}", {"article": ""})
        assert answer.status_code == 422
        assert "Pilih dahulu satu aturan" in said(answer)
    assert "Tidak ada aturan yang cocok" in said(browser.get(page(draft), {"q": "qzx"}))


def test_what_is_typed_freely_keeps_its_finding(
    browser: Client, draft: SopDraft, desk: Desk
) -> None:
    document = draft.document
    fields = {"title": document.identity.title, "legal_basis": "PMA 99/2025 pasal 4"}

    browser.post(f"/kelola/sop/{draft.pk}/identitas/", fields)

    shown = said(browser.get(f"/kelola/sop/{draft.pk}/identitas/"))
    assert "PMA 99/2025 belum ada di daftar dasar hukum" in shown


def test_a_rule_to_come_is_refused_once_the_day_is_settled(desk: Desk) -> None:
    coming = rule("uu-18-2019")
    Regulation.objects.filter(pk=coming.pk).update(in_force_from=date(2027, 1, 1))

    open_day = standards.basis_choice(str(coming.pk), BasisDay(date(2026, 9, 1)))
    settled = standards.basis_choice(str(coming.pk), SETTLED)

    assert open_day
    assert open_day.may_choose
    assert "Tanggal efektif nanti tidak boleh mendahuluinya" in open_day.sentence
    assert settled
    assert not settled.may_choose
    assert "sesudah tanggal efektif 1 September 2026" in settled.sentence


def test_every_rule_of_the_register_is_read_back_as_itself(desk: Desk) -> None:
    named = Regulation.objects.named()

    wrong = [
        one.key
        for one in Regulation.objects.all()
        if [(found.key, found.article) for found in
            citing.read(standards.written_basis(one, "4"), named)] != [(one.key, "pasal 4")]
    ]  # fmt: skip

    assert wrong == []
