"""Speaking, following and handling, as people use the pages; without a cookie for citizens."""

import re
from itertools import count

from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.complaints.models import Complaint
from prima.complaints.tests.scene import STORY, Hall, say
from prima.complaints.views.speaking import DOOR
from prima.kernel import clock, crowds
from prima.kernel.actors import Actor

UNPROCESSABLE = 422


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id or 0))
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_somebody_unknown_speaks_follows_and_contests_without_a_cookie(hall: Hall) -> None:
    client = Client(enforce_csrf_checks=True)
    about = {"kantor": hall.place.kua.key, "layanan": hall.place.service.key}
    page = text(client.get(reverse("complaints:speak"), about))
    address = f"{reverse('complaints:submission')}?kantor={hall.place.kua.key}"
    sent = {
        "form": hidden(page, "form"), "kind": "complaint", "story": STORY,
        "identity": "unknown", "promise_part": "cost", "name": "Aminah",
    }  # fmt: skip

    receipt = text(client.post(address, sent))
    again = text(client.post(address, sent))

    number, words = re.findall(r'<[^>]*class="code[^>]*>.*?</', receipt, re.DOTALL)[:2]
    number = re.search(r"ADU-\d\d-\w{6}-\w", receipt).group(0)  # type: ignore[union-attr]
    assert number in again
    assert Complaint.objects.count() == 1
    complaint = Complaint.objects.get()
    assert not hasattr(complaint, "reporter")
    assert words
    assert client.cookies == {}


def test_a_form_that_is_not_whole_keeps_what_was_typed(hall: Hall) -> None:
    client = Client()
    page = text(client.get(reverse("complaints:speak"), {"kantor": hall.place.kua.key}))
    address = f"{reverse('complaints:submission')}?kantor={hall.place.kua.key}"

    answer = client.post(
        address,
        {"form": hidden(page, "form"), "kind": "complaint", "story": STORY, "identity": "hidden"},
    )

    assert answer.status_code == UNPROCESSABLE
    assert STORY.split(",")[0] in text(answer)
    assert "Isi nama Anda" in text(answer)
    assert not Complaint.objects.exists()


def test_number_and_words_open_the_page_and_anything_else_is_refused_alike(hall: Hall) -> None:
    received = say(hall)
    client = Client()
    number = received.complaint.number

    opened = client.post(
        reverse("complaints:followed"), {"number": number, "words": received.words}
    )
    wrong = client.post(reverse("complaints:followed"), {"number": number, "words": "satu dua"})
    unknown = client.post(
        reverse("complaints:followed"), {"number": "ADU-26-000000-0", "words": "satu dua"}
    )

    assert number in text(opened)
    assert wrong.status_code == unknown.status_code == UNPROCESSABLE
    refusal = "tidak cocok"
    assert refusal in text(wrong)
    assert refusal in text(unknown)


def test_the_one_who_spoke_withdraws_with_the_pass_of_the_page(hall: Hall) -> None:
    received = say(hall)
    client = Client()
    page = text(
        client.post(
            reverse("complaints:followed"),
            {"number": received.complaint.number, "words": received.words},
        )
    )

    forged = client.post(reverse("complaints:talked"), {"pass": "1:x", "act": "withdraw"})
    asked = text(
        client.post(
            reverse("complaints:talked"), {"pass": hidden(page, "pass"), "act": "ask-withdraw"}
        )
    )
    assert Complaint.objects.get().status == "received"
    done = client.post(
        reverse("complaints:talked"), {"pass": hidden(asked, "pass"), "act": "withdraw"}
    )

    assert forged.status_code == 302
    assert "Dicabut pelapor" in text(done)
    assert Complaint.objects.get().status == "withdrawn"


def test_an_officer_of_complaints_verifies_and_answers_and_never_reads_who_spoke(
    hall: Hall,
) -> None:
    complaint = say(hall).complaint
    handler = browser(hall.handler)
    assert complaint.number in text(handler.get(reverse("complaints:inbox")))
    address = reverse("complaints:complaint", args=[complaint.number])
    page = text(handler.get(address))
    assert STORY.split(",")[0] in page
    assert "Aminah" not in page
    acted = [complaint.number, "verify"]

    handler.post(reverse("complaints:acted", args=acted), {"gravity": "service", "seen": "1"})
    incomplete = handler.post(
        reverse("complaints:acted", args=[complaint.number, "answer"]),
        {"finding": "justified", "facts": "Petugas menerima uang.", "seen": "2"},
    )

    assert incomplete.status_code == UNPROCESSABLE
    assert "Petugas menerima uang." in text(incomplete)
    assert Complaint.objects.get().status == "handling"


def test_a_stranger_finds_no_complaint(hall: Hall) -> None:
    complaint = say(hall, reported=[hall.counter]).complaint
    address = reverse("complaints:complaint", args=[complaint.number])

    assert browser(hall.handler).get(address).status_code == 404
    assert browser(hall.above).get(address).status_code == 200
    assert browser(hall.officer).get(address).status_code == 403


def test_of_a_crowd_only_work_or_patience_is_let_in_and_nothing_typed_is_lost(hall: Hall) -> None:
    client = Client()
    page = text(client.get(reverse("complaints:speak"), {"kantor": hall.place.kua.key}))
    address = f"{reverse('complaints:submission')}?kantor={hall.place.kua.key}"
    sent = {"form": hidden(page, "form"), "kind": "complaint", "story": STORY}
    sent |= {"identity": "unknown", "promise_part": "cost"}
    assert "data-work" not in page
    for _one in range(120):
        crowds.admit(DOOR, {}, is_ours=False, at=clock.now())

    refused = client.post(address, sent)

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == crowds.WAIT_SECONDS
    again = text(refused)
    assert STORY in again
    assert 'data-work="16"' in again
    assert hidden(again, "form") == sent["form"]
    work = next(str(one) for one in count() if crowds.is_worth(sent["form"], str(one)))
    assert client.post(address, sent | {"work": work}).status_code == 200
    assert Complaint.objects.count() == 1
