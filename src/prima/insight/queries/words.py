"""Times and counts as people say them: units they feel, small numbers as words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# A working day of Perpres 21/2023 has 7.5 hours without the break.
DAY_MINUTES = 450
HOUR_MINUTES = 60
# Up to here minutes are easier to feel than hours, and hours easier than days.
MOST_MINUTES = 120
MOST_HOUR_MINUTES = 2 * DAY_MINUTES


def duration(minutes: float) -> str:
    """Working minutes in the unit people feel: "83 menit", "4,5 jam kerja", "2,3 hari kerja"."""
    if minutes < 1:
        return _("kurang dari satu menit")
    if minutes <= MOST_MINUTES:
        return _("%(n)s menit") % {"n": round(minutes)}
    if minutes <= MOST_HOUR_MINUTES:
        return _("%(n)s jam kerja") % {"n": _short(minutes / HOUR_MINUTES)}
    return _("%(n)s hari kerja") % {"n": _short(minutes / DAY_MINUTES)}


def nine_of_ten(minutes: float) -> str:
    """The 90th percentile in words everybody understands."""
    return _("9 dari 10 orang selesai dalam %(time)s") % {"time": duration(minutes)}


def count_word(number: int) -> str:
    """A small number as a word, for headings."""
    names = (
        _("nol"), _("satu"), _("dua"), _("tiga"), _("empat"), _("lima"), _("enam"),
        _("tujuh"), _("delapan"), _("sembilan"), _("sepuluh"), _("sebelas"), _("dua belas"),
    )  # fmt: skip
    return names[number] if 0 <= number < len(names) else str(number)


def capital(sentence: str) -> str:
    """A sentence that begins with a small word begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def _short(value: float) -> str:
    """One decimal with the comma of the language, none when it is whole."""
    rounded = round(value, 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)
