"""Two readings of one sheet of paper."""

from prima.surveys.core.double_entry import Difference, Reading, compare, settle
from prima.surveys.core.elements import KEYS

ALIKE = Reading(dict.fromkeys(KEYS, 3), "Ruang tunggu panas.")
OTHER = Reading({**ALIKE.answers, "time": 1, "cost": 2}, "ruang  tunggu panas")


def test_two_who_read_the_same_differ_in_nothing() -> None:
    assert not compare(ALIKE, Reading(dict(ALIKE.answers), " ruang tunggu PANAS"))


def test_what_was_read_differently_is_named_in_order() -> None:
    assert compare(ALIKE, OTHER) == Difference(("time", "cost"))
    assert compare(ALIKE, Reading(ALIKE.answers, "Ruang tunggu dingin")).is_comment


def test_only_what_differed_can_be_set_anew() -> None:
    wanted = Reading(dict.fromkeys(KEYS, 4), "Lain sama sekali")

    settled = settle(ALIKE, OTHER, wanted)

    assert settled.answers == {**ALIKE.answers, "time": 4, "cost": 4}
    assert settled.comment == ALIKE.comment


def test_a_remark_read_differently_is_taken_from_the_paper() -> None:
    second = Reading(ALIKE.answers, "Ruang tunggu parah")

    assert settle(ALIKE, second, Reading({}, "Ruang tunggu pengap")).comment == (
        "Ruang tunggu pengap"
    )


def test_what_was_told_about_the_person_is_compared_and_settled_too() -> None:
    first = Reading(ALIKE.answers, "", {"sex": "male", "education": "senior"})
    second = Reading(ALIKE.answers, "", {"sex": "female", "occupation": "other"})

    assert compare(first, second).traits == ("sex", "education", "occupation")
    assert not compare(first, Reading(ALIKE.answers, "", dict(first.profile)))
    settled = settle(first, second, Reading({}, "", {"sex": "female", "age_band": "17_25"}))
    assert settled.profile == {"sex": "female"}
