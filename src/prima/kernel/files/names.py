"""The name a person gave a file: never used on disk, checked, and made safe to show."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.kernel.files.kinds import SOUND, Kind

_ENDINGS: Final = {
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "jfif": Kind.JPEG,
    "png": Kind.PNG,
    "pdf": Kind.PDF,
    # Recorders of telephones and messengers; the bytes say what it really is.
    "ogg": Kind.OGG,
    "opus": Kind.OGG,
    "oga": Kind.OGG,
    "m4a": Kind.M4A,
    "mp4": Kind.M4A,
    "aac": Kind.M4A,
    "3gp": Kind.M4A,
    "mp3": Kind.MP3,
}

# Inner endings by which a server or a reader could be led to run the file ("foto.php.jpg").
_RUNNABLE: Final = re.compile(
    "asp|aspx|bat|cgi|cmd|com|dll|docm|exe|hta|html?|jar|js|jsp|lnk|mhtml|msi|phar|php[0-9]?|phtml"
    "|pl|ps1|py|scr|sh|shtml|svg|vbs|wsf|xhtml|xlsm|xml"
)
# Names Windows keeps for devices, with any ending.
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST: Final = 100
_UNSAFE: Final = re.compile(r'[<>:"|?*]')

_MISMATCH: Final = _(
    "Nama berkas ini tidak cocok dengan isinya. Pakai akhiran yang sesuai, misalnya .jpg atau "
    ".pdf."
)


def is_sound_name(given: str) -> bool:
    """Whether a name ends like that of a voice note; what it really is, its bytes say."""
    return _ENDINGS.get(given.rpartition(".")[2].lower()) in SOUND


def safe_name(given: str, kind: Kind) -> str:
    """Give a name that can be shown and saved, or refuse one that does not fit the content.

    Folders in front are dropped, invisible and direction-changing signs too (after that the name
    is judged as it then reads), a long name is cut before its ending.
    """
    if "\0" in given:
        raise RuleBroken(_MISMATCH)
    visible = "".join(sign for sign in given if unicodedata.category(sign)[0] != "C")
    name = re.split(r"[\\/]", visible)[-1].strip()
    stem, separator, ending = name.rpartition(".")
    if not separator or _ENDINGS.get(ending.lower()) is not kind:
        raise RuleBroken(_MISMATCH)
    if any(_RUNNABLE.fullmatch(part.strip().lower()) for part in stem.split(".")[1:]):
        raise RuleBroken(_MISMATCH)
    return _shown(stem, kind.extension)


def _shown(stem: str, ending: str) -> str:
    """Write the name with the one ending of its kind."""
    clean = _UNSAFE.sub("_", stem).strip(" .")[: _LONGEST - len(ending) - 1] or "berkas"
    if _RESERVED.fullmatch(clean):
        clean = f"_{clean}"
    return f"{clean}.{ending}"
