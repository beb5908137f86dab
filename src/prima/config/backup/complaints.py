"""What PostgreSQL's tools complain of, told without a word that could come from a row.

A server quotes what it refuses: `invalid input syntax for type integer: "Siti"`. With details cut
off the first line alone may hold a name, and what a trigger says is anybody's text. So nothing of
the message itself is repeated: it is only searched for words that are known, and ours are said
instead. A server that speaks another language is then simply not understood; it has its own log.
"""

from __future__ import annotations

import re
from typing import Final

# Said before a row was read or written; address, port and name of the role help most.
_CONNECTING: Final = re.compile(r"^(?:pg_dump|pg_restore|psql): error: (connection to server .*)")
# The name of a table stands in the archive, which is not a row. Ours are plain words.
_TABLE: Final = re.compile(
    r'^pg_(?:dump: error: Dumping the contents of|restore: error: COPY failed for) table "(\w+)"'
)
# The first that is found counts, so what lies deeper stands before what it leads to.
_KNOWN: Final = (
    ("No space left on device", "ruang disk habis"),
    ("could not extend file", "ruang disk server habis"),
    ("out of memory", "memori habis"),
    ("permission denied", "perannya tidak berhak"),
    ("must be owner of", "perannya tidak berhak"),
    ("must be superuser", "perannya tidak berhak"),
    ("server version mismatch", "versinya lebih lama daripada server"),
    ("unsupported version", "arsipnya dibuat alat yang lebih baru"),
    ("valid archive", "arsipnya rusak atau terpotong"),
    ("end of file", "arsipnya rusak atau terpotong"),
    ("magic string", "arsipnya rusak atau terpotong"),
    ("could not uncompress", "arsipnya rusak atau terpotong"),
    ("duplicate key value", "ada baris yang kembar"),
    ("violates foreign key", "ada baris yang menunjuk baris yang tidak ada"),
    ("violates", "ada baris yang melanggar aturan tabelnya"),
    ("invalid input", "ada nilai yang tidak cocok dengan kolomnya"),
    ("out of range", "ada nilai yang tidak cocok dengan kolomnya"),
    ("invalid byte sequence", "ada huruf yang tidak dikenal server"),
    ("timeout", "server terlalu lama tidak menjawab"),
    ("canceling statement", "server menghentikannya"),
    ("server closed the connection", "server memutus sambungan"),
    ("terminating connection", "server memutus sambungan"),
    ("connection to server was lost", "server memutus sambungan"),
    ("already exists", "basis data tujuan tidak kosong"),
    ("is not available", "server tidak memiliki sesuatu yang diperlukan"),
    ("does not exist", "server tidak memiliki sesuatu yang diperlukan"),
)
UNKNOWN: Final = "sebabnya ada di catatan (log) server PostgreSQL"


def told(said: bytes) -> str:
    """Give the reason in words of ours, with the table where it is named."""
    line = _first(said.decode(errors="replace"))
    connecting = _CONNECTING.match(line)
    if connecting:
        return connecting.group(1).strip()
    reason = next((ours for theirs, ours in _KNOWN if theirs in line), UNKNOWN)
    table = _TABLE.match(line)
    return f"{reason} (tabel {table.group(1)})" if table else reason


def _first(text: str) -> str:
    """The first complaint; the lines after it only lead to it or follow from it."""
    lines = text.splitlines()
    complaints = [line for line in lines if "error:" in line or "ERROR:" in line]
    return (complaints or lines or [""])[0]
