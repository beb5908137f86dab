"""What the rules on gratuities say, by the day of the gift."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prima.integrity.core.gratification import DeadlineKey, Gift, LawBroken, law, read

OLD, NEW = date(2026, 1, 19), date(2026, 1, 20)
WEDDING = Gift(
    on=NEW, is_life_event=True, is_farewell=False, from_colleague=False, touches_duty=False,
    is_money=True, value=1_500_000,
)  # fmt: skip
COLLEAGUE = replace(WEDDING, is_life_event=False, from_colleague=True, is_money=False, value=0)


@pytest.mark.parametrize(
    ("key", "on", "days"),
    [
        ("upg", OLD, 10), ("upg", NEW, 10),
        ("kpk", OLD, 30), ("kpk", NEW, 30),
        ("forward", OLD, 10), ("forward", NEW, 10),
        ("complete", OLD, 30), ("complete", NEW, 20),
        ("decree", OLD, 30), ("decree", NEW, 30),
    ],
)  # fmt: skip
def test_every_deadline_has_its_working_days(key: DeadlineKey, on: date, days: int) -> None:
    found = law().deadline(key, on)

    assert found is not None
    assert found.working_days == days
    assert found.law.basis


def test_before_there_was_a_rule_there_is_no_deadline() -> None:
    assert law().deadline("upg", date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    ("gift", "on", "value", "must"),
    [
        (WEDDING, OLD, 1_000_000, False),
        (WEDDING, OLD, 1_000_001, True),
        (WEDDING, NEW, 1_500_000, False),
        (WEDDING, NEW, 1_500_001, True),
        (COLLEAGUE, OLD, 200_000, False),
        (COLLEAGUE, OLD, 200_001, True),
        (COLLEAGUE, NEW, 500_000, False),
        (COLLEAGUE, NEW, 500_001, True),
        (replace(COLLEAGUE, from_same_giver=800_000), OLD, 200_000, False),
        (replace(COLLEAGUE, from_same_giver=800_001), OLD, 200_000, True),
        (replace(COLLEAGUE, from_same_giver=1_000_000), NEW, 500_000, False),
        (replace(COLLEAGUE, from_same_giver=1_000_001), NEW, 500_000, True),
        (replace(COLLEAGUE, is_farewell=True), OLD, 300_000, False),
        (replace(COLLEAGUE, is_farewell=True), OLD, 300_001, True),
        # The rule of its own was deleted; among colleagues the ordinary one is left.
        (replace(COLLEAGUE, is_farewell=True), NEW, 500_000, False),
        (replace(COLLEAGUE, is_farewell=True), NEW, 500_001, True),
        (replace(COLLEAGUE, is_money=True), NEW, 10_000, True),
    ],
)
def test_the_amount_of_the_day_decides(gift: Gift, on: date, value: int, must: bool) -> None:
    assert law().judge(replace(gift, on=on, value=value)).must_report is must


def test_in_doubt_it_is_reported() -> None:
    assert law().judge(replace(WEDDING, value=None)).must_report
    assert law().judge(replace(WEDDING, value=50_000, touches_duty=True)).must_report
    nothing_fits = law().judge(replace(WEDDING, is_life_event=False, value=1))
    assert nothing_fits.must_report
    assert nothing_fits.rule is None


def test_the_answer_names_the_rule_it_rests_on() -> None:
    older = law().judge(replace(WEDDING, on=OLD, value=1_000_000)).rule
    newer = law().judge(WEDDING).rule

    assert older is not None
    assert newer is not None
    assert "1/2026" not in older.law.basis
    assert "1/2026" in newer.law.basis
    assert newer.law.article == "Pasal 2 ayat (3)"
    assert not newer.law.source_checked


def test_a_broken_file_is_named_with_its_lines(tmp_path: Path) -> None:
    broken = tmp_path / "law.yaml"
    broken.write_text("deadlines:\n  - key: upg\n    working_days: banyak\nexemptions: []\n")

    with pytest.raises(LawBroken, match="working_days"):
        read(broken)
    with pytest.raises(LawBroken):
        read(tmp_path / "none.yaml")
