"""Lists by pages with a ceiling: nobody reads the whole of a ministry in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MOST_ROWS = 100
MOST_PAGES = 10_000


class Paging(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=MOST_PAGES)
    per_page: int = Field(50, ge=1, le=MOST_ROWS)


class Page(Schema, Generic[T]):
    """One part of a list, and where the next one is."""

    items: list[T]
    total: int
    page: int
    per_page: int
    next: str | None = None


def paged(
    request: HttpRequest,
    rows: QuerySet[M] | Sequence[M],
    paging: Paging,
    make: Callable[[Iterable[M]], list[Any]],
) -> dict[str, Any]:
    """One part of the rows; `make` gets them at once, so that what they need is read at once."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    begin = (paging.page - 1) * paging.per_page
    end = begin + paging.per_page
    return {
        "items": make(list(rows[begin:end])),
        "total": total,
        "page": paging.page,
        "per_page": paging.per_page,
        "next": _next(request, paging.page + 1) if end < total else None,
    }


def _next(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
