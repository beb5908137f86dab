"""What a page shows for one form field: kind of control, classes, and where its errors link to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from prima.ui.forms import DateInput3

# Django's formsets are generic for the type checker only.
Sent: TypeAlias = "forms.BaseForm | forms.BaseFormSet[Any]"

CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    # The order matters: the first widget class that fits decides.
    (DateInput3, "date", ""),
    (forms.CheckboxSelectMultiple, "choices", ""),
    (forms.RadioSelect, "choices", ""),
    (forms.CheckboxInput, "checkbox", ""),
    (forms.FileInput, "upload", ""),
    (forms.Select, "control", "select"),
    (forms.Textarea, "control", "textarea"),
    (forms.Widget, "control", "input"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One error, and the id of the control that repairs it (empty: the whole form)."""

    anchor: str
    message: str


def kind_of(field: BoundField) -> tuple[str, str]:
    """The way this field is drawn and the class of its control."""
    widget = field.field.widget
    return next((kind, css) for cls, kind, css in CLASSES if isinstance(widget, cls))


def control(field: BoundField, css: str, width: int) -> SafeString:
    """The control itself; Django adds aria-describedby and aria-invalid."""
    given = str(field.field.widget.attrs.get("class", ""))
    classes = " ".join(filter(None, [css, given, f"input--{width}" if width else ""]))
    return field.as_widget(attrs={"class": classes} if classes else {})


def anchor_of(field: BoundField) -> str:
    """The id of the first control of a field: a link in the summary puts the focus there."""
    if isinstance(field.field.widget, DateInput3):
        return f"{field.auto_id}_day"
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


def problems_of(part: Sent) -> Iterator[Problem]:
    """Every error of a form or a formset, in the order of the page."""
    if isinstance(part, forms.BaseFormSet):
        for message in part.non_form_errors():
            yield Problem("", str(message))
        for form in part.forms:
            yield from problems_of(form)
        return
    for message in part.non_field_errors():
        yield Problem("", str(message))
    for field in part:
        for error in field.errors:
            yield Problem("" if field.is_hidden else anchor_of(field), str(error))


def problems(parts: Iterable[Sent | None]) -> list[Problem]:
    """Errors of everything that was sent on one page; parts that are absent are passed over."""
    return [problem for part in parts if part is not None for problem in problems_of(part)]
