"""Widgets and the renderer that make every Django form readable and usable without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.base import File
from django.forms.renderers import DjangoTemplates
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from prima.ui.controls import DRAWN

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Renderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.name.as_field_group }}` look like the `field` tag."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field_group.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Plain controls straight away, anything else by its template."""
        drawn = DRAWN.get(template_name)
        if drawn is not None:
            return drawn(context["widget"])
        return super().render(template_name, context, request)


@dataclass(frozen=True, slots=True)
class Noted:
    """A label of a choice with a quieter line under it; both may be lazy translations."""

    label: StrPromise | str
    note: StrPromise | str = ""

    def __str__(self) -> str:
        """The label alone, wherever Django writes the choice itself."""
        return str(self.label)


class DateInput3(forms.MultiWidget):
    """A date in three boxes: day, month, year, typed as people write them in Indonesia.

    The native date picker of a browser follows the language of the phone, not of the page.
    """

    template_name = "ui/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({"class": "input input--2", "maxlength": 2, **number}),
            "month": forms.TextInput({"class": "input input--2", "maxlength": 2, **number}),
            "year": forms.TextInput({"class": "input input--4", "maxlength": 4, **number}),
        }
        super().__init__(widgets=parts, attrs=attrs)

    def decompress(self, value: object) -> list[str]:
        """Day, month, year; text that is no date is given back as it was typed."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        year, month, day = (*str(value or "").split("-", 2), "", "")[:3]
        return [day, month, year]

    # One text instead of a list: the field behind this widget is an ordinary date field.
    def value_from_datadict(  # type: ignore[override]
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> str:
        """An ISO date when the three boxes are one, else something a date field refuses."""
        day, month, year = (
            str(part or "").strip() for part in super().value_from_datadict(data, files, name)
        )
        return f"{year}-{month}-{day}" if day or month or year else ""

    def get_context(
        self, name: str, value: object, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Give each box its own id and label; the group carries hint and error."""
        context = super().get_context(name, value, attrs)
        labels = (_("Tanggal"), _("Bulan"), _("Tahun"))
        for box, key, label in zip(
            context["widget"]["subwidgets"], ("day", "month", "year"), labels, strict=True
        ):
            box["attrs"]["id"] = f"{context['widget']['attrs'].get('id', f'id_{name}')}_{key}"
            box["label"] = label
        return context


class DateField(forms.DateField):
    """A date in three boxes; two-digit years are refused, for nobody can tell the century."""

    widget = DateInput3
    default_error_messages = {
        "required": _("Isi tanggal, misalnya 14 12 2026"),
        "invalid": _("Tanggal ini tidak ada. Isi tanggal, bulan, dan tahun, misalnya 14 12 2026"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class FilesInput(forms.FileInput):
    """One control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, or none; `most` of them at once."""

    widget = FilesInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        """Every file that was chosen; a sentence when they are too many."""
        sent = data if isinstance(data, list | tuple) else [data]
        chosen = [super(FilesField, self).clean(one, initial) for one in sent if one]
        if len(chosen) > self.most:
            raise forms.ValidationError(
                _("Pilih paling banyak %(most)d berkas") % {"most": self.most}
            )
        if not chosen and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return chosen
