"""Ages and sizes as the doctor says them."""

from datetime import datetime, timedelta

import pytest

from prima.config.doctor import spans

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "kurang dari satu menit"),
        (timedelta(minutes=59), "59 menit"),
        (timedelta(hours=23, minutes=59), "23 jam"),
        (timedelta(days=3, hours=5), "3 hari"),
    ],
)
def test_spans_are_rounded_down(span: timedelta, words: str) -> None:
    assert spans.in_words(span) == words


def test_an_age_is_never_negative() -> None:
    now = datetime.fromisoformat("2026-11-20T09:00+07:00")
    assert spans.age(now + DAY, now) == timedelta(0)
    assert spans.size(3_400_000_000) == "3,4 GB"
    assert spans.size(820_000) == "820 kB"
