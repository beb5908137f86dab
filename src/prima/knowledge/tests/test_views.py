"""The pages, as citizens and officers use them."""

from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.kernel.actors import Actor
from prima.knowledge.models import DeskQuestion, KnowledgeVersion
from prima.knowledge.rules import Audience
from prima.knowledge.tests.scene import SAID, Room, draft, publish

UNPROCESSABLE, CONFLICT, NOT_FOUND = 422, 409, 404


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id or 0))
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_citizen_finds_an_answer_with_its_source_and_day(room: Room) -> None:
    made = publish(draft(room), room)
    client = Client()

    listed = text(client.get(reverse("knowledge:answers"), {"q": "diwakilkan"}))
    opened = text(client.get(reverse("knowledge:answer", args=[made.article_id])))

    assert SAID.question in listed
    assert SAID.answer in opened
    assert SAID.source in opened
    assert "23 Juni 2026" in opened
    assert client.cookies == {}


def test_what_is_internal_or_not_published_does_not_exist_for_citizens(room: Room) -> None:
    for made in (draft(room), publish(draft(room, audience=Audience.INTERNAL), room)):
        answer = Client().get(reverse("knowledge:answer", args=[made.article_id]))

        assert answer.status_code == NOT_FOUND


def test_nothing_found_leads_to_a_question(room: Room) -> None:
    page = text(Client().get(reverse("knowledge:answers"), {"q": "zzzz"}))

    assert reverse("complaints:speak") in page


def test_an_officer_writes_and_the_head_publishes_through_the_pages(room: Room) -> None:
    officer, head = browser(room.officer), browser(room.head)
    words = {"question": SAID.question, "answer": SAID.answer, "source": SAID.source}
    begun = officer.post(
        reverse("knowledge:new"),
        {**words, "office": room.kua.key, "audience": "public", "seen": 0},
        follow=True,
    )
    made = KnowledgeVersion.objects.get()
    at = {"pk": made.article_id, "version": made.pk}

    officer.post(reverse("knowledge:acted", kwargs={**at, "act": "ajukan"}), {"seen": 1})
    own = officer.post(reverse("knowledge:acted", kwargs={**at, "act": "terbitkan"}), PUBLISH)
    head.post(reverse("knowledge:acted", kwargs={**at, "act": "terbitkan"}), PUBLISH)

    assert "Ajukan untuk diperiksa" in text(begun)
    assert own.status_code == 403
    made.refresh_from_db()
    assert made.state == "published"


PUBLISH = {
    "seen": 2, "check_again_on_day": "1", "check_again_on_month": "3",
    "check_again_on_year": "2027",
}  # fmt: skip


def test_a_refused_form_keeps_what_was_typed(room: Room) -> None:
    officer = browser(room.officer)
    words = {"question": SAID.question, "answer": SAID.answer, "source": ""}

    sent = {**words, "office": room.kua.key, "audience": "public", "seen": 0}
    answer = officer.post(reverse("knowledge:new"), sent)

    assert answer.status_code == UNPROCESSABLE
    assert SAID.answer in text(answer)
    assert "Tulis dari mana" in text(answer)


def test_a_page_drawn_before_somebody_else_wrote_is_refused(room: Room) -> None:
    made = draft(room)
    sent = {"question": "Lain", "answer": "Lain", "source": "Lain", "seen": 9}

    answer = browser(room.officer).post(reverse("knowledge:edit", args=[made.article_id]), sent)

    assert answer.status_code == CONFLICT
    assert "baru saja diubah" in text(answer)


def test_the_desk_finds_the_answer_and_notes_the_question_once(room: Room) -> None:
    made = publish(draft(room, audience=Audience.INTERNAL), room)
    officer = browser(room.officer)
    page = text(officer.get(reverse("knowledge:desk"), {"q": "boleh diwakilkan"}))
    sent = {
        "question": "boleh diwakilkan", "answered_with": made.pk, "office": room.kua.key,
        "channel": "counter", "satisfaction": "yes", "idempotency_key": "k" * 24,
    }  # fmt: skip

    first = officer.post(reverse("knowledge:desk"), sent, follow=True)
    officer.post(reverse("knowledge:desk"), sent)

    assert SAID.answer in page
    assert "Petugas saja" in page
    assert "Pertanyaan tercatat." in text(first)
    assert DeskQuestion.objects.get().answered_with == made


def test_the_desk_refuses_a_question_without_a_source_and_keeps_it(room: Room) -> None:
    sent = {
        "question": "bolehkah malam", "answered_with": "", "office": room.kua.key,
        "channel": "phone", "satisfaction": "no",
    }  # fmt: skip

    answer = browser(room.officer).post(reverse("knowledge:desk"), sent)

    assert answer.status_code == UNPROCESSABLE
    assert "bolehkah malam" in text(answer)
    assert "tulis sumbernya" in text(answer)


def test_another_offices_answer_is_not_there(room: Room) -> None:
    made = draft(room)
    stranger = browser(room.elsewhere)

    assert stranger.get(made.article.get_absolute_url()).status_code == NOT_FOUND
