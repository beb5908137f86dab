"""Screens, letters, commands and catalogue speak plain Indonesian; and the rules bite."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import prima
from tests.architecture import plain_words, screen_text
from tests.architecture.house import Breach
from tests.architecture.screen_text import Text

ROOT = Path(prima.__file__).parent
CATALOGUE = ROOT.parents[1] / "catalogue"

SCREENS = [*screen_text.of_modules(ROOT), *screen_text.of_templates(ROOT)]
SERVICES = [text for text in screen_text.of_catalogue(CATALOGUE) if "services" in text.file]
EVERYTHING = [*SCREENS, *screen_text.of_catalogue(CATALOGUE)]

# Bare words that no language changes, each with its reason.
BARE: frozenset[str] = frozenset(
    {
        "ui/templates/ui/language.html",  # each language names itself
        "ui/templates/ui/patterns.html",  # samples: numbers and names of persons
        "ui/templates/ui/staff_patterns.html",
    }
)


def test_there_are_texts_to_read() -> None:
    """Finding nothing to read would pass every other test."""
    assert len(SCREENS) > 1000
    assert len(SERVICES) > 1000
    assert any(text.is_button for text in SCREENS)


def test_no_english_and_no_jargon() -> None:
    assert plain_words.foreign_words(EVERYTHING) == []


def test_the_office_does_not_shout() -> None:
    assert list(plain_words.impolite(EVERYTHING)) == []


def test_sentences_are_short() -> None:
    assert plain_words.long_sentences(EVERYTHING) == []


def test_buttons_say_what_they_do() -> None:
    assert plain_words.mute_buttons(SCREENS) == []


def test_abbreviations_of_offices_are_spelled_out_for_citizens() -> None:
    pages = [text for text in SCREENS if text.file.endswith(".html")]

    assert plain_words.unexplained([*pages, *SERVICES]) == []


def test_every_word_of_a_template_can_be_translated() -> None:
    bare = [text for text in screen_text.untranslated(ROOT) if text.file not in BARE]

    assert bare == []


Rule = Callable[[Iterable[Text]], Iterable[Breach]]


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        (plain_words.foreign_words, "Silakan upload KTP.", "Silakan unggah KTP."),
        (plain_words.foreign_words, "Klik di sini", "Lihat semua layanan"),
        (plain_words.foreign_words, "Alamat Email", "Alamat surel"),
        (plain_words.foreign_words, "Silahkan masuk.", "Silakan masuk."),
        (plain_words.foreign_words, "Buka file ini.", "Tulis ke file@contoh.id atau `file`."),
        (plain_words.foreign_words, "Ambil antrian.", "Buka lapor.go.id, formulir daring."),
        (plain_words.impolite, "Selamat datang!", "Selamat datang."),
        (plain_words.impolite, "Berkas anda siap.", "Berkas Anda siap, lewat SP4N-LAPOR! juga."),
        (plain_words.long_sentences, "kata " * 31, "kata " * 29 + "akhir. " + "Kata " * 29),
        (plain_words.unexplained, "Catat di SIWAK.", "Sistem informasi wakaf (SIWAK). Isi SIWAK."),
    ],
)
def test_a_rule_sees_what_breaks_it(rule: Rule, wrong: str, right: str) -> None:
    assert list(rule([Text("page.html", 1, wrong)]))
    assert list(rule([Text("page.html", 1, right)])) == []


def test_a_button_without_an_object_is_seen() -> None:
    assert plain_words.mute_buttons([Text("page.html", 1, "Kirim", is_button=True)])
    assert (
        plain_words.mute_buttons([Text("page.html", 1, "Kirim permohonan", is_button=True)]) == []
    )
    assert plain_words.mute_buttons([Text("page.html", 1, "Kirim")]) == []


TEMPLATE = """{% extends "ui/base_public.html" %}{# Upload is said here to nobody. #}
<h1 class="submit">{% translate "Unggah file" %}</h1>
{% button _("Kirim") kind="second" title=_("Kirim sekarang") %}
{% blocktranslate count n=n %}Ada {{ n }} hal!{% plural %}{{ n }} hal lain{% endblocktranslate %}
<p title="Bare title">Bare words</p>{% block body_class %}print-a5{% endblock %}
"""


def test_all_words_of_a_planted_template_are_found(tmp_path: Path) -> None:
    page = tmp_path / "app" / "templates" / "app" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(TEMPLATE, encoding="utf-8")

    found = list(screen_text.of_templates(tmp_path))

    assert [(text.line, text.text, text.is_button) for text in found] == [
        (2, "Unggah file", False),
        (3, "Kirim", True),
        (3, "Kirim sekarang", False),
        (4, "Ada {{ n }} hal!", False),
        (4, "{{ n }} hal lain", False),
    ]
    assert [text.text for text in screen_text.untranslated(tmp_path)] == ["Bare title Bare words"]
    assert [breach.line for breach in plain_words.foreign_words(found)] == [2]
    assert [breach.line for breach in plain_words.impolite(found)] == [4]
    assert [breach.line for breach in plain_words.mute_buttons(found)] == [3]


MODULE = '''"""Words of nobody: upload!"""
label = _("Unggah "
          "file")
raise CommandError(f"Basis data {name} error.")
parser.add_argument("--file", help="Pilih setting.")
key = "submit"
'''


def test_all_words_of_a_planted_module_are_found(tmp_path: Path) -> None:
    (tmp_path / "forms.py").write_text(MODULE, encoding="utf-8")

    found = list(screen_text.of_modules(tmp_path))

    assert sorted(text.text for text in found) == [
        "Basis data {} error.",
        "Pilih setting.",
        "Unggah file",
    ]
    assert len(plain_words.foreign_words(found)) == 3


def test_the_speech_of_people_and_titles_of_rules_are_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "key: submit\nname: Unggah file\nkeywords: [legalisir]\nsteps: [{exits: {no: submit}}]\n"
    )

    assert [text.text for text in screen_text.of_catalogue(tmp_path)] == ["Unggah file"]
