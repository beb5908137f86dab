"""What plain, polite Indonesian leaves out, each rule a function from texts to what breaks it."""

import re
from collections.abc import Iterable, Iterator

from tests.architecture.house import Breach
from tests.architecture.screen_text import Text

MOST_WORDS = 30

# Names keep their spelling, and addresses, placeholders and things to type are no words.
NAMES = re.compile(
    r"SP4N-LAPOR!|\bWhatsApp\b|\b[Kk]ode billing\b|\bCSV UTF-8\b|\bpg_dump\b"
    r"|https?://\S+|\S+@\S+|\b[\w.-]+\.(?:go\.)?id\b|`[^`]*`|--[\w-]+|\b[A-Z]+_[A-Z_]+\b"
    r"|%\(\w+\)[sd]|{{.*?}}|{\w*}|\bprima (?:init|demo|serve|journal(?: anchor)?|catalogue)\b"
)

# The word nobody should have to know, and the one to write instead.
INSTEAD = {
    "klik di sini": "kata yang menyebut tujuannya",
    "klik": "tekan",
    "submit": "kirim",
    "upload": "unggah",
    "download": "unduh",
    "login": "masuk",
    "log in": "masuk",
    "logout": "keluar",
    "log out": "keluar",
    "email": "surel",
    "e-mail": "surel",
    "online": "daring",
    "offline": "luring",
    "error": "galat, atau apa yang harus dilakukan",
    "terjadi kesalahan": "siapa yang keliru dan apa yang harus dilakukan",
    "update": "perbarui",
    "file": "berkas",
    "password": "kata sandi",
    "username": "nama pengguna",
    "user": "pengguna",
    "link": "tautan",
    "browser": "peramban",
    "website": "laman",
    "cookie": "kuki",
    "dashboard": "ringkasan",
    "form": "formulir",
    "feedback": "masukan",
    "scan": "pindai",
    "print": "cetak",
    "printer": "pencetak",
    "copy": "salinan",
    "default": "bawaan",
    "setting": "pengaturan",
    "deadline": "batas waktu",
    "tracking": "lacak",
    "timeout": "terlalu lama",
    "loading": "memuat",
    "reset": "buat ulang",
    "refresh": "muat ulang",
    "checklist": "daftar periksa",
    "output": "keluaran",
    "input": "masukan",
    "save": "simpan",
    "delete": "hapus",
    "cancel": "batal",
    "search": "cari",
    "home": "beranda",
    "admin": "pengelola",
    "anchor": "jangkar",
    "billing": "kode bayar",
    "gps": "penentu koordinat",
    "via": "lewat",
    "kamu": "Anda",
    "harap": "mohon",
    "silahkan": "silakan",
    "antrian": "antrean",
    "ijin": "izin",
    "resiko": "risiko",
    "aktifitas": "aktivitas",
    "praktek": "praktik",
    "materai": "meterai",
    "kwitansi": "kuitansi",
    "nomer": "nomor",
    "legalisir": "legalisasi",
    "dll": "dan lain-lain, atau sebutkan",
    "dsb": "dan sebagainya, atau sebutkan",
    "tsb": "tersebut",
    "yg": "yang",
    "dgn": "dengan",
    "utk": "untuk",
}
FOREIGN = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in INSTEAD) + r")(?![\w-])", re.IGNORECASE
)
UNCAPPED = re.compile(r"\banda\b")
SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+|\n+")
WORD = re.compile(r"[\w’'-]*[^\W_][\w’'-]*")

# Buttons that do not say what they do.
MUTE_BUTTONS = frozenset(
    {"ok", "oke", "ya", "tidak", "kirim", "simpan", "hapus", "proses", "lihat"}
)

# Offices know these; a page for citizens spells each out: "sistem informasi wakaf (SIWAK)".
ABBREVIATIONS = frozenset(
    {"PNBP", "PPN", "PPAIW", "AIW", "APAIW", "SIMKAH", "SIWAK", "SIMAS", "SKPT", "PTSP", "RKAM"}
    | {"NPWP", "BOS", "LPQ", "TPQ", "BWI", "EMIS", "SIMPONI"}
)


def foreign_words(texts: Iterable[Text]) -> list[Breach]:
    """English, jargon, and spellings the dictionary does not know."""
    return [
        _breach(text, f"“{found[0]}”: tulis {INSTEAD[found[0].lower()]}")
        for text in texts
        for found in FOREIGN.finditer(_own(text))
    ]


def impolite(texts: Iterable[Text]) -> Iterator[Breach]:
    """An office does not shout, and writes Anda with a capital."""
    for text in texts:
        own = _own(text)
        if "!" in own:
            yield _breach(text, "tanda seru")
        if UNCAPPED.search(own):
            yield _breach(text, "“anda”: tulis Anda")


def long_sentences(texts: Iterable[Text], *, most: int = MOST_WORDS) -> list[Breach]:
    """A sentence is read once, often aloud, often by somebody in a hurry."""
    return [
        _breach(text, f"{length} kata dalam satu kalimat: {sentence.strip()[:40]}…")
        for text in texts
        for sentence in SENTENCE_ENDS.split(text.text)
        if (length := len(WORD.findall(sentence))) > most
    ]


def mute_buttons(texts: Iterable[Text]) -> list[Breach]:
    """A button is a verb with its object."""
    return [
        _breach(text, f"tombol “{text.text}”: sebut bendanya")
        for text in texts
        if text.is_button and text.text.strip().lower() in MUTE_BUTTONS
    ]


def unexplained(texts: Iterable[Text]) -> list[Breach]:
    """An abbreviation of offices that its page never spells out, once for each file."""
    by_file: dict[str, list[Text]] = {}
    for text in texts:
        by_file.setdefault(text.file, []).append(text)
    return [
        breach for file in sorted(by_file) for breach in _unexplained_in_one_file(by_file[file])
    ]


def _unexplained_in_one_file(texts: list[Text]) -> Iterator[Breach]:
    whole = "\n".join(text.text for text in texts)
    for short in sorted(ABBREVIATIONS):
        word = re.compile(rf"\b{short}\b")
        if f"({short})" not in whole and word.search(whole):
            first = next(text for text in texts if word.search(text.text))
            yield _breach(first, f"{short} tidak dijelaskan: tulis kepanjangannya ({short})")


def _own(text: Text) -> str:
    """The words that are ours to choose."""
    return NAMES.sub(" ", text.text)


def _breach(text: Text, what: str) -> Breach:
    return Breach(text.file, text.line, what)
