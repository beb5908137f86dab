"""What staff see of files, what the form says of the promise, and the sheet for the door."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prima.complaints.models import Complaint
from prima.complaints.tests.scene import STORY, Hall, say
from prima.complaints.tests.test_views import browser, hidden, text
from prima.kernel import files
from prima.kernel.tests.sounds import TELLING, ogg
from prima.kernel.tests.test_traces import CANARY, photo


def given(name: str = f"{CANARY}.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), content_type="image/jpeg")


def test_staff_see_a_photo_without_its_place_and_the_original_keeps_its_digest(hall: Hall) -> None:
    complaint = say(hall, uploads=[given()]).complaint
    one = complaint.files.get()
    address = reverse("complaints:file", args=[complaint.number, one.pk])

    answer = browser(hall.handler).get(address)

    assert CANARY.encode() not in answer.content
    assert CANARY not in str(answer.headers)
    assert answer["Content-Disposition"].startswith("attachment")
    assert CANARY.encode() in files.read(one.stored)
    assert address in text(
        browser(hall.handler).get(reverse("complaints:complaint", args=[complaint.number]))
    )


def test_a_file_of_a_report_in_other_hands_does_not_exist(hall: Hall) -> None:
    complaint = say(hall, uploads=[given()], reported=[hall.counter]).complaint
    other = say(hall, uploads=[given()]).complaint
    address = reverse("complaints:file", args=[complaint.number, complaint.files.get().pk])
    crossed = reverse("complaints:file", args=[other.number, complaint.files.get().pk])

    assert browser(hall.handler).get(address).status_code == 404
    assert browser(hall.handler).get(crossed).status_code == 404
    assert browser(hall.above).get(address).status_code == 200


def test_several_files_come_at_once_and_six_are_too_many(hall: Hall) -> None:
    client = Client()
    about = {"kantor": hall.place.kua.key}
    page = text(client.get(reverse("complaints:speak"), about))
    address = f"{reverse('complaints:submission')}?kantor={hall.place.kua.key}"
    sent = {
        "form": hidden(page, "form"), "kind": "complaint", "story": STORY, "identity": "unknown",
    }  # fmt: skip

    refused = client.post(address, sent | {"attachments": [given() for _ in range(6)]})
    client.post(address, sent | {"attachments": [given(), given()]})

    assert refused.status_code == 422
    assert "paling banyak 5 berkas" in text(refused)
    assert Complaint.objects.get().files.count() == 2


def test_the_promise_stands_beside_the_parts_to_choose_from(hall: Hall) -> None:
    about = {"kantor": hall.place.kua.key}
    client = Client()

    bare = text(client.get(reverse("complaints:speak"), about))
    filled = text(
        client.get(reverse("complaints:speak"), about | {"layanan": hall.place.service.key})
    )

    assert "Janji kami:" not in bare
    assert "Janji kami: Gratis" in filled


def test_the_sheet_for_the_door_is_a_pdf_of_one_page_for_those_of_the_office(hall: Hall) -> None:
    address = reverse("complaints:door")

    answer = browser(hall.officer).get(address, {"layanan": hall.place.service.key})

    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        assert len(sheet.pages) == 1
    assert browser(hall.officer).get(address, {"kantor": "kantor-lain"}).status_code == 404


def test_whoever_speaks_into_the_telephone_need_not_write(hall: Hall) -> None:
    client = Client()
    address = f"{reverse('complaints:submission')}?kantor={hall.place.kua.key}"
    page = text(client.get(reverse("complaints:speak"), {"kantor": hall.place.kua.key}))
    sent = {"form": hidden(page, "form"), "kind": "complaint", "identity": "unknown"}
    note = SimpleUploadedFile("PTT-20261120-WA0003.opus", ogg(), "audio/ogg")

    silent = client.post(address, sent)
    spoken = client.post(address, sent | {"attachments": note})

    assert silent.status_code == 422
    assert "Ceritakan apa yang terjadi" in text(silent)
    assert spoken.status_code == 200
    complaint = Complaint.objects.get()
    assert complaint.story == "Diceritakan dengan rekaman suara."
    given = browser(hall.handler).get(
        reverse("complaints:file", args=[complaint.number, complaint.files.get().pk])
    )
    assert given["Content-Type"] == "audio/ogg"
    assert TELLING not in given.content
