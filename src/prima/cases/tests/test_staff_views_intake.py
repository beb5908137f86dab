"""Counter intake: one page, one case, number and words once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from prima.cases.models import Case
from prima.cases.rules import PaperState
from prima.cases.tests.desk import at_desk
from prima.cases.tests.scene import SHORT, Scene
from prima.cases.tests.uploads import png
from prima.kernel import codes

FORM = reverse("cases:intake_form", kwargs={"key": SHORT})
SEND = reverse("cases:intake_sent", kwargs={"key": SHORT})
PAPERS = ("buku-nikah", "ktp", "fotokopi-buku-nikah", "surat-kuasa", "ktp-kuasa")


def filled(scene: Scene, **fields: object) -> dict[str, object]:
    """The form as it is sent when the applicant brought everything."""
    page = at_desk(scene).get(FORM).context["form"]
    groups = {name: page[name].initial for name in page.fields if name.startswith("kelompok_")}
    papers = {f"syarat_{key}": "original" for key in PAPERS}
    person = {"name": "Rina Permatasari", "phone": "0812 3456 7000", "staff": "bukan"}
    return {"idempotency_key": "k" * 32} | groups | papers | person | fields


def sent(client: Client, form: dict[str, object]) -> Case:
    response = client.post(SEND, form)
    assert response.status_code == 302, response.content.decode()
    return Case.objects.latest("pk")


def test_services_of_my_offices_are_offered(scene: Scene) -> None:
    page = at_desk(scene).get(reverse("cases:intake")).content.decode()

    assert "KUA Cempaka" in page
    assert FORM in page
    assert "KUA Melati" not in page
    assert at_desk(scene, "head").get(reverse("cases:intake")).status_code == 403


def test_an_application_is_taken_in_on_one_page(scene: Scene) -> None:
    client = at_desk(scene)

    case = sent(client, filled(scene))

    assert case.registered_by == scene.staff["officer"].user
    assert {paper.state for paper in case.papers.all()} == {PaperState.HANDED_IN}
    assert case.papers.count() == 3  # the papers of a proxy are not asked of who comes in person
    page = client.get(reverse("cases:registered")).content.decode()
    assert case.number in page
    assert "Semua syarat sudah diserahkan" in page


def test_number_and_words_are_shown_to_this_browser_only(scene: Scene) -> None:
    client = at_desk(scene)
    case = sent(client, filled(scene))

    done = client.get(reverse("cases:registered"))
    words = done.context["words"]
    printed = client.get(reverse("cases:registered_print")).content.decode()
    paper = client.get(reverse("cases:registered_receipt"))

    assert codes.verify_secret(case.secret_hash, words)
    assert words in printed
    assert "data:image/svg+xml;base64," in printed
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in done["Cache-Control"]
    for name in ("registered", "registered_print", "registered_receipt"):
        other = at_desk(scene, "colleague").get(reverse(f"cases:{name}"))
        assert other["Location"] == reverse("cases:intake")


def test_the_note_of_a_browser_does_not_open_the_words_for_another_office(scene: Scene) -> None:
    client = at_desk(scene)
    sent(client, filled(scene))
    stranger = at_desk(scene, "stranger")
    stranger.cookies["prima_loket"] = client.cookies["prima_loket"].value

    assert stranger.get(reverse("cases:registered")).status_code == 302
    assert client.get(reverse("cases:registered")).status_code == 200


def test_a_form_sent_twice_is_one_case(scene: Scene) -> None:
    client, form = at_desk(scene), filled(scene)

    first, second = sent(client, form), sent(client, form)

    assert first == second
    assert Case.objects.count() == 1


def test_a_missing_paper_is_named_in_the_result(scene: Scene) -> None:
    client = at_desk(scene)

    case = sent(client, filled(scene, syarat_ktp="belum"))

    page = client.get(reverse("cases:registered")).content.decode()
    assert case.papers.get(requirement_key="ktp").state == PaperState.MISSING
    assert "Masih kurang" in page
    assert "KTP suami dan istri" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Isi nama pemohon"),
        ("phone", "12", "nomor"),
        ("nik", "123", "NIK"),
        ("email", "rina", "Alamat surel belum benar"),
        ("name", "nurul hidayah", "Nama ini sama dengan nama pegawai Nurul Hidayah"),
        ("idempotency_key", "short", "Formulir ini sudah lama terbuka"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    scene: Scene, field: str, value: str, sentence: str
) -> None:
    form = filled(scene, address="Jalan Melati 3") | {field: value}

    response = at_desk(scene).post(SEND, form)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Jalan Melati 3" in page
    assert not Case.objects.exists()


def test_a_good_file_of_a_refused_form_is_kept(scene: Scene) -> None:
    client = at_desk(scene)

    refused = client.post(SEND, filled(scene, name="", berkas_ktp=png("ktp.png")))
    case = sent(client, filled(scene))

    assert "Sudah kami terima: ktp.png" in refused.content.decode()
    assert case.files.get().paper == case.papers.get(requirement_key="ktp")


def test_a_file_that_is_none_is_refused_beside_its_paper(scene: Scene) -> None:
    bad = png("ktp.png")
    bad.file.write(b"MZ")
    bad.file.seek(0)

    response = at_desk(scene).post(SEND, filled(scene, berkas_ktp=bad))

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_a_colleague_who_applies_is_noted_and_may_not_work_on_it(scene: Scene) -> None:
    colleague = scene.staff["colleague"]

    case = sent(at_desk(scene), filled(scene, name="Rudi Hartono", staff=str(colleague.pk)))

    assert case.applicant_staff_id == colleague.pk


def test_a_namesake_of_a_colleague_is_an_ordinary_applicant(scene: Scene) -> None:
    case = sent(at_desk(scene), filled(scene, name="Rudi Hartono", staff="senama"))

    assert case.applicant_staff_id is None


def test_an_office_that_is_not_mine_has_no_counter_for_me(scene: Scene) -> None:
    assert at_desk(scene).get(f"{FORM}?kantor={scene.other_office.key}").status_code == 404
    assert at_desk(scene).get(f"{FORM}?kantor={scene.office.key}").status_code == 200


def test_a_service_nobody_offers_has_no_form(scene: Scene) -> None:
    unknown = reverse("cases:intake_form", kwargs={"key": "tidak-ada"})

    assert at_desk(scene).get(unknown).status_code == 404
