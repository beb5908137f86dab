"""Search by words, reports of the same thing, and answers that nearly copy another."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest

from prima.complaints import actions, queries
from prima.complaints.models import Complaint, ComplaintMarks
from prima.complaints.queries.alike import alike, copied_answer
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.kernel.actors import SYSTEM
from prima.surveys.public import stems_of

FEE = "Petugas loket dua meminta uang lima puluh ribu rupiah untuk legalisasi buku nikah saya."
SAME_FEE = "Diminta uang lima puluh ribu rupiah oleh petugas loket dua, padahal legalisasi gratis."
OTHER = "Kursi ruang tunggu rusak, tidak ada air minum, dan kamar kecilnya kotor sekali."


def found(hall: Hall, words: str) -> list[Complaint]:
    return list(queries.by_words(hall.handler, actions.marks_for(words)))


def test_words_are_found_in_any_form_and_by_their_office_alone(hall: Hall) -> None:
    fee, other = say(hall, story=FEE).complaint, say(hall, story=OTHER).complaint

    assert found(hall, "uangnya ke loket") == [fee]
    assert found(hall, "UANG, legalisasi!") == [fee]
    assert found(hall, "diminta") == found(hall, "permintaan") == [fee]
    assert found(hall, "kotor") == [other]
    assert found(hall, "uang kotor") == []
    assert list(queries.by_words(hall.officer, actions.marks_for("uang"))) == []


def test_the_column_holds_no_word_and_small_words_are_not_marked(hall: Hall) -> None:
    say(hall, story=FEE)

    said = ComplaintMarks.objects.get().said

    assert stems_of("dan yang untuk saya") == frozenset()
    assert all(isinstance(one, int) for one in said)
    assert len(set(said)) == len(said) == len(stems_of(FEE))


def test_reports_of_the_same_thing_are_shown_and_others_are_not(hall: Hall) -> None:
    first = say(hall, story=FEE).complaint
    second = say(hall, story=SAME_FEE, at=NOW + timedelta(days=5)).complaint
    say(hall, story=OTHER)
    say(hall, story=SAME_FEE, at=NOW + timedelta(days=100))

    shown = alike(hall.handler, first)

    assert [one.complaint for one in shown] == [second]
    assert 40 <= shown[0].percent < 100
    page = text(browser(hall.handler).get(f"/kelola/pengaduan/{first.number}/"))
    assert second.number in page
    assert alike(hall.officer, first) == []


def test_what_names_somebody_is_no_suggestion_for_them(hall: Hall) -> None:
    first = say(hall, story=FEE).complaint
    named = say(hall, story=SAME_FEE).complaint
    actions.name_reported(
        named, staff=hall.counter, seen=fresh(named).version, by=hall.handler, at=NOW
    )

    assert alike(hall.handler, first) == []
    assert [one.complaint for one in alike(hall.above, first)] == [named]


def test_an_answer_that_nearly_copies_another_is_marked(hall: Hall) -> None:
    first, second = (verified(hall, say(hall).complaint) for _one in range(2))
    answered(hall, first)
    assert copied_answer(hall.handler, first) is None

    answered(hall, second)

    assert copied_answer(hall.handler, second) == first
    page = text(browser(hall.handler).get(f"/kelola/pengaduan/{second.number}/"))
    assert f"Hampir sama dengan jawaban untuk {first.number}" in page


def test_what_was_kept_without_marks_is_marked_later_and_forgotten_with_its_words(
    hall: Hall,
) -> None:
    earlier = fresh(say(hall, story=OTHER).complaint)
    earlier.pk, earlier.number, earlier.story = None, "ADU-26-0LD000-X", FEE
    earlier.status, earlier.due_at = "withdrawn", None
    earlier.save(force_insert=True)
    assert found(hall, "uang") == []

    assert [actions.mark_unmarked(by=SYSTEM) for _turn in range(2)] == [1, 0]
    assert found(hall, "uang") == [earlier]

    actions.forget_person(earlier.pk, by=SYSTEM, at=NOW + timedelta(days=2000))
    assert found(hall, "uang") == []
    assert ComplaintMarks.objects.get(complaint=earlier).said == []


def test_of_words_that_are_everywhere_the_newest_are_shown_and_it_is_said(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.complaints.queries.MOST_FOUND", 1)
    monkeypatch.setattr(sys.modules["prima.complaints.queries.inbox"], "MOST_FOUND", 1)
    older, newer = (say(hall, story=FEE, at=NOW + timedelta(hours=one)) for one in range(2))

    page = text(browser(hall.handler).get("/kelola/pengaduan/?q=rupiah"))

    assert newer.complaint.number in page
    assert older.complaint.number not in page
    assert "Ditampilkan 1 laporan terbaru" in page


def test_the_list_searches_by_words_and_says_when_nothing_is_there(hall: Hall) -> None:
    complaint = say(hall, story=FEE).complaint
    client = browser(hall.handler)

    assert complaint.number in text(client.get("/kelola/pengaduan/?q=uang+legalisasi"))
    assert "tidak ditemukan" in text(client.get("/kelola/pengaduan/?q=sepeda"))
