"""Limits as dated law."""

from datetime import date

import pytest

from prima.complaints.core.limits import UnknownLimitError, limit_of, read_limits
from prima.complaints.rules import GRAVITIES_OF, legal_limit, legal_limits

ROW = {
    "stage": "settle", "gravity": "service", "amount": 14, "unit": "working_day",
    "valid_from": date(2018, 12, 31), "source": "aturan", "source_checked": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "gravity", "days"),
    [
        ("verify", "service", 3),
        ("first_answer", "supervisory", 5),
        ("settle", "information", 5),
        ("settle", "normative", 5),
        ("settle", "service", 14),
        ("settle", "supervisory", 60),
        ("settle", "aspiration", 14),
        ("complete", "service", 10),
        ("reply", "service", 10),
        ("arbiter", "service", 1),
    ],
)
def test_each_row_of_law_says_how_many_working_days(stage: str, gravity: str, days: int) -> None:
    found = legal_limit(stage, gravity, date(2026, 6, 23))  # type: ignore[arg-type]

    assert (found.amount, found.unit) == (days, "working_day")
    assert found.source


def test_every_class_has_a_limit_to_settle_it() -> None:
    for classes in GRAVITIES_OF.values():
        for gravity in classes:
            assert legal_limit("settle", gravity, date(2026, 6, 23)).amount > 0


def test_what_nobody_compared_with_the_original_says_so() -> None:
    of_state = [one for one in legal_limits() if one.source.startswith("PermenPANRB")]

    assert of_state
    assert not any(one.source_checked for one in of_state)


def test_the_newest_rule_of_the_day_binds_and_an_older_day_keeps_its_own() -> None:
    limits = read_limits([ROW, ROW | {"amount": 10, "valid_from": date(2027, 1, 1)}])

    assert limit_of(limits, "settle", "service", date(2026, 12, 31)).amount == 14
    assert limit_of(limits, "settle", "service", date(2027, 1, 1)).amount == 10


def test_the_row_of_a_class_outranks_the_row_of_all() -> None:
    limits = read_limits([ROW | {"gravity": "", "valid_from": date(2027, 1, 1)}, ROW])

    assert limit_of(limits, "settle", "service", date(2028, 1, 1)).gravity == "service"


def test_a_day_before_every_rule_has_none() -> None:
    with pytest.raises(UnknownLimitError, match="settle"):
        limit_of(read_limits([ROW]), "settle", "service", date(2018, 12, 30))


@pytest.mark.parametrize(
    "wrong", [{"stage": "later"}, {"unit": "hour"}, {"amount": 0}, {"valid_from": "2018-12-31"}]
)
def test_a_row_that_is_not_whole_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"limit needs|Unknown stage"):
        read_limits([ROW | wrong])
