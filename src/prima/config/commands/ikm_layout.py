"""Which column is what: shown to a person, asked at the keyboard, or taken from the options."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands.console import CommandError, say

if TYPE_CHECKING:
    from prima.surveys.public import answer_sheets

LONGEST_LETTER = 3
LONGEST_TITLE = 60
_ORDERS = {"1": "list", "2": "questionnaire"}


def settle(
    sheet: "answer_sheets.AnswerSheet", options: argparse.Namespace
) -> tuple["answer_sheets.AnswerSheet", "answer_sheets.Layout"]:
    """The layout that was named, guessed without a doubt, or confirmed by a person."""
    pairs = pairs_of(options.map)
    if pairs:
        layout = sheet.said(pairs)
        _show(sheet, layout)
        return sheet, layout
    guess = sheet.guess()
    asks = sys.stdin.isatty() and not options.yes
    if guess.needs_order and asks:
        sheet = sheet.ordered(_ask_order(sheet))
        guess = sheet.guess()
    if guess.missing and asks and not guess.needs_order:
        layout = sheet.said(_ask_columns(sheet, guess.missing))
        _show(sheet, layout)
        _confirm()
        return sheet, layout
    if guess.needs_order or guess.missing or (guess.doubts and not (asks or options.yes)):
        _show(sheet, guess.layout)
        raise CommandError("\n".join(sheet.refusals(guess)))
    _show(sheet, guess.layout)
    for doubt in guess.doubts:
        say(f"Periksa: {doubt}")
    if asks:
        _confirm()
    return sheet, guess.layout


def pairs_of(maps: list[str]) -> list[tuple[str, str]]:
    """The pairs of `--map`: `U1=C`, `U1=C,U2=D`, or a JSON file of such pairs."""
    pairs: list[tuple[str, str]] = []
    for text in maps:
        if "=" not in text:
            pairs += _pairs_of_file(Path(text))
            continue
        parts = text.split(",")
        if all("=" in part for part in parts):
            pairs += [_pair(part) for part in parts]
        else:  # the comma belongs to a title
            pairs.append(_pair(text))
    return pairs


def _pair(text: str) -> tuple[str, str]:
    left, _sign, right = text.partition("=")
    return left.strip(), right.strip()


def _pairs_of_file(path: Path) -> list[tuple[str, str]]:
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CommandError(
            f"--map {path}: tulis pasangan, misalnya --map U1=C, atau sebut berkas JSON yang ada."
        ) from None
    except ValueError:
        raise CommandError(f"--map {path}: bukan JSON. Isinya pasangan unsur dan kolom.") from None
    if not isinstance(said, dict):
        raise CommandError(f"--map {path}: isinya harus pasangan unsur dan kolom.")
    return [
        (str(left), str(right))
        for left, rights in said.items()
        for right in (rights if isinstance(rights, list) else [rights])
    ]


def words_of(answers: list[str]) -> dict[str, int]:
    """What `--answer` says of words: `cukup puas=2`."""
    from prima.surveys.public import answer_sheets  # noqa: PLC0415 - needs Django

    words: dict[str, int] = {}
    for text in answers:
        word, _sign, level = text.rpartition("=")
        if not word.strip() or not level.strip().isdecimal():
            raise CommandError(f"--answer {text}: tulis kata dan nilainya, misalnya “cukup=2”.")
        words[answer_sheets.plain(word)] = int(level)
    return words


def _show(sheet: "answer_sheets.AnswerSheet", layout: "answer_sheets.Layout") -> None:
    """Print every column that is used, and for what; nothing is taken in silence."""
    codes = sheet.codes
    say("Kolom yang dipakai:")
    for key, places in layout.questions.items():
        for place in places:
            column = sheet.look.columns[place]
            title = " ".join(column.title.split())[:LONGEST_TITLE]
            say(f"  {codes[key]:<4}{sheet.asked.element(key).name:<44}{column.letter:<4}{title}")
            _show_words(layout.levels[place])
    for kind, place in layout.profiles.items():
        say(f"  {'':<4}{sheet.profile_title(kind):<44}{sheet.look.columns[place].letter}")
    unused = [" ".join(column.title.split())[:30] for column in sheet.unused(layout)]
    if unused:
        say(f"Kolom yang tidak dipakai: {', '.join(unused)}")


def _show_words(levels: "answer_sheets.Levels") -> None:
    words = sorted((level, " ".join(text.split())) for text, level in levels.of.items())
    said = [f"{word} = {level}" for level, word in words if not word.isdecimal()]
    if said:
        say(f"        {', '.join(said)}")


def _ask_order(sheet: "answer_sheets.AnswerSheet") -> "answer_sheets.ElementOrder":
    from prima.surveys.public import answer_sheets  # noqa: PLC0415 - needs Django

    say("U8 dan U9 dipakai dalam dua urutan. Apa arti U8 pada lembar ini?")
    say("  1  penanganan pengaduan (daftar unsur dalam peraturan)")
    say("  2  sarana dan prasarana (contoh kuesioner)")
    while (answer := _ask("Tulis 1 atau 2: ")) not in _ORDERS:
        pass
    return answer_sheets.ElementOrder(_ORDERS[answer])


def _ask_columns(
    sheet: "answer_sheets.AnswerSheet", missing: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Ask for the column of every element that no title names."""
    for column in sheet.look.columns:
        say(f"  {column.letter:<4}{' '.join(column.title.split())[:LONGEST_TITLE]}")
    pairs = []
    for key in missing:
        name = sheet.asked.element(key).name
        pairs.append((key, _ask(f"Kolom untuk unsur {name} (huruf atau judul): ")))
    return pairs


def _confirm() -> None:
    answer = _ask("Apakah kolomnya sudah benar? [Y/t] ").casefold()
    if answer not in {"", "y", "ya"}:
        raise CommandError("Belum dihitung. Sebut kolom yang benar dengan --map, misalnya U1=C.")


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise CommandError("Belum dihitung: pertanyaan belum dijawab.") from None
