"""Open answers: grouping measured on labelled remarks, and redaction that lets no name through."""

from collections import Counter

import pytest

from prima.surveys.core.words import GONE, Tone, TopicGroup, group, listen, praised, redact
from prima.surveys.tests.remarks import LABELLED, LETTERS

TONES = {"+": Tone.PRAISE, "-": Tone.BLAME, "~": Tone.MIXED, "0": Tone.NEUTRAL}


def measured() -> tuple[float, float, float, float, float]:
    """Precision and recall of elements; share of right tones; precision, recall of praise."""
    hits: Counter[str] = Counter()
    for letters, tone, text in LABELLED:
        voice = listen(text)
        wanted = {LETTERS[letter] for letter in letters}
        found = {element for element, _topic in voice.topics}
        hits["right"] += len(wanted & found)
        hits["wanted"] += len(wanted)
        hits["found"] += len(found)
        hits["tone"] += voice.tone is TONES[tone]
        hits["praise right"] += voice.tone is Tone.PRAISE and tone == "+"
        hits["praise found"] += voice.tone is Tone.PRAISE
        hits["praise"] += tone == "+"
    return (
        hits["right"] / hits["found"],
        hits["right"] / hits["wanted"],
        hits["tone"] / len(LABELLED),
        hits["praise right"] / hits["praise found"],
        hits["praise right"] / hits["praise"],
    )


def test_remarks_are_grouped_nearly_as_by_hand() -> None:
    precision, recall, tones, praise_precision, praise_recall = measured()

    assert len(LABELLED) >= 60
    assert precision >= 0.75
    assert recall >= 0.85
    assert tones >= 0.75
    assert praise_precision >= 0.85
    assert praise_recall >= 0.8


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Pak Budi Santoso sangat ramah", ["Budi", "Santoso"]),
        ("pak karyono sangat ramah", ["karyono"]),
        ("BU SULASTRI JUTEK", ["SULASTRI"]),
        ("Sdr. Wiranto minta uang", ["Wiranto"]),
        ("petugas kasmin tidak sopan", ["kasmin"]),
        ("H. Ahmad Fauzan, S.Ag membantu kami", ["Ahmad", "Fauzan"]),
        ("Terima kasih Zubaidah", ["Zubaidah"]),
        ("budi di loket dua tidak ramah", ["budi"]),
        ("NIK saya 6309010101900001", ["6309010101900001"]),
        ("hubungi 0812-3456-7890 atau +62 812 3456 7890", ["0812", "7890", "812"]),
        ("email saya warga.desa@contoh.id", ["warga", "contoh"]),
        ("lihat https://contoh.id/saya dan @warung_saya", ["contoh", "warung"]),
        ("berkas 0123/KUA/2026 hilang", ["0123", "2026"]),
        ("Drs. Hasanuddin, M.H. terlambat", ["Hasanuddin"]),
        ("Ustadz Qomaruddin baik", ["Qomaruddin"]),
        ("namanya Markonah", ["Markonah"]),
        ("plat mobil DA 1234 XY", ["1234"]),
    ],
)
def test_names_and_numbers_are_taken_out(text: str, gone: list[str]) -> None:
    shown = redact(text)

    assert not any(word.lower() in shown.lower() for word in gone)
    assert GONE in shown


@pytest.mark.parametrize(
    "text",
    [
        "Petugasnya ramah sekali, terima kasih",
        "ruang tunggu panas",
        "Pelayanan cepat. Kantor bersih.",
        "Mohon ditambah kursi untuk ibu hamil",
        "Bapak yang di loket sabar",
        "KUA sudah baik",
    ],
)
def test_ordinary_sentences_stay_whole(text: str) -> None:
    assert redact(text) == text


def test_no_quote_of_the_labelled_remarks_holds_a_digit() -> None:
    groups = group([text for _letters, _tone, text in LABELLED])

    quotes = [quote for one in groups for quote in one.quotes]
    assert quotes
    assert not any(letter.isdigit() for quote in quotes for letter in quote)
    assert groups[0].element == "requirements"
    behaviour = next(one for one in groups if one.element == "behaviour")
    assert behaviour.count >= behaviour.praise + behaviour.blame > 0


def test_fewer_than_ten_remarks_are_neither_grouped_nor_shown() -> None:
    nine = ["Petugas ramah sekali kepada kami"] * 9

    assert group(nine) == ()
    assert praised(nine) == ()
    assert praised([*nine, "ruang panas"]) == ("Petugas ramah sekali kepada kami",)
    assert group([*nine, "ruang panas"])[0] == TopicGroup(
        "behaviour", "Sikap petugas", 9, 9, 0, ("Petugas ramah sekali kepada kami",)
    )


def test_a_denied_word_turns_round() -> None:
    assert listen("tidak ramah").tone is Tone.BLAME
    assert listen("tidak begitu ramah").tone is Tone.BLAME
    assert listen("tidak ribet").tone is Tone.PRAISE
    assert listen("ramah tapi lama").tone is Tone.MIXED
    assert listen("").tone is Tone.NEUTRAL
