"""The pages of the register: found, added to, corrected, ended and reviewed in the browser."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.offices.public import Office, Role
from prima.standards import actions
from prima.standards.models import Regulation, Review, Service
from prima.standards.rules import CitingKind
from prima.standards.tests.places import CATALOGUE, NOW, make_district
from prima.standards.tests.rules_scene import PESANTREN, TODAY, cite, end, rule

pytestmark = pytest.mark.django_db
LIST = "/kelola/dasar-hukum/"
As = Callable[[str], Client]


@pytest.fixture(scope="module")
def prepared_places(prepared: None) -> tuple[Office, Office]:
    district, kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)
    return district, kua


@pytest.fixture
def places(prepared_places: tuple[Office, Office]) -> tuple[Office, Office]:
    return deepcopy(prepared_places)


@pytest.fixture
def district(places: tuple[Office, Office]) -> Office:
    return places[0]


@pytest.fixture
def entered(district: Office) -> As:
    """The browser of somebody who holds a role in the district."""

    def enter(role: str) -> Client:
        staff = offices.add_staff(
            office=district, email=f"{role}@example.go.id", name=role.title(), honorific="ibu",
            by=SYSTEM, at=NOW,
        )  # fmt: skip
        offices.assign_role(staff, role=role, office=district, starts_on=TODAY, by=SYSTEM, at=NOW)
        client = Client()
        client.force_login(staff.user)
        return client

    return enter


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_register_is_found_by_number_word_kind_and_state(entered: As) -> None:
    author = entered(Role.AUTHOR)

    every = text(author.get(LIST))
    assert "UU 25/2009" in every
    by_number = text(author.get(LIST, {"q": "Peraturan Menteri Agama No 30 th 2024"}))
    assert "PMA 30/2024" in by_number
    assert "PMA 22/2024" not in by_number
    ended = text(author.get(LIST, {"q": "nikah", "keadaan": "berakhir"}))
    assert "PMA 22/2024" in ended
    assert "PMA 30/2024" not in ended
    kind = text(author.get(LIST, {"jenis": "kma", "keadaan": "periksa"}))
    assert "KMA 90/2018" in kind
    assert "KMA 168/2010" not in kind
    assert "Tidak ada aturan yang cocok" in text(author.get(LIST, {"q": "zzzz"}))
    assert author.get(LIST, {"q": "x\x00y", "jenis": "zzz", "page": "999"}).status_code == 200


def test_a_rule_shows_what_is_known_and_all_that_leans_on_it(
    entered: As, district: Office
) -> None:
    service = Service.objects.get(key="rujuk")
    cite(service, district, ["UU 18/2019 pasal 5 ayat 2"])

    page = text(entered(Role.AUTHOR).get(rule().get_absolute_url()))

    assert "Undang-Undang Nomor 18 Tahun 2019 tentang Pesantren" in page
    assert "2 standar dan SOP" in page
    assert "pasal 5 ayat (2)" in page
    assert reverse("sops:sop", kwargs={"key": "rujuk"}) in page
    assert "Belum dicocokkan" in page


def test_a_missing_rule_is_offered_and_added(entered: As, district: Office) -> None:
    document = cite(Service.objects.all()[0], district, ["Perda Kabupaten Tirta No 3 Tahun 2020"])
    author = entered(Role.AUTHOR)
    assert "Perda Kabupaten Tirta 3/2020" in text(author.get(LIST))
    new = f"{LIST}baru/"
    assert "Perda Kabupaten Tirta 3/2020" in text(
        author.get(new, {"q": "Perda Kabupaten Tirta 3/2020"})
    )

    answer = author.post(
        new, {"rule": "Perda Kabupaten Tirta 3/2020", "about": "Pelayanan daerah"}
    )

    added = Regulation.objects.get(kind="perda")
    assert answer.status_code == 302
    assert added.office == district
    assert document.citations.get().regulation == added
    assert "belum ada di daftar" not in text(author.get(LIST))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Isi tentang apa aturan ini"),
        ({"rule": "adat", "about": "Adat"}, "Tulis satu aturan dengan jenis"),
        ({"rule": "UU 1/1974 jo. UU 16/2019", "about": "Nikah"}, "Tulis satu aturan dengan"),
        ({"rule": "UU 25/2009", "about": "Pelayanan"}, "sudah ada di daftar"),
        ({"rule": "x" * 90, "without_number": "on", "about": "A"}, "terlalu panjang"),
        ({"rule": "UU 9/2020", "about": "A", "source_checked": "on"}, "Sebut sumber"),
        ({"rule": "UU 9/2020", "about": "A", "link": "bukan laman"}, "awali dengan https://"),
        (
            {
                "rule": "UU 9/2020", "about": "A",
                "issued_on_day": "2", "issued_on_month": "2", "issued_on_year": "2020",
                "in_force_from_day": "1", "in_force_from_month": "1",
                "in_force_from_year": "2020",
            },
            "mendahului tanggal penetapan",
        ),
    ],
)  # fmt: skip
def test_a_refused_rule_comes_back_with_what_was_typed_and_why(
    entered: As, sent: dict[str, str], sentence: str
) -> None:
    answer = entered(Role.AUTHOR).post(f"{LIST}baru/", sent)

    assert answer.status_code == 422
    assert sentence in text(answer)
    for typed in {"rule", "about"} & sent.keys():
        assert sent[typed] in text(answer)


def test_a_rule_without_a_number_is_added_by_its_name(entered: As) -> None:
    sent = {"rule": "Pedoman adat kami", "without_number": "on", "about": "Adat"}

    assert entered(Role.AUTHOR).post(f"{LIST}baru/", sent).status_code == 302
    assert Regulation.objects.get(issuer="Pedoman adat kami").names == ["Pedoman adat kami"]


def test_a_correction_of_what_somebody_else_changed_is_said_and_kept(entered: As) -> None:
    author = entered(Role.AUTHOR)
    address = f"{LIST}{rule().pk}/ubah/"
    sent = {"about": "Pesantren dan madrasah", "revision": "0"}

    first = author.post(address, sent)
    second = author.post(address, sent | {"about": "Pesantren saja"})
    without = author.post(address, {"about": "Pesantren"})

    assert first.status_code == 302
    assert (second.status_code, without.status_code) == (409, 409)
    assert "baru saja diubah orang lain" in text(second)
    assert "Pesantren saja" in text(second)
    assert rule().about == "Pesantren dan madrasah"


def test_a_revocation_opens_reviews_that_are_shown_and_closed(entered: As) -> None:
    verifier, head = entered(Role.VERIFIER), entered(Role.HEAD)
    address = f"{LIST}{rule().pk}/pencabutan/"
    assert "1 standar dan SOP" in text(verifier.get(address))
    sent = {
        "on_day": "1", "on_month": "9", "on_year": "2026", "replaced_by": "PMA 30 tahun 2020",
        "reason": "Dicabut", "revision": "0",
    }  # fmt: skip

    answer = verifier.post(address, sent, follow=True)

    assert "1 peninjauan ulang dibuka" in text(answer)
    assert "PMA 30/2020" in text(answer)
    review = Review.objects.get()
    page = reverse("standards:review", kwargs={"pk": review.pk})
    assert page in text(verifier.get(LIST))
    assert verifier.get(page).status_code == 200
    closing = {"result": "keep", "note": "Isinya tetap sesuai"}
    assert verifier.post(page, closing).status_code == 403
    assert head.post(page, {"result": "keep"}).status_code == 422
    assert head.post(page, closing).status_code == 302
    assert "Isinya tetap sesuai" in text(head.get(page))
    assert head.post(page, closing).status_code == 403
    assert page not in text(head.get(LIST))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Tulis alasan"),
        ({"on_day": "31", "on_month": "2"}, "Tanggal ini tidak ada"),
        ({"replaced_by": "adat"}, "Tulis satu aturan"),
        ({"replaced_by": "PMA 99/2026"}, "belum ada di daftar"),
        ({"on_year": "2019"}, "sesudah aturan ini mulai berlaku"),
        ({"revision": "7"}, "baru saja diubah"),
    ],
)
def test_a_revocation_that_cannot_be_is_said(
    entered: As, change: dict[str, str], sentence: str
) -> None:
    sent = {
        "on_day": "1", "on_month": "9", "on_year": "2026", "replaced_by": "",
        "reason": "Dicabut dengan aturan baru", "revision": "0",
    } | change  # fmt: skip

    answer = entered(Role.VERIFIER).post(f"{LIST}{rule().pk}/pencabutan/", sent)

    assert answer.status_code in (409, 422)
    assert sentence in text(answer)
    assert rule().in_force_until is None


def test_everybody_reads_the_public_list(client: Client, district: Office) -> None:
    page = text(client.get("/dasar-hukum/"))
    assert "PMA 30/2024" in page
    assert "KMA 90/2018" not in page
    assert "Dipakai 25 layanan" in page
    searched = text(client.get("/dasar-hukum/", {"q": "KMA 90/2018"}))
    assert "KMA 90/2018" in searched
    assert "Tidak ada aturan yang cocok" in text(client.get("/dasar-hukum/", {"q": "zzzz"}))


def test_a_review_of_an_sop_links_to_its_page(entered: As, district: Office) -> None:
    cite(Service.objects.get(key="rujuk"), district, ["UU 18/2019"])
    end(rule(PESANTREN))
    review = Review.objects.get(kind=CitingKind.SOP)

    page = text(entered(Role.VERIFIER).get(f"{LIST}peninjauan/{review.pk}/"))

    assert "Tinjau ulang: SOP" in page
    assert reverse("sops:sop", kwargs={"key": "rujuk"}) in page
