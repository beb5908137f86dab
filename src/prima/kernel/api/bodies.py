"""What a call may send: JSON that the database can hold, and fields with a length."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Final, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from pydantic import AfterValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from prima.kernel.yaml_fields import UNHOLDABLE, is_empty_text

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
# Days as people write them: years of four digits, none before the first law in the register.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]


def _said(text: str) -> str:
    """Refuse "-" and "…": they stand for something that is still to be written."""
    if text and is_empty_text(text):
        raise PydanticCustomError("placeholder", "only stands for something")
    return text


def each_once(items: list[str]) -> list[str]:
    """Refuse a list in which something stands twice."""
    if len(set(items)) < len(items):
        raise PydanticCustomError("repeated", "stands twice")
    return items


# A text of the catalogue, as its files allow it.
Said = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=1000), AfterValidator(_said)
]

_DEEPEST: Final = 40


class Body(Schema):
    """What is sent: a field nobody knows is a mistake, and is said so."""

    model_config = ConfigDict(extra="forbid")


class Invalid(Exception):  # noqa: N818 - names the event
    """What was sent names something that is not there; says which field and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class _HouseParser(Parser):
    """Reads bodies and addresses, and refuses what could not be kept as it was sent."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        try:
            content = json.loads(request.body, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise HttpError(400, "") from error
        _check(content, 0)
        return content  # type: ignore[no-any-return]

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        _check(dict(data.lists()), 0)
        return super().parse_querydict(data, list_fields, request)


body_parser = _HouseParser()


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no number of JSON"
    raise ValueError(message)


def _check(content: object, depth: int) -> None:
    if depth > _DEEPEST:
        raise HttpError(400, "")
    if isinstance(content, str) and UNHOLDABLE.search(content):
        raise HttpError(
            400, _("Ada tanda yang tidak dapat disimpan (NUL). Hapus, lalu kirim lagi.")
        )
    if isinstance(content, dict):
        content = [*content.keys(), *content.values()]
    if isinstance(content, list):
        for item in content:
            _check(item, depth + 1)


def sentences(error: ValidationError) -> list[dict[str, str]]:
    """Each field that is wrong with what to do about it, in the language of the answer."""
    return [
        {"field": _place(one["loc"]), "message": _sentence(one["type"], one.get("ctx", {}))}
        for one in error.errors[:50]
    ]


def _place(location: tuple[Any, ...]) -> str:
    """`body.document.steps.3.text` without the name the framework gives the whole body."""
    kept = [str(part) for part in location]
    if len(kept) > 1 and kept[0] == "body":
        kept = kept[2:] or kept[1:]
    return ".".join(kept[1:] if kept[:1] in (["query"], ["path"]) else kept)


def _sentence(kind: str, facts: dict[str, Any]) -> str:
    if kind == "missing":
        return _("Wajib diisi.")
    if kind == "extra_forbidden":
        return _("Nama ini tidak dikenal. Periksa ejaannya, atau hapus.")
    if kind in {"literal_error", "enum"}:
        return _("Pilih salah satu: %(options)s.") % {"options": str(facts.get("expected", ""))}
    if kind.startswith(("string_too", "too_", "greater", "less")):
        return _limit(kind, facts)
    for beginning, sentence in (
        ("string", _("Isi dengan teks.")),
        ("int", _("Isi dengan bilangan bulat.")),
        ("bool", _("Isi dengan true atau false.")),
        ("date", _("Tulis tanggal seperti 2026-11-23.")),
        ("list", _("Isi dengan daftar.")),
        ("placeholder", _("Tulis isinya, atau hapus butir ini.")),
        ("repeated", _("Ada yang ditulis dua kali. Hapus salah satunya.")),
        ("union", _("Bentuk ini tidak dikenal. Lihat contohnya di /api/.")),
    ):
        if kind.startswith(beginning):
            return sentence
    return _("Nilai ini tidak dapat dipakai. Lihat bentuknya di /api/.")


def _limit(kind: str, facts: dict[str, Any]) -> str:
    least = facts.get("min_length", facts.get("ge", facts.get("gt")))
    if least is not None:
        return _("Terlalu pendek atau kecil: paling sedikit %(least)s.") % {"least": least}
    most = facts.get("max_length", facts.get("le", facts.get("lt")))
    return _("Terlalu panjang atau besar: paling banyak %(most)s.") % {"most": most}
