"""Draws one line of template the way a page would."""

from typing import Any

from django.template import Context, Template
from django.test import RequestFactory


def draw(line: str, **context: Any) -> str:
    """The HTML of a line of template, with the components loaded and a request at hand."""
    given = {"request": RequestFactory().get("/contoh/?saring=baru"), **context}
    return Template("{% load ui %}" + line).render(Context(given)).strip()
