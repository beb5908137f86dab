"""The English catalogue is complete: every sentence in code and templates has its translation."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src" / "prima"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
# A constant inside another tag, `{% button _("…") %}`, comes out as a call of `_`.
TEMPLATE_CALL = re.compile(r"\b(?:gettext|_)\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))")
TEMPLATE_PLURAL = re.compile(r"\bngettext\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def in_python(text: str) -> Iterator[str]:
    """Sentences that a module hands to gettext."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def in_template(text: str) -> Iterator[str]:
    """Sentences of a template, as Django's own extraction sees them."""
    code = templatize(text)
    for pattern in (TEMPLATE_CALL, TEMPLATE_PLURAL):
        for found in pattern.finditer(code):
            yield ast.literal_eval(found.group(1))


def sentences() -> dict[str, str]:
    """Every sentence of the source with a file in which it stands."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            found |= dict.fromkeys(in_python(path.read_text("utf-8")), str(path.name))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        found |= dict.fromkeys(in_template(path.read_text("utf-8")), str(path.name))
    return {sentence: where for sentence, where in found.items() if sentence.strip()}


def catalogue() -> dict[str, str]:
    """All English catalogues of the apps as one, compiled as they are shipped."""
    merged: dict[str, str] = {}
    for path in SOURCE.glob("*/locale/en/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, value in entries.items():
            merged[key[0] if isinstance(key, tuple) else key] = value
    return merged


def names_in(sentence: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(sentence)}


def test_every_sentence_has_an_english_translation() -> None:
    known = catalogue()

    missing = {text: where for text, where in sentences().items() if not known.get(text)}

    assert missing == {}, "run `make messages`, fill in the .po of the app, run it again"


def test_a_translation_names_what_the_sentence_names() -> None:
    wrong = {
        text: english
        for text, english in catalogue().items()
        if text and not names_in(english) <= names_in(text)
    }

    assert wrong == {}


def test_the_english_catalogue_is_compiled_from_what_is_written() -> None:
    for written in SOURCE.glob("*/locale/en/LC_MESSAGES/django.po"):
        text = written.read_text("utf-8")
        assert "fuzzy" not in text, written
        assert written.with_suffix(".mo").exists(), written


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Berkas ini")', ["Berkas ini"]),
        ('gettext_lazy("Satu " "kalimat")', ["Satu kalimat"]),
        ('ngettext("%(n)d berkas", "%(n)d berkas", n)', ["%(n)d berkas"]),
        ('print("bukan")', []),
    ],
)
def test_sentences_in_code_are_found(source: str, found: list[str]) -> None:
    assert list(in_python(source)) == found


def test_sentences_in_templates_are_found() -> None:
    template = (
        '{% load i18n %}{% translate "Satu" %}{% button _("Dua") %}'
        "{% blocktranslate %}Tiga {{ n }}{% endblocktranslate %}"
    )

    assert sorted(in_template(template)) == ["Dua", "Satu", "Tiga %(n)s"]
