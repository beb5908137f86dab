"""What is drawn without a template is what Django's template draws."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from prima.ui import controls
from prima.ui.forms import Renderer

HOSTILE = '"><script>alert(1)</script>&'
CHOICES = [
    ("", "Pilih"),
    (HOSTILE, HOSTILE),
    (1200, 1200),
    (None, gettext_lazy("Laporan Anda")),
    ("Kecamatan <A>", [("a", mark_safe("<b>A</b>")), ("b", "B")]),
]
ATTRS = {"id": "id_x", "class": "input", "required": True, "disabled": False, "data-x": HOSTILE}

WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput(), HOSTILE),
    (forms.TextInput(), None),
    (forms.TextInput(), mark_safe("&amp;")),
    (forms.NumberInput({"min": 0, "step": 0.5}), 1234.5),
    (forms.EmailInput(), "a@b.id"),
    (forms.URLInput(), "https://b.id/?a=1&b=2"),
    (forms.TelInput(), "0812"),
    (forms.SearchInput(), "x"),
    (forms.PasswordInput(), "rahasia"),
    (forms.PasswordInput(render_value=True), "rahasia"),
    (forms.HiddenInput(), 0),
    (forms.FileInput(), None),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.CheckboxInput(), "ya"),
    (forms.Textarea(), HOSTILE),
    (forms.Textarea(), None),
    (forms.Textarea(), "\nbaris"),
    (forms.Select(choices=CHOICES), HOSTILE),
    (forms.Select(choices=CHOICES), 1200),
    (forms.Select(choices=[]), None),
    (forms.NullBooleanSelect(), True),
    (forms.SelectMultiple(choices=CHOICES), ["a", ""]),
    (forms.RadioSelect(choices=CHOICES), "a"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["a", HOSTILE]),
]


def _flat(markup: str) -> str:
    """What stands around a control is part of a label's words: Django leaves nothing there."""
    assert markup == markup.strip()
    return " ".join(markup.split()).replace("> <", "><")


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
@pytest.mark.parametrize("attrs", [ATTRS, {}, None])
def test_every_control_is_what_django_draws(
    widget: forms.Widget, value: Any, attrs: dict[str, Any] | None
) -> None:
    ours = widget.render("x", value, attrs, Renderer())

    assert _flat(ours) == _flat(widget.render("x", value, attrs, DjangoTemplates()))


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("wrap_label", [True, False])
def test_each_choice_is_what_django_draws(
    widget: type[forms.widgets.ChoiceWidget], wrap_label: bool
) -> None:
    drawn = [
        [one.tag(wrap_label) for one in _form(widget, renderer)["x"]]
        for renderer in (Renderer(), DjangoTemplates())
    ]

    assert [_flat(one) for one in drawn[0]] == [_flat(one) for one in drawn[1]]
    assert "&lt;script&gt;" in drawn[0][1]


def test_a_line_break_at_the_start_of_a_text_is_kept() -> None:
    """A browser drops the first line break of a textarea."""
    assert forms.Textarea().render("x", "\nbaris", None, Renderer()).count("\n\nbaris") == 1


def test_every_template_it_stands_for_exists() -> None:
    for name in controls.DRAWN:
        DjangoTemplates().get_template(name)


def _form(widget: type[forms.widgets.ChoiceWidget], renderer: DjangoTemplates) -> forms.Form:
    class One(forms.Form):
        x = forms.MultipleChoiceField(choices=CHOICES, widget=widget)

    return One({"x": ["a"]}, renderer=renderer)
