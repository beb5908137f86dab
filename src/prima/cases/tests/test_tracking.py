"""Number and five words."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import BoundedSemaphore

import pytest

from prima.cases import actions, queries
from prima.cases.core import CorrectionPoint
from prima.cases.tests.scene import (
    NOW,
    Scene,
    finish,
    open_item,
    open_online,
    opened_at_counter,
)
from prima.kernel import codes
from prima.kernel.errors import RuleBroken, TooManyAttempts

HOME = "203.0.113.5"


def test_number_and_words_open_the_case_however_they_are_typed(scene: Scene) -> None:
    opened = open_online(scene)
    typed = opened.case.number.lower().replace("-", " ")

    found = queries.find_by_code(typed, opened.words.upper(), address=HOME, at=NOW)

    assert found.pk == opened.case.pk


def refusal(number: str, words: str, address: str) -> str:
    with pytest.raises(RuleBroken) as refused:
        queries.find_by_code(number, words, address=address, at=NOW)
    assert not isinstance(refused.value, TooManyAttempts)
    return f"{type(refused.value).__name__}: {refused.value}"


def test_unknown_number_and_wrong_words_look_alike(scene: Scene) -> None:
    opened = open_online(scene)
    unknown = codes.new_number("TM", 2026)

    answers = {
        refusal(opened.case.number, "satu dua tiga empat lima", HOME),
        refusal(unknown, opened.words, HOME),
        refusal("bukan nomor", "", HOME),
    }

    assert len(answers) == 1


def test_an_unknown_number_is_hashed_against_its_neighbour(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []
    first, last = sorted((open_online(scene).case for _ in range(2)), key=lambda one: one.number)
    monkeypatch.setattr(codes, "verify_secret", lambda known, _typed: asked.append(known))

    for number in (first.number[:-1], first.number, f"{first.number}0", f"{last.number}0"):
        refusal(number, "satu dua", HOME)

    around = first.secret_hash  # beyond the last number the first one stands in
    assert asked == [first.secret_hash, first.secret_hash, last.secret_hash, around]


def test_guessing_is_stopped_and_waiting_helps(scene: Scene) -> None:
    opened = open_online(scene)
    number, words = opened.case.number, opened.words
    for _guess in range(10):
        refusal(number, "satu dua tiga empat lima", HOME)

    with pytest.raises(TooManyAttempts) as stopped:
        queries.find_by_code(number, words, address=HOME, at=NOW)

    later = NOW + timedelta(seconds=stopped.value.retry_after)
    assert queries.find_by_code(number, words, address=HOME, at=later).pk == opened.case.pk


def test_a_strangers_failures_never_lock_out_the_owner(scene: Scene) -> None:
    opened = open_online(scene)
    for _guess in range(10):
        refusal(opened.case.number, "satu dua tiga empat lima", "198.51.100.7")

    found = queries.find_by_code(opened.case.number, opened.words, address=HOME, at=NOW)

    assert found.pk == opened.case.pk


def test_being_sent_away_by_a_busy_bench_is_no_guess(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_online(scene)
    number, words = opened.case.number, opened.words

    with monkeypatch.context() as busy:
        busy.setattr(codes, "_guesses", BoundedSemaphore(1))
        codes._guesses.acquire()
        for _press in range(20):
            with pytest.raises(TooManyAttempts):
                queries.find_by_code(number, words, address=HOME, at=NOW)

    assert queries.find_by_code(number, words, address=HOME, at=NOW).pk == opened.case.pk


def test_an_address_cannot_walk_through_all_numbers(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "verify_secret", lambda _known, _typed: False)
    for _guess in range(150):
        refusal(codes.new_number("TM", 2026), "satu dua", HOME)

    with pytest.raises(TooManyAttempts):
        queries.find_by_code(codes.new_number("TM", 2026), "satu dua", address=HOME, at=NOW)


def test_the_words_carry_at_least_55_bits() -> None:
    assert len(codes.WORDS) ** 5 >= 2**55
    assert re.fullmatch(r"[a-z]+( [a-z]+){4}", codes.new_secret())


def test_the_tracking_page_says_where_the_case_stands(scene: Scene) -> None:
    case = finish(scene, opened_at_counter(scene).case)

    page = queries.track_page(case.pk, NOW)

    assert [(line.step.key, line.state) for line in page.lines[:4]] == [
        ("submit", "done"),
        ("check", "done"),
        ("match", "open"),
        ("stamp", "ahead"),
    ]
    assert page.deadline.due_at == case.due_at
    assert page.correction is None


def test_the_tracking_page_shows_what_is_to_be_corrected(scene: Scene) -> None:
    case = open_online(scene).case
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=NOW)

    page = queries.track_page(case.pk, NOW)

    assert page.correction is not None
    assert [one.sentence for one in page.correction.items.all()] == ["NIK keliru."]


def test_the_tracking_page_shows_reason_and_new_date_of_a_delay(scene: Scene) -> None:
    case = finish(scene, opened_at_counter(scene).case)
    late = NOW + timedelta(hours=2)
    actions.warn_late(at=late)
    page = queries.track_page(case.pk, late)
    assert page.told_late is not None
    assert page.expected_at == page.told_late.expected_at

    tomorrow = NOW + timedelta(days=1)
    actions.explain_delay(
        case, reason="Blangko habis.", expected_at=tomorrow, by=scene.officer, at=late
    )

    page = queries.track_page(case.pk, late)
    assert (page.expected_at, page.delay_reason) == (tomorrow, "Blangko habis.")
    assert page.deadline.is_late
