"""Reading XML from strangers: no document type, no entities, no surprise in size or depth."""

from __future__ import annotations

from typing import Final, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from prima.sops.core.bpmn_sentences import Words
from prima.sops.core.findings import gettext_noop as _

# A procedure of 200 rows with its drawing takes about 300 kB, from other tools up to a megabyte.
MAX_BYTES: Final = 2 * 1024 * 1024
# Tools nest about a dozen elements; each sub-process adds one.
MAX_DEPTH: Final = 100


class RefusedFileError(ValueError):
    """The file cannot become a draft; the text is a sentence for the person who sent it.

    `args[0]` are `Words`, so pages can say them in another language.
    """


def read_xml(content: bytes) -> Element:
    """Return the root element, its names as "{namespace}name".

    Any document type declaration is refused: entities that grow, outside files and addresses
    all need one, and no BPMN tool writes one. RefusedFileError otherwise too.
    """
    if len(content) > MAX_BYTES:
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini lebih dari %(megabytes)s MB. Kirim satu SOP saja, tanpa gambar di "
                    "dalamnya."
                ),
                megabytes=MAX_BYTES // 1024 // 1024,
            )
        )
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.tree.data
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, RefusedFileError):
            raise
        raise RefusedFileError(_unreadable(error)) from None
    return builder.tree.close()


class _Builder:
    """Takes what the parser finds and keeps count of the depth."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.depth = 0

    def doctype(self, *_declared: object) -> NoReturn:
        raise RefusedFileError(
            Words(
                _(
                    "Berkas ini memuat deklarasi DOCTYPE, yang dapat menyembunyikan isi "
                    "berbahaya. Simpan ulang dari aplikasi BPMN Anda tanpa DOCTYPE."
                )
            )
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RefusedFileError(
                Words(
                    _(
                        "Isi berkas ini bertingkat lebih dari %(max_depth)s lapis. Kirim satu SOP"
                        " tanpa subproses di dalam subproses."
                    ),
                    max_depth=MAX_DEPTH,
                )
            )
        self.tree.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(_name(name))


def _name(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _unreadable(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    where = Words(_(" (berhenti di baris %(line)s)"), line=line) if line else ""
    return Words(
        _(
            "Berkas ini bukan XML yang utuh%(where)s. Ekspor ulang dari aplikasi BPMN"
            " Anda sebagai berkas .bpmn, lalu kirim lagi."
        ),
        where=where,
    )
