"""Forms about people, their positions and their roles."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import EmailValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.errors import RuleBroken
from prima.offices.models import Office
from prima.offices.rules import (
    DUTY_WORK,
    ROLE_WORK,
    Duty,
    Honorific,
    Role,
    check_end_of_role,
)
from prima.ui.forms import DateField, Noted

# More offices than this are not a list to choose from: their key is typed.
MOST_CHOICES: Final = 60


class OfficeField(forms.CharField):
    """An office the manager manages: chosen from a list, or by its key where there are many."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        self.offices: QuerySet[Office] = Office.objects.none()

    def choose_from(self, offices: QuerySet[Office]) -> None:
        """Offer these offices."""
        self.offices = offices
        few = list(offices[: MOST_CHOICES + 1])
        if len(few) <= MOST_CHOICES:
            choices = [(office.key, office.name) for office in few]
            self.widget = forms.Select(choices=choices)
            self.widget.is_required = self.required
            self.help_text = ""

    def clean(self, value: Any) -> Office | None:
        """The office; one that is not managed does not exist."""
        key = str(super().clean(value)).strip().lower()
        found = self.offices.filter(key=key).first()
        if found is None and key:
            raise forms.ValidationError(
                _("Tidak ada kantor dengan kunci ini yang Anda kelola. Periksa di daftar kantor.")
            )
        return found


class NameForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(
        label=gettext_lazy("Nama dengan gelar"),
        help_text=gettext_lazy("Seperti pemiliknya menulis, misalnya Hj. Siti Rahmah, S.Ag."),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama, misalnya Siti Rahmah")},
    )
    honorific = forms.ChoiceField(
        label=gettext_lazy("Sapaan"),
        choices=Honorific.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih Bapak atau Ibu")},
    )


class EmailForm(forms.Form):
    """The address a person logs in with."""

    email = forms.CharField(
        label=gettext_lazy("Surel dinas"),
        help_text=gettext_lazy("Dipakai untuk masuk, misalnya siti.rahmah@kemenag.go.id"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        validators=[EmailValidator(gettext_lazy("Periksa surel: tulis nama@kemenag.go.id"))],
        error_messages={"required": gettext_lazy("Isi surel dinas, misalnya nama@kemenag.go.id")},
    )


class NewStaffForm(EmailForm, NameForm):
    """A person who comes to an office, with the role they begin with."""

    office = OfficeField(
        label=gettext_lazy("Kantor"),
        help_text=gettext_lazy("Kunci kantor, misalnya kua-murung-pudak"),
        error_messages={"required": gettext_lazy("Pilih kantor pegawai ini")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Peran pertama"), required=False, widget=forms.RadioSelect
    )
    field_order = ("name", "honorific", "email", "office", "role")

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["office"], offices)
        _choices(
            self.fields["role"], [("", Noted(_("Belum ada"), _("Diberikan nanti"))), *_roles()]
        )


class MoveForm(forms.Form):
    """The office a person belongs to from now on."""

    office = OfficeField(
        label=gettext_lazy("Kantor baru"),
        help_text=gettext_lazy("Kunci kantor, misalnya kua-murung-pudak"),
        error_messages={"required": gettext_lazy("Pilih kantor yang baru")},
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["office"], offices)


class RoleForm(forms.Form):
    """A role in an office and all below it."""

    role = forms.ChoiceField(
        label=gettext_lazy("Peran"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih satu peran")},
    )
    office = OfficeField(
        label=gettext_lazy("Di kantor"),
        help_text=gettext_lazy("Kunci kantor; berlaku juga untuk semua kantor di bawahnya"),
        error_messages={"required": gettext_lazy("Pilih kantor tempat peran ini berlaku")},
    )
    starts_on = DateField(label=gettext_lazy("Mulai"))
    ends_on = DateField(
        label=gettext_lazy("Sampai dengan"),
        help_text=gettext_lazy("Kosongkan bila belum ditentukan"),
        required=False,
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["office"], offices)
        _choices(self.fields["role"], _roles())


class RoleEndForm(forms.Form):
    """The last day of a role."""

    ends_on = DateField(
        label=gettext_lazy("Hari terakhir"),
        help_text=gettext_lazy(
            "Peran berlaku sampai akhir hari itu. Isi tanggal kemarin agar berakhir sekarang juga."
        ),
    )

    def __init__(self, *args: Any, starts_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._starts_on, self._today = starts_on, today

    def clean_ends_on(self) -> date:
        """Neither before the first day nor before yesterday."""
        ends_on: date = self.cleaned_data["ends_on"]
        try:
            check_end_of_role(self._starts_on, ends_on, today=self._today)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error
        return ends_on


class TitleForm(forms.Form):
    """What a position is called."""

    title = forms.CharField(
        label=gettext_lazy("Nama jabatan"),
        help_text=gettext_lazy("Seperti pada surat keputusan, misalnya Pengolah Data Nikah"),
        max_length=120,
        error_messages={"required": gettext_lazy("Isi nama jabatan seperti pada surat keputusan")},
    )


class PositionForm(TitleForm):
    """A new position: what it is called and which duty of the procedures it does."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Tugas dalam SOP"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih tugas yang dikerjakan jabatan ini")},
    )
    field_order = ("duty", "title")

    def __init__(self, *args: Any, needed: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(
            self.fields["duty"],
            [
                (duty.value, Noted(duty.label, _duty_note(duty, needed)))
                for duty in sorted(Duty, key=lambda one: one.value not in needed)
            ],
        )


class SureForm(forms.Form):
    """Nothing to fill in: the page says what follows, the button does it."""


def _duty_note(duty: Duty, needed: dict[str, str]) -> str:
    work = str(DUTY_WORK[duty])
    if duty.value not in needed:
        return work
    services = needed[duty.value]
    return f"{work} " + _("Diperlukan untuk: %(services)s.") % {"services": services}


def _roles() -> list[tuple[str, Noted]]:
    return [(role.value, Noted(role.label, ROLE_WORK[role])) for role in Role]


def _offer(field: forms.Field, offices: QuerySet[Office]) -> None:
    assert isinstance(field, OfficeField)  # noqa: S101 - for the type checker
    field.choose_from(offices)


def _choices(field: forms.Field, choices: list[Any]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices
