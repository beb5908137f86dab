"""The questions as forms, and the sheet that travels from page to page without a session."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.codes import hash_token
from prima.surveys.core.elements import KEYS, Element
from prima.surveys.rules import LONGEST_COMMENT

SALT: Final = "prima.surveys.sheet"
# A phone put aside over lunch keeps its answers; a page found in a history days later does not.
SHEET_SECONDS: Final = 24 * 60 * 60


@dataclass(slots=True)
class Sheet:
    """What was answered so far: signed, bound to one link, and carried in a hidden field.

    No cookie and no session, so a shared phone keeps nothing and nobody is recognised again.
    `key` makes the last page safe to send twice.
    """

    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    answers: dict[str, int] = field(default_factory=dict)

    def signed(self, token: str) -> str:
        """The hidden field's value."""
        content = {"key": self.key, "answers": self.answers, "link": hash_token(token)}
        return signing.dumps(content, salt=SALT)

    @classmethod
    def read(cls, value: str, token: str) -> "Sheet | None":
        """The sheet, or None when it is damaged, too old, or of another link."""
        try:
            content = signing.loads(value, salt=SALT, max_age=SHEET_SECONDS)
        except signing.BadSignature:
            return None
        if content["link"] != hash_token(token):
            return None
        return cls(key=content["key"], answers=content["answers"])

    @property
    def is_complete(self) -> bool:
        return set(self.answers) == set(KEYS)


class AnswerForm(forms.Form):
    """One question; nothing is chosen beforehand, only what the person chose before."""

    answer = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih salah satu jawaban."),
            "invalid_choice": gettext_lazy("Pilih salah satu jawaban."),
        },
    )

    def __init__(
        self,
        element: Element,
        data: Mapping[str, Any] | None = None,
        answered: int | None = None,
    ) -> None:
        super().__init__(data, initial={"answer": answered})
        question = self.fields["answer"]
        assert isinstance(question, forms.TypedChoiceField)  # noqa: S101 - tells mypy the kind
        question.label = _(element.question)
        question.choices = [
            (value, _(label)) for value, label in enumerate(element.answers, start=1)
        ]


class CommentForm(forms.Form):
    """The last page: a remark, if wanted."""

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
