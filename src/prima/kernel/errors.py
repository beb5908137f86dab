"""Refusals a person can do something about; anything else is a bug and is not caught."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence already translated, or one that is translated when it is shown.
Sentence = str | Promise


class RuleBroken(Exception):  # noqa: N818 - names the event, as the sentence it carries does
    """A rule of the service says no; carries the sentence shown to the person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(RuleBroken):
    """This person may not do this, here and now."""


class StaleRecord(RuleBroken):
    """Somebody else was faster: the record is no longer as it was shown."""


class TooManyAttempts(RuleBroken):
    """A limit was reached; `retry_after` is the wait in whole seconds."""

    def __init__(self, retry_after: int, sentence: Sentence | None = None) -> None:
        super().__init__(sentence if sentence is not None else _wait(retry_after))
        self.retry_after = retry_after


def require(allowed: bool, message: Sentence | None = None) -> None:
    """Go on when allowed, else refuse with the sentence given or a plain one."""
    if not allowed:
        raise NotAllowed(message if message is not None else _NOT_ALLOWED)


_NOT_ALLOWED = _("Anda tidak berwenang melakukan ini. Hubungi atasan Anda bila ini keliru.")


def _wait(seconds: int) -> Sentence:
    minutes = -(-seconds // 60)
    if minutes <= 1:
        return _("Terlalu banyak percobaan. Silakan coba lagi dalam satu menit.")
    sentence = _("Terlalu banyak percobaan. Silakan coba lagi dalam {minutes} menit.")
    return str(sentence).format(minutes=minutes)
