"""Forms of log-in, unlocking and passwords; the work behind them is allauth's, untyped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from prima.accounts import rules
from prima.ui.forms import DateField


def _describe(field: forms.Field, label: Any, missing: Any, hint: Any = "") -> None:
    """Our words for a field of allauth's: a label above it, nothing inside it."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def _describe_email(field: forms.Field) -> None:
    _describe(field, _("Surel dinas"), _("Isi surel dinas Anda."))
    field.widget.attrs["autocomplete"] = "username"
    field.error_messages["invalid"] = _("Periksa surel: tulis seperti nama@kemenag.go.id.")
    for validator in field.validators:
        if isinstance(validator, EmailValidator):
            field.validators.remove(validator)
    field.validators.append(EmailValidator(field.error_messages["invalid"]))


def _describe_new_password(fields: dict[str, forms.Field]) -> None:
    hint = _("Paling sedikit 12 huruf atau angka. Beberapa kata lebih mudah diingat.")
    _describe(fields["password1"], _("Kata sandi baru"), _("Isi kata sandi baru."), hint)
    again = _("Ulangi kata sandi baru.")
    _describe(fields["password2"], _("Ulangi kata sandi baru"), again)


class LoginForm(allauth.LoginForm):  # type: ignore[misc]
    """Log in with e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["login"])
        _describe(self.fields["password"], _("Kata sandi"), _("Isi kata sandi Anda."))


class UnlockForm(forms.Form):
    """The password of whoever locked the screen."""

    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


class ForgottenPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a letter with a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["email"])


class NewPasswordForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """Set a password by the link of the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_new_password(self.fields)


class ChangePasswordForm(allauth.ChangePasswordForm):  # type: ignore[misc]
    """Change the password of the account one is logged in with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = _("Isi kata sandi Anda sekarang.")
        _describe(self.fields["oldpassword"], _("Kata sandi sekarang"), missing)
        _describe_new_password(self.fields)


class CodeForm(forms.Form):
    """A code of the app, or a spare one."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": _("Tulis kodenya.")},
    )

    def __init__(self, *args: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = hint


class PasskeyForm(forms.Form):
    """What the browser answers for a passkey; a script fills it in."""

    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Peramban belum memberi jawaban. Tekan tombolnya sekali lagi."),
            "invalid": _("Jawaban peramban tidak dapat dibaca. Tekan tombolnya sekali lagi."),
        },
    )

    def clean_credential(self) -> dict[str, Any]:
        """An answer is an object; anything else was made by hand."""
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict):
            raise forms.ValidationError(self.fields["credential"].error_messages["invalid"])
        return credential


class NewPasskeyForm(PasskeyForm):
    """A passkey with the name its owner knows it by."""

    name = forms.CharField(
        label=_("Nama perangkat"),
        max_length=60,
        help_text=_("Misalnya: ponsel saya, komputer loket 2."),
        error_messages={"required": _("Isi nama perangkat, misalnya: ponsel saya.")},
    )
    field_order = ("name", "credential")


class TokenForm(forms.Form):
    """A key for a program: what it is called, what it may do, and until when."""

    name = forms.CharField(
        label=_("Nama kunci"),
        max_length=60,
        help_text=_("Untuk apa kunci ini, misalnya: aplikasi perizinan kabupaten."),
        error_messages={"required": _("Isi nama kunci, misalnya: aplikasi kabupaten.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Yang boleh dilakukan kunci ini"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pilih sesedikit mungkin. Kunci tidak pernah boleh lebih dari Anda sendiri."),
        error_messages={"required": _("Pilih paling sedikit satu.")},
    )
    expires_on = DateField(
        label=_("Berlaku sampai"),
        help_text=_("Paling lama satu tahun. Sesudahnya buat yang baru."),
    )

    def __init__(self, *args: Any, held: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(key, label) for key, label in rules.SCOPES.items() if key in set(held)]
