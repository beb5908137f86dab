"""A question gets the same care: answered with its source, from shared answers, and asked back."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.actions import Explanation
from prima.complaints.models import AnswerSource, Complaint
from prima.complaints.queries.shared_answers import likeliest, readable_source
from prima.complaints.rules import Closure, ComplaintStatus, Finding, Gravity, Kind
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.complaints.views import place
from prima.kernel import clock
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.knowledge import actions as knowledge
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import Audience
from prima.offices.tests.people import make_office

ASKED = "Apakah legalisasi buku nikah boleh diwakilkan oleh anak kandung saya?"


def shared(hall: Hall, audience: Audience = Audience.PUBLIC, asks: str = "") -> KnowledgeVersion:
    """Written at the counter and vouched for by whoever handles complaints."""
    said = knowledge.Said(
        asks or "Bolehkah legalisasi diwakilkan?", "Boleh, dengan surat kuasa.", "Standar butir 3"
    )
    made = knowledge.write(
        office=hall.place.kua, service=None, audience=audience, said=said, by=hall.officer,
        at=NOW,
    )  # fmt: skip
    waiting = knowledge.hand_in(made, seen=made.version, by=hall.officer, at=NOW)
    return knowledge.publish(
        waiting, check_again_on=date(2027, 6, 1), seen=waiting.version, by=hall.handler, at=NOW
    )


def question(hall: Hall) -> Complaint:
    asked = say(hall, kind=Kind.INFORMATION, promise_part="", story=ASKED).complaint
    return verified(hall, asked, Gravity.INFORMATION)


def explain(hall: Hall, asked: Complaint, **said: object) -> Complaint:
    values = {"answer": "Boleh, dengan surat kuasa.", "source": "Standar butir 3"} | said
    explanation = Explanation(**values)  # type: ignore[arg-type]
    return actions.explain(
        asked, explanation=explanation, seen=fresh(asked).version, by=hall.handler, at=NOW
    )


def test_an_answer_names_its_source_and_counts_as_no_complaint(hall: Hall) -> None:
    found = explain(hall, question(hall), cited=shared(hall))

    assert found.state == ComplaintStatus.ANSWERED
    assert found.finding == Finding.NONE
    said = found.events.get(kind="answered").text
    assert said == "Jawaban kami: Boleh, dengan surat kuasa.\n\nSumbernya: Standar butir 3"
    assert found.deadlines.get(stage="first_answer").met_at == NOW
    assert AnswerSource.objects.get(complaint=found).version == KnowledgeVersion.objects.get()
    closed = actions.confirm(found, by=CITIZEN, at=NOW)
    assert closed.closure == Closure.CONFIRMED


@pytest.mark.parametrize("part", ["answer", "source"])
def test_without_its_words_or_its_source_it_is_no_answer(hall: Hall, part: str) -> None:
    asked = question(hall)

    with pytest.raises(RuleBroken, match="sumbernya"):
        explain(hall, asked, **{part: " "})
    assert fresh(asked).state == ComplaintStatus.HANDLING


def test_each_kind_has_its_own_way_to_be_answered(hall: Hall) -> None:
    asked, complaint = question(hall), say(hall).complaint
    verified(hall, complaint)

    with pytest.raises(RuleBroken, match="isian lain"):
        answered(hall, asked)
    with pytest.raises(RuleBroken, match="isian lain"):
        explain(hall, complaint)
    page = text(browser(hall.handler).get(reverse("complaints:complaint", args=[asked.number])))
    assert "Jawab pertanyaan" in page
    assert "Hasil pemeriksaan" not in page


def test_only_what_everybody_may_read_and_still_stands_is_cited(hall: Hall) -> None:
    asked = question(hall)
    internal = shared(hall, Audience.INTERNAL)
    with pytest.raises(RuleBroken, match="tidak terbit lagi"):
        explain(hall, asked, cited=internal)

    public = shared(hall)
    explain(hall, asked, cited=public)
    assert readable_source(asked) == public
    knowledge.withdraw(public, reason="Salah.", seen=public.version, by=hall.handler, at=NOW)
    assert readable_source(asked) is None


def test_likely_answers_stand_beside_the_question_and_its_words_in_no_query(hall: Hall) -> None:
    asked = question(hall)
    near, far = shared(hall), shared(hall, asks="Buka hari Sabtu?")

    with CaptureQueriesContext(connection) as seen:
        assert likeliest(asked) == [near]
    assert len(seen.captured_queries) <= 3
    assert not any("kandung" in one["sql"] for one in seen.captured_queries)
    assert far not in likeliest(asked)


def test_a_shared_answer_fills_the_form_and_is_linked_from_the_answer(hall: Hall) -> None:
    asked, version, client = question(hall), shared(hall), browser(hall.handler)
    address = reverse("complaints:complaint", args=[asked.number])
    page = text(client.get(address))
    assert f"?jawaban={version.pk}#explain" in page

    filled = text(client.get(address, {"jawaban": version.pk}))
    assert "Boleh, dengan surat kuasa." in filled
    assert f'value="{version.pk}"' in filled
    for wrong in ("0", "x", "9" * 40):
        assert "Jawab pertanyaan" in text(client.get(address, {"jawaban": wrong}))
    sent = {
        "answer": "Boleh.", "source": "Standar butir 3", "next_step": "Bawa surat kuasa.",
        "cited": str(version.pk), "seen": fresh(asked).version,
    }  # fmt: skip
    explained = reverse("complaints:acted", args=[asked.number, "explain"])
    refused = client.post(explained, sent | {"source": ""})
    assert refused.status_code == 422
    assert "Bawa surat kuasa." in text(refused)
    assert client.post(explained, sent).status_code == 302
    assert "Dijawab dengan jawaban bersama" in text(client.get(address))


def test_who_asked_says_whether_it_was_answered_and_reads_it_again(hall: Hall) -> None:
    told = say(hall, kind=Kind.INFORMATION, promise_part="", story=ASKED, at=clock.now())
    asked = verified(hall, told.complaint, Gravity.INFORMATION)
    version = shared(hall)
    explain(hall, asked, cited=version)

    followed = reverse("complaints:followed")
    page = text(Client().post(followed, {"number": asked.number, "words": told.words}))

    assert "Apakah pertanyaan Anda terjawab?" in page
    assert "Ya, terjawab" in page
    assert reverse("knowledge:answer", args=[version.article_id]) in page


def test_the_kind_is_chosen_where_the_address_says_it(hall: Hall) -> None:
    typed = text(browser(hall.officer).get(reverse("complaints:typed"), {"jenis": "information"}))
    spoken = text(
        Client().get(
            reverse("complaints:speak"), {"kantor": hall.place.kua.key, "jenis": "information"}
        )
    )

    for page in (typed, spoken):
        chosen = page.split('value="information"')[1].split(">")[0]
        assert "checked" in chosen


def test_with_many_offices_one_is_searched_by_name(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_MOST_IN_ONE_LIST", 2)
    other = make_office("kua-tanta", parent=hall.place.district)
    client, address = Client(), reverse("complaints:speak")

    assert "<select" not in text(client.get(address))
    found = text(client.get(address, {"q": "tanta kua", "jenis": "praise"}))
    assert f"?kantor={other.key}&amp;langkah=layanan&amp;jenis=praise" in found
    assert hall.place.kua.name not in found
    assert 'name="jenis" value="praise"' in text(client.get(address, {"jenis": "praise"}))
    assert "Tidak ada kantor" in text(client.get(address, {"q": "bulan"}))
    chosen = client.get(address, {"kantor": hall.place.kua.key, "langkah": "layanan"})
    assert hall.place.service.name in text(chosen)
    assert chosen.status_code == 200
    sent = {"kantor": hall.place.kua.key, "layanan": ""}
    assert "Ceritakan kepada kami" in text(client.get(address, sent))
