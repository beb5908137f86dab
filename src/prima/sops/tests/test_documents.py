"""The procedure in words: what the table says beside, and instead of, the drawing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from prima.sops import documents
from prima.sops.core import NO, REFUSED, YES, Condition, Norm, SopDocument
from prima.sops.core.model import NormUnit
from prima.sops.tests.test_groups import changed as changed_group
from prima.sops.tests.test_groups import grouped, wide
from prima.sops.tests.test_validation import changed, good


def row(document: SopDocument, number: int, **situations: str) -> documents.Row:
    return documents.table(document, situations).rows[number - 1]


def test_a_row_says_who_acts_and_where_each_answer_leads() -> None:
    assert row(good(), 1).who == "Pemohon: mulai"
    assert row(good(), 2).who == "Loket: keputusan, Ya ke langkah 3, Tidak ke langkah 1"
    assert row(good(), 4).who == "Loket: proses"
    assert row(good(), 6).who == "Loket: selesai"


def test_a_refusal_and_a_jump_are_said_too() -> None:
    refusing = changed("check", exits=((YES, "print"), (NO, REFUSED)))
    jumping = changed("pay", exits=(("done", "sign"),))

    assert row(refusing, 2).who == "Loket: keputusan, Ya ke langkah 4, Tidak berarti ditolak"
    assert row(jumping, 3).who == "Pemohon: proses, lanjut ke langkah 5"


def test_a_strategic_row_says_so_in_its_note() -> None:
    assert row(changed("print", strategic=True), 4).note.startswith("Langkah strategis")
    assert "strategis" not in row(good(), 4).note


def test_rows_in_any_order_say_so_where_the_form_has_no_sign() -> None:
    assert [row(grouped(), number).note for number in (2, 3, 4, 5)] == [
        "Langkah 2–3 boleh dikerjakan bersamaan dengan langkah 4",
        "",
        "Langkah 4 boleh dikerjakan bersamaan dengan langkah 2–3",
        "",
    ]
    assert row(wide(3), 3).note == "Langkah 3 boleh dikerjakan bersamaan dengan langkah 2 dan 4"
    own = row(changed_group("visit", note="Bila jauh"), 4).note
    assert own.endswith("langkah 2–3. Bila jauh")
    alone = row(changed_group("visit", group="", thread=""), 2)
    assert (alone.note, row(changed_group("visit", thread="a"), 2).note) == ("", "")


def test_the_end_of_a_thread_says_what_comes_when_all_are_done() -> None:
    assert row(grouped(), 3).who == (
        "Loket: proses, lanjut ke langkah 5 setelah langkah 2–4 selesai"
    )
    decides = changed_group("visit", symbol="decision", exits=((NO, REFUSED),))
    assert row(decides, 4).who == (
        "Petugas lapangan: keputusan, Ya ke langkah 5 setelah langkah 2–4 selesai, "
        "Tidak berarti ditolak"
    )


def test_people_who_act_together_are_named_together() -> None:
    assert row(changed("print", actors=("desk", "applicant")), 4).who == (
        "Loket bersama Pemohon: proses"
    )


@pytest.mark.parametrize(
    ("norm", "time", "note"),
    [
        (Norm(5, "working_minute"), "5 menit", ""),
        (Norm(2, "working_hour", proposal=True), "2 jam*", ""),
        (Norm(3, "working_day", "external"), "3 hari kerja", ""),
        (Norm(7, "calendar_day", "waiting"), "paling lama 7 hari", ""),
        (Norm(10, "working_minute", note="Tampil sampai akad"), "10 menit", "Tampil sampai akad"),
        (Norm(None, "working_day", "external", "sesuai standarnya"), "sesuai standarnya", ""),
    ],
)
def test_a_norm_is_said_in_words(norm: Norm, time: str, note: str) -> None:
    shown = row(changed("print", norm=norm), 4)

    assert (shown.time, shown.note) == (time, note)


def test_conditions_are_said_with_the_words_of_the_standard() -> None:
    condition = Condition(any=frozenset({"a", "b"}), none=frozenset({"c"}))
    document = changed("print", applies_when=condition, note="Catatan")

    assert row(document, 4, a="Diwakilkan", c="Anak").note == (
        "Catatan. Hanya bila: “Diwakilkan” atau “b”. Tidak bila: “Anak”"
    )


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 menit"), (12, "12 menit"), (60, "1 jam"), (1012, "2 hari kerja 1 jam 52 menit")],
)
def test_minutes_are_said_in_days_of_the_normal_length(minutes: int, words: str) -> None:
    assert documents.spent(minutes) == words


@pytest.mark.parametrize(
    ("unit", "words"), [("working_minute", "3 menit"), ("calendar_day", "3 hari")]
)
def test_a_duration_is_said_in_its_unit(unit: NormUnit, words: str) -> None:
    assert documents.duration(3, unit) == words


def test_a_moment_of_the_clock_may_be_the_end_of_a_row() -> None:
    assert documents.moment(good(), "received") == "permohonan diterima"
    assert documents.moment(good(), "step:print:done") == "langkah 4 selesai"


def test_below_the_table_stands_nothing_about_a_promise_that_is_not_there() -> None:
    shown = documents.table(good(), {})

    assert documents.closing_lines(good(), shown, None, None) == []


def test_a_table_says_whether_it_has_refusals_and_proposed_times() -> None:
    plain = documents.table(good(), {})
    proposed = replace(Norm(5, "working_minute"), proposal=True)
    rich = documents.table(changed("check", exits=((NO, REFUSED),), norm=proposed), {})

    assert (plain.refuses, plain.lanes, plain.has_proposed_times) == (False, 2, False)
    assert (rich.refuses, rich.lanes, rich.has_proposed_times) == (True, 3, True)


def test_what_an_author_typed_is_text_in_the_drawing() -> None:
    document = replace(
        good(), actors=(replace(good().actors[0], label="<script>"), good().actors[1])
    )

    assert "&lt;script&gt;: mulai" in row(document, 1).svg
    assert "<script>" not in row(document, 1).svg


def test_in_english_the_words_around_the_text_are_english_once_the_catalogue_is_there() -> None:
    with translation.override("en"):
        assert row(good(), 2).text == "Memeriksa", "the office's own words stay as they are"
