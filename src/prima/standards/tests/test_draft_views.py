"""Pages of authors and heads, as they are used without a script."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from prima.standards import rules
from prima.standards.models import Service, ServiceStandard, StandardDraft
from prima.standards.tests.drafts import KEY, Desk, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def prepared_desk(prepared: None) -> Desk:
    return make_desk()


@pytest.fixture
def desk(prepared_desk: Desk) -> Desk:
    return deepcopy(prepared_desk)


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"standards:{name}", args=args)


def form_of(client: Client, address: str) -> dict[str, str]:
    """What the form of a part holds, as a browser would send it back."""
    response = client.get(address)
    assert response.status_code == 200
    sent = {"revision": str(response.context["revision"])}
    rows = response.context["rows"]
    forms = [rows.management_form, *rows] if rows is not None else [response.context["form"]]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                sent[field.html_name] = value
    return sent


def test_an_author_begins_a_change_of_the_standard_in_force(desk: Desk) -> None:
    client = browser(desk, "author")
    shown = client.get(url("drafts")).content.decode()
    assert "Susun perubahan" in shown

    response = client.post(
        url("draft_new"),
        {"office": desk.district.pk, "way": "in_force", "service": desk.service.pk},
    )

    draft = StandardDraft.objects.get()
    assert response.headers["Location"] == draft.get_absolute_url()
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "14 dari 14 komponen terisi" in page
    for label in rules.COMPONENT_LABELS.values():
        assert str(label) in page


@pytest.mark.parametrize("slug", sorted(set(rules.PART_SLUGS.values()) - {"layanan"}))
def test_every_part_sent_back_as_it_is_changes_nothing(desk: Desk, slug: str) -> None:
    draft, client = desk.draft(), browser(desk, "author")
    address = url("draft_part", draft.pk, slug)

    response = client.post(address, form_of(client, address))

    assert response.status_code == 302, response.content.decode()
    draft.refresh_from_db()
    before = desk.in_force.content.to_data() | {"to_confirm": {}}
    assert draft.content_data == before


def test_a_wrong_row_is_shown_again_with_what_was_typed(desk: Desk) -> None:
    draft, client = desk.draft(), browser(desk, "author")
    address = url("draft_part", draft.pk, "biaya")
    sent = form_of(client, address) | {"baris-0-amount": "600.ribu"}

    response = client.post(address, sent)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Tulis angka saja tanpa titik" in page
    assert "600.ribu" in page


def test_a_stale_save_shows_both_texts_and_can_be_sent_again(desk: Desk) -> None:
    draft, client = desk.draft(), browser(desk, "author")
    address = url("draft_part", draft.pk, "sarana")
    mine = form_of(client, address) | {"items": "Ruang menyusui"}
    client.post(address, form_of(client, address) | {"items": "Kursi roda"})

    response = client.post(address, mine)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Kursi roda" in page
    assert "Ruang menyusui" in page
    again = mine | {"revision": str(response.context["revision"])}
    assert client.post(address, again).status_code == 302
    draft.refresh_from_db()
    assert draft.content_data["facilities"] == ["Ruang menyusui"]


def test_a_row_is_added_moved_and_removed_without_a_script(desk: Desk) -> None:
    draft, client = desk.draft(), browser(desk, "author")
    address = url("draft_part", draft.pk, "prosedur")
    first, second = (row["text"] for row in draft.content_data["procedure"][:2])
    sent = form_of(client, address + "?tambah=1")
    last = len(draft.content_data["procedure"])

    response = client.post(
        address,
        sent
        | {
            "baris-0-DELETE": "on",
            "baris-1-ORDER": "9",
            f"baris-{last}-text": "Terima surat",
            f"baris-{last}-ORDER": "1",
            "more": "1",
        },
    )

    assert "tambah=1" in response.headers["Location"]
    draft.refresh_from_db()
    texts = [row["text"] for row in draft.content_data["procedure"]]
    assert texts[0] == "Terima surat"
    assert first not in texts
    assert second == texts[-1] or last > 9


def test_situations_with_one_question_become_answers(desk: Desk) -> None:
    draft, client = desk.draft(), browser(desk, "author")
    address = url("draft_part", draft.pk, "keadaan")
    rows = {
        "baris-TOTAL_FORMS": "2", "baris-INITIAL_FORMS": "0", "revision": str(draft.revision),
        "baris-0-label": "Sendiri", "baris-0-question": "Siapa yang datang?",
        "baris-1-label": "Wakil", "baris-1-question": "Siapa yang datang?",
    }  # fmt: skip

    client.post(address, rows)

    draft.refresh_from_db()
    (group,) = draft.content_data["situation_groups"]
    assert [row["group"] for row in draft.content_data["situations"]] == [group["key"]] * 2
    assert all(not row["situations"] for row in draft.content_data["requirements"])


def test_a_head_compares_and_sets(desk: Desk) -> None:
    draft, head = desk.draft(), browser(desk, "head")
    author = browser(desk, "author")
    address = url("draft_part", draft.pk, "sarana")
    author.post(address, form_of(author, address) | {"items": "Kursi roda"})

    compared = head.get(url("draft_difference", draft.pk)).content.decode()
    assert "<ins>Kursi roda</ins>" in compared
    page = head.get(url("draft_set", draft.pk))
    sent = {
        "number": "12/2026", "signatory": "Amin", "consultation_note": "BA 3/2026",
        "decree_on_day": "20", "decree_on_month": "11", "decree_on_year": "2026",
        "effective_on_day": "1", "effective_on_month": "12", "effective_on_year": "2099",
        "compared_with": str(page.context["form"].initial["compared_with"]),
    }  # fmt: skip
    refused = head.post(url("draft_set", draft.pk), sent | {"effective_on_year": "2020"})
    assert refused.status_code == 422

    response = head.post(url("draft_set", draft.pk), sent)

    assert response.status_code == 302, response.content.decode()
    assert ServiceStandard.objects.filter(service=desk.service, is_proposal=False).exists()
    assert "Sudah ditetapkan" in head.get(draft.get_absolute_url()).content.decode()
    assert browser(desk, "author").get(url("draft_set", draft.pk)).status_code == 403


def test_a_draft_is_moved_dropped_and_hidden_from_other_offices(desk: Desk) -> None:
    draft, author = desk.draft(), browser(desk, "author")

    author.post(url("draft_moved", draft.pk), {"to": "in_consultation"})
    draft.refresh_from_db()
    assert draft.state == "in_consultation"
    assert author.get(url("draft_part", draft.pk, "sarana")).status_code == 302
    assert browser(desk, "stranger").get(draft.get_absolute_url()).status_code == 404
    assert browser(desk, "officer").get(draft.get_absolute_url()).status_code == 403
    assert author.post(url("draft_drop", draft.pk), {"reason": ""}).status_code == 422
    author.post(url("draft_drop", draft.pk), {"reason": "Keliru"})
    draft.refresh_from_db()
    assert draft.state == "dropped"


def test_a_new_service_is_described_in_its_draft(desk: Desk) -> None:
    author = browser(desk, "author")
    author.post(url("draft_new"), {"office": desk.district.pk, "way": "new"})
    draft = StandardDraft.objects.get()
    assert "Layanan baru" in author.get(draft.get_absolute_url()).content.decode()

    author.post(
        url("draft_part", draft.pk, "layanan"),
        {"revision": "1", "name": "Konsultasi zakat", "keywords": "zakat\ninfak"},
    )

    draft.refresh_from_db()
    assert draft.service_data["keywords"] == ["zakat", "infak"]
    assert "Ringkasan" in author.get(draft.get_absolute_url()).content.decode()


def test_a_head_ends_a_service(desk: Desk) -> None:
    head = browser(desk, "head")
    sent = {"on_day": "1", "on_month": "12", "on_year": "2099", "why": "Pindah.",
            "redirect_name": "Baznas", "redirect_url": ""}  # fmt: skip

    assert head.get(url("service_end", KEY)).status_code == 200
    response = head.post(url("service_end", KEY), sent)

    assert response.status_code == 302, response.content.decode()
    assert Service.objects.get(key=KEY).redirect_name == "Baznas"
    assert browser(desk, "author").get(url("service_end", KEY)).status_code == 403
