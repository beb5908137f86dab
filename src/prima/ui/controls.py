"""Django's own form controls, written without its templates: the same markup, far cheaper.

A list of fifty choices takes Django 102 small templates. `tests/test_controls.py` holds every
control written here against the template it stands for; any other is left to Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from django.utils.formats import localize
from django.utils.html import conditional_escape

# What `Widget.get_context` gives its template: name, value, attrs, and more of some.
Control: TypeAlias = Mapping[str, Any]

_INPUTS: Final = (
    "input", "text", "number", "email", "url", "tel", "search", "password", "hidden", "file",
    "checkbox",
)  # fmt: skip


def _attributes(control: Control) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in control["attrs"].items()
        if value is not False
    )


def _input(control: Control) -> str:
    value = control["value"]
    typed = "" if value is None else f' value="{conditional_escape(value)}"'
    kind, name = conditional_escape(control["type"]), conditional_escape(control["name"])
    return f'<input type="{kind}" name="{name}"{typed}{_attributes(control)}>'


def _choice(control: Control) -> str:
    if not control.get("wrap_label"):
        return _input(control)
    of = control["attrs"].get("id")
    aim = f' for="{conditional_escape(of)}"' if of else ""
    return f"<label{aim}>{_input(control)} {_words(control['label'])}</label>"


def _textarea(control: Control) -> str:
    name, value = conditional_escape(control["name"]), control["value"]
    text = _words(value) if value else ""
    return f'<textarea name="{name}"{_attributes(control)}>\n{text}</textarea>'


def _select(control: Control) -> str:
    groups = "".join(
        f'<optgroup label="{_words(label)}">{_options(options)}</optgroup>\n'
        if label
        else _options(options)
        for label, options, _place in control["optgroups"]
    )
    name = conditional_escape(control["name"])
    return f'<select name="{name}"{_attributes(control)}>\n{groups}</select>'


def _options(options: list[Control]) -> str:
    return "".join(
        f'<option value="{conditional_escape(one["value"])}"{_attributes(one)}>'
        f"{_words(one['label'])}</option>\n"
        for one in options
    )


def _words(value: Any) -> str:
    return conditional_escape(localize(value))


DRAWN: Final[dict[str, Callable[[Control], str]]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    **{f"django/forms/widgets/{name}_option.html": _choice for name in ("radio", "checkbox")},
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
}
