"""Optimistic locks over HTTP: the ETag says which save was read, If-Match which one is changed."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError

_REVISION: Final = re.compile(r'^"r(\d{1,9})"$')

# What the description says of a route that saves.
IF_MATCH: Final[dict[str, Any]] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": True,
            "schema": {"type": "string", "pattern": _REVISION.pattern},
        }
    ]
}


def etag_of(revision: int) -> str:
    """The ETag of a record at this save."""
    return f'"r{revision}"'


def with_etag(response: HttpResponse, revision: int) -> None:
    """Say which save the answer shows."""
    response["ETag"] = etag_of(revision)


def known_revision(request: HttpRequest) -> int:
    """Which save the caller had before them; without it nobody could say who was overwritten."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise HttpError(HTTPStatus.PRECONDITION_REQUIRED, "")
    found = _REVISION.match(given)
    if found is None:
        raise HttpError(HTTPStatus.PRECONDITION_FAILED, "")
    return int(found[1])
