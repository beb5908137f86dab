"""The fixed words of a standard as people read them."""

from __future__ import annotations

import pytest

from prima.standards import rules
from prima.standards.core.content import (
    CLOCK_EVENTS,
    COMPONENTS,
    CompletionTime,
    Requirement,
    RequirementKind,
    TimeUnit,
)


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (15, "working_minute", "15 menit"),
        (1, "working_hour", "1 jam kerja"),
        (5, "working_day", "5 hari kerja"),
        (14, "calendar_day", "14 hari kalender"),
    ],
)
def test_a_promised_time_is_said_in_a_few_words(amount: int, unit: TimeUnit, said: str) -> None:
    assert rules.time_text(CompletionTime(amount, unit, "received", "handed_over")) == said


@pytest.mark.parametrize(
    ("kind", "original", "copies", "said"),
    [
        ("document", True, 0, "asli"),
        ("document", False, 2, "2 salinan"),
        ("document", True, 1, "asli dan 1 salinan"),
        ("condition", False, 0, "syarat"),
        ("attendance", False, 0, "hadir sendiri"),
    ],
)
def test_the_form_of_a_requirement_is_said(
    kind: RequirementKind, original: bool, copies: int, said: str
) -> None:
    assert rules.form_text(Requirement("k", "t", "", kind, original, copies)) == said


def test_every_component_and_every_moment_has_a_name() -> None:
    assert set(rules.COMPONENT_LABELS) == set(COMPONENTS)
    assert set(rules.EVENT_LABELS) == set(CLOCK_EVENTS)
    assert rules.event_text("papers_complete") == "berkas dinyatakan lengkap"
