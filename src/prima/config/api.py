"""The API: the routes of all apps under one address, with one form for refusals.

A route lives in the `api` of its app and calls the same queries and actions as the pages do. What
may be called is in `docs/api/openapi.json`, which a test compares with the code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from prima.kernel.api import Invalid, body_parser, problem, refused
from prima.kernel.api.bodies import sentences
from prima.kernel.api.problems import KINDS, PAGE
from prima.kernel.errors import RuleBroken

ROUTERS: Final = (
    "prima.offices.api.router",
    "prima.standards.api.router",
    "prima.sops.api.router",
)
# Of the form of the answers: raised when a caller has to change something.
API_VERSION: Final = "1.0.0"
TITLES: Final = {
    "offices": gettext_noop("Kantor"),
    "services": gettext_noop("Layanan dan standarnya"),
    "regulations": gettext_noop("Dasar hukum"),
    "sops": gettext_noop("SOP"),
    "sop-drafts": gettext_noop("Rancangan SOP"),
    "standard-drafts": gettext_noop("Rancangan standar pelayanan"),
}
_PROBLEM: Final = {
    "title": "Problem",
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}

api = NinjaAPI(
    title="Prima",
    version=API_VERSION,
    description="Layanan, standar, SOP, dan dasar hukum, untuk dibaca dan ditulis program lain.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=body_parser,
)
for _router in ROUTERS:
    api.add_router("", _router)


@api.exception_handler(RuleBroken)
def _refuse(_request: HttpRequest, error: RuleBroken) -> HttpResponse:
    return refused(error)


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(HttpError)
def _http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    is_ours = type(error) is HttpError and error.message.endswith(".")
    return problem(error.status_code, error.message if is_ours else "")


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, errors=sentences(error))


@api.exception_handler(Invalid)
def _unknown(_request: HttpRequest, error: Invalid) -> HttpResponse:
    return problem(422, errors=[{"field": error.field, "message": str(error)}])


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI 3.1 description, which is the same whoever asks and in whichever language."""
    with translation.override("id"):
        found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    found["components"]["schemas"]["Problem"] = _PROBLEM
    refusal = {
        "description": "Penolakan",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["responses"]["default"] = refusal
    return found


def schema_text() -> str:
    """The same as it is kept in the repository."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@login_not_required
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    return HttpResponse(schema_text(), content_type="application/json")


@login_not_required
@require_safe
def start(_request: HttpRequest) -> HttpResponse:
    """Whoever opens the root wants to know what there is."""
    return redirect("config:api")


@dataclass(frozen=True, slots=True)
class Route:
    """One way to call."""

    method: str
    path: str
    summary: str
    is_public: bool

    @property
    def parts(self) -> list[str]:
        """The address in pieces, so that it may be broken on a narrow screen."""
        return re.findall("/[^/]*", self.path)


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What may be called, for people: made from the description, with nothing from elsewhere."""
    groups: dict[str, list[Route]] = {tag: [] for tag in TITLES}
    for where, methods in schema()["paths"].items():
        for method, operation in methods.items():
            route = Route(
                method.upper(), where, _(operation["summary"]), "security" not in operation
            )
            groups[operation["tags"][0]].append(route)
    shown = [(_(TITLES[tag]), routes) for tag, routes in groups.items() if routes]
    context = {
        "groups": shown,
        "kinds": _kinds(),
        "schema_url": reverse("api:openapi"),
        "example": ("curl '", settings.SITE_URL, f"{reverse('api:services')}?q=nikah'"),
    }
    return render(request, "config/api.html", context)


def _kinds() -> list[dict[str, Any]]:
    """Every refusal once, by the name programs know it by."""
    found: dict[str, dict[str, Any]] = {}
    for status, (name, title, todo) in KINDS.items():
        shown = {"name": name, "type": f"{PAGE}#{name}", "status": status}
        found.setdefault(name, shown | {"title": title, "todo": todo})
    return list(found.values())


def _routes() -> list[URLPattern]:
    """The routes of the apps, each once; who may call is said by the guard of each."""
    found: dict[str, URLPattern] = {}
    for entry in api.urls[0]:
        assert isinstance(entry, URLPattern)  # noqa: S101 - ninja gives no others
        if entry.name != "api-root" and str(entry.pattern) not in found:
            entry.callback.login_required = False  # type: ignore[attr-defined]
            found[str(entry.pattern)] = entry
    return list(found.values())


app_name = "api"

urlpatterns = [
    path("", start, name="api-root"),
    path("openapi.json", openapi, name="openapi"),
    *_routes(),
]
