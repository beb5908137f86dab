"""The questions as forms, one a page or all on one, and the sheet that travels between pages."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel import clock
from prima.kernel.codes import hash_token
from prima.surveys.core.easy import EASY
from prima.surveys.core.elements import KEYS, SCALE, Element
from prima.surveys.core.profile import TRAITS
from prima.surveys.rules import LONGEST_COMMENT

SALT: Final = "prima.surveys.sheet"
# A sheet kept on a phone without a network is sent later, as long as it can be told from one sent
# before (`kernel.idempotency`); a page found in a history after that does not open.
SHEET_SECONDS: Final = 2 * 24 * 60 * 60
_CHOOSE: Final = gettext_lazy("Pilih salah satu jawaban.")
_NUMBERED: Final = gettext_lazy("Pertanyaan %(number)d: pilih salah satu jawaban.")


@dataclass(slots=True)
class Sheet:
    """What was answered so far: signed, bound to one link, and carried in a hidden field.

    No cookie and no session, so a shared phone keeps nothing and nobody is recognised again.
    `key` makes the last page safe to send twice. `version` is that of the answer being changed.
    """

    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    answers: dict[str, int] = field(default_factory=dict)
    comment: str = ""
    profile: dict[str, str] = field(default_factory=dict)
    version: int = 0
    # When the first page was made, in seconds; 0: not known. Lives in the page only.
    began: int = field(default_factory=lambda: int(clock.now().timestamp()))

    def signed(self, token: str) -> str:
        """The hidden field's value."""
        content = {
            "key": self.key,
            "answers": self.answers,
            "comment": self.comment,
            "profile": self.profile,
            "version": self.version,
            "began": self.began,
            "link": hash_token(token),
        }
        return signing.dumps(content, salt=SALT, compress=True)

    @classmethod
    def read(cls, value: str, token: str) -> "Sheet | None":
        """The sheet, or None when it is damaged, too old, or of another link."""
        try:
            content = signing.loads(value, salt=SALT, max_age=SHEET_SECONDS)
        except signing.BadSignature:
            return None
        if content.pop("link", None) != hash_token(token):
            return None
        return cls(**{"began": 0, **content})

    @property
    def is_complete(self) -> bool:
        return set(self.answers) == set(KEYS)

    def note(self, typed: Mapping[str, str]) -> None:
        """Keep what stands on the page that was sent, right or not: nothing typed is lost."""
        for key in KEYS:
            if typed.get(key) in _LEVELS:
                self.answers[key] = int(typed[key])
        if "comment" in typed:
            self.comment = typed["comment"][: LONGEST_COMMENT * 2]
        for trait in TRAITS:
            if trait.key in typed:
                self.profile.pop(trait.key, None)
                if typed[trait.key] in trait.labels:
                    self.profile[trait.key] = typed[trait.key]


_LEVELS: Final = frozenset(map(str, SCALE))


def _question(element: Element, *, is_easy: bool, number: int = 0) -> forms.TypedChoiceField:
    """One question; nothing is chosen beforehand, only what the person chose before."""
    words = EASY[element.key] if is_easy else element
    missing = _NUMBERED % {"number": number} if number else _CHOOSE
    return forms.TypedChoiceField(
        label=f"{number}. {_(words.question)}" if number else _(words.question),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(value, _(label)) for value, label in enumerate(words.answers, start=1)],
        error_messages={"required": missing, "invalid_choice": missing},
    )


class AnswerForm(forms.Form):
    """One question on a page of its own."""

    def __init__(
        self,
        element: Element,
        data: Mapping[str, Any] | None = None,
        answered: int | None = None,
        *,
        is_easy: bool = False,
    ) -> None:
        super().__init__(data, initial={"answer": answered})
        self.fields["answer"] = _question(element, is_easy=is_easy)


class LastForm(forms.Form):
    """After the questions: a remark and something about oneself, both only if wanted."""

    comment = forms.CharField(
        label=gettext_lazy("Ada saran atau masukan untuk kami?"),
        help_text=gettext_lazy("Jangan tulis nama, nomor telepon, atau NIK."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy(
                "Masukan paling panjang %(limit_value)d huruf, sekarang %(show_value)d."
                " Silakan ringkas."
            )
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, sheet: Sheet | None = None
    ) -> None:
        known = sheet or Sheet()
        super().__init__(data, initial={"comment": known.comment, **known.profile})
        for trait in TRAITS:
            choices = [(value, _(label)) for value, label in trait.labels.items()]
            self.fields[trait.key] = forms.ChoiceField(
                label=_(trait.question),
                required=False,
                choices=[("", _("Tidak ingin menjawab")), *choices],
                error_messages={"invalid_choice": _CHOOSE},
            )

    @property
    def traits(self) -> list[forms.BoundField]:
        """The fields about the respondent, in order."""
        return [self[trait.key] for trait in TRAITS]

    @property
    def tells_of_person(self) -> bool:
        """Whether the part about the respondent stands open: it was used before."""
        return any(bound.value() or bound.errors for bound in self.traits)

    @property
    def profile(self) -> dict[str, str]:
        """What was told, without what was left out."""
        told = {trait.key: self.cleaned_data.get(trait.key, "") for trait in TRAITS}
        return {key: value for key, value in told.items() if value}


class WholeForm(LastForm):
    """All questions, the remark and the part about oneself on one page."""

    # The page says itself what is missing; 36 words fewer over a slow line.
    use_required_attribute = False

    def __init__(
        self,
        elements: Sequence[Element],
        data: Mapping[str, Any] | None = None,
        *,
        sheet: Sheet | None = None,
        is_easy: bool = False,
    ) -> None:
        super().__init__(data, sheet=sheet)
        self._keys = [element.key for element in elements]
        questions = {
            each.key: _question(each, is_easy=is_easy, number=number)
            for number, each in enumerate(elements, start=1)
        }
        self.fields = {**questions, **self.fields}
        self.initial.update(sheet.answers if sheet else {})

    @property
    def questions(self) -> list[forms.BoundField]:
        """The nine questions in the order of the office."""
        return [self[key] for key in self._keys]

    @property
    def answers(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in self._keys}
