"""Taking names and numbers out of a remark before anybody reads it: rather a word too many.

Nothing here asks another machine. What is taken out: addresses of mail and pages, everything with
a digit, what stands after "pak", "bu" and titles, capitalised words that are no ordinary words,
and common given names. A rare name in small letters without any title may stay: therefore only
those who may read remarks at all see them.
"""

import re
from typing import Final

from prima.surveys.core.words.lexicon import (
    BLAME,
    COMMON,
    NEGATIONS,
    PRAISE,
    STOP_WORDS,
    TOPICS,
    words_of,
)
from prima.surveys.core.words.stems import stem

GONE: Final = "[…]"
# Lengths are bounded, so that no text makes the search try every beginning against every end.
_ADDRESS: Final = re.compile(r"\S{1,80}@\S+|https?://\S+|www\.\S+|@\w+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?\w{0,40}\d[\w.,:/()+-]*(?: {1,4}-? {0,4}\d[\w.,:/()+-]*)*")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_TITLES: Final = words_of(
    "pak bu bapak ibu bpk sdr sdri sdra saudara saudari mas mbak mba kak kakak bang abang "
    "ustadz ustaz ustadzah ustazah haji hajah hajjah h hj kyai kiai gus tuan nyonya ny nona "
    "dr drs dra ir prof tgk teungku kh tgh habib om tante bernama namanya nama"
)
# Words for people by their office: an unknown word right behind one is taken for a name.
_OFFICES: Final = words_of("petugas pegawai penghulu kepala staf penyuluh satpam")
_DEGREES: Final = words_of("sag spd sh se ma mag mpd mh mm ssi skom spdi shi")
_GIVEN: Final = words_of(
    "budi siti ahmad ahmed muhammad mohammad agus dewi sri rina rini yanti yuli andi dedi eko "
    "joko slamet wahyu hendra rudi iwan nur nurul fitri ayu putri dian lestari wati rahmat "
    "hidayat fauzi fauzan abdul abdullah aminah fatimah khadijah yusuf ibrahim ismail hasan "
    "husein umar usman ali zainal arifin bambang sutrisno supriyadi suryadi taufik ridwan "
    "rizki rizky dimas bayu arif indra irfan ilham maya lina nina tina ani ningsih rahayu "
    "handayani astuti susanti kartini endang yulia novi nova mega ratna sari"
)


def redact(text: str) -> str:
    """The remark without anything that may point at a person; what is gone shows as […]."""
    plain = _NUMBER.sub(GONE, _ADDRESS.sub(GONE, text))
    cleaned: list[str] = []
    last, follows = 0, False
    for found in _WORD.finditer(plain):
        between = plain[last : found.start()]
        if any(mark in between for mark in ",.;:!?\n"):
            follows = False
        starts = not cleaned or any(mark in between for mark in ".!?\n")
        word = found.group()
        key = word.rstrip(".").lower()
        is_name = _is_name(word, key, follows=follows, starts=starts)
        cleaned += [between, GONE if is_name else word]
        # A name may have more words; a title opens one.
        follows = key in _TITLES or key in _OFFICES or is_name
        last = found.end()
    joined = "".join([*cleaned, plain[last:]])
    return re.sub(rf"{re.escape(GONE)}(?:[\s,.]*{re.escape(GONE)})+", GONE, joined).strip()


def _is_name(word: str, key: str, *, follows: bool, starts: bool) -> bool:
    """Whether a word is to be taken for a person's."""
    if key in _TITLES and not (starts and word.isupper() and len(key) > len("bu")):
        return False
    if key in _GIVEN or key in _DEGREES:
        return True
    if _is_known(key):
        return False
    return follows or word[:1].isupper()


def _is_known(key: str) -> bool:
    return key in _KNOWN or stem(key) in _KNOWN_STEMS


_KNOWN: Final = frozenset(
    STOP_WORDS
    | COMMON
    | NEGATIONS
    | {word for topics in TOPICS.values() for words in topics.values() for word in words.split()}
    | set(PRAISE.split())
    | set(BLAME.split())
)
_KNOWN_STEMS: Final = frozenset(map(stem, _KNOWN))
