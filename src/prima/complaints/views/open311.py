"""Open311 GeoReport v2: services, what everybody may read of reports, and sending one.

An office is a jurisdiction. Reading needs no key and shows the public list only; sending needs the
key of somebody of the office, and the person who spoke gets number and five words in the notice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from prima.accounts.public import (
    CALLS_WITH_A_KEY,
    WRONG_KEYS_AT_ADDRESS,
    live_token,
    note_use,
)
from prima.complaints import actions
from prima.complaints.core import open311
from prima.complaints.core.open311 import FORMATS, Value
from prima.complaints.forms.open311 import RequestForm
from prima.complaints.queries import open311 as reads
from prima.kernel import clock, idempotency, limits, limits_in_memory
from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, RuleBroken, TooManyAttempts
from prima.kernel.http import network_address
from prima.offices.public import Office, actor_with_key

CALLS: Final = (1200, 60 * 60)
_BAD, _NO_KEY, _NONE, _TOO_MANY, _MADE = 400, 403, 404, 429, 201
_LONGEST_KEY: Final = 80


class Refused(Exception):  # noqa: N818 - an answer of the standard, no fault of ours
    """A refusal with the status of the standard and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@login_not_required
@require_safe
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the service is and in which formats (Open311 Service Discovery)."""
    return _answer(request, form, "discovery", _discovery)


@login_not_required
@require_safe
def services(request: HttpRequest, form: str) -> HttpResponse:
    """GET Services."""
    return _answer(request, form, "services", lambda: reads.services(_office(request.GET)))


@login_not_required
@require_safe
def service(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """GET Service Definition."""

    def read() -> Value:
        _service(_office(request.GET), code)
        return reads.definition(code)

    return _answer(request, form, "service_definition", read)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, sending needs a key in the form itself
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """GET Service Requests, POST Service Request."""
    if request.method == "POST":
        return _answer(request, form, "service_requests", lambda: _sent(request), _MADE)

    def read() -> Value:
        return reads.requests(_office(request.GET), _asked(request.GET))

    return _answer(request, form, "service_requests", read)


@login_not_required
@require_safe
def one_request(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """GET Service Request."""

    def read() -> Value:
        found = reads.requests(_office(request.GET), reads.Asked(numbers=[number]))
        if not found:
            raise Refused(_NONE, _("service_request_id tidak ditemukan."))
        return found

    return _answer(request, form, "service_requests", read)


def _answer(
    request: HttpRequest, form: str, root: str, read: Any, status: int = 200
) -> HttpResponse:
    """The content, or the refusal in the same format; every call is counted first."""
    kind, wait = form if form in FORMATS else "xml", 0
    try:
        limits_in_memory.check("complaints.open311", network_address(request), limit=CALLS)
        if form not in FORMATS:
            raise Refused(_NONE, _("Format yang ada: xml dan json."))
        content: Value = read()
    except Refused as error:
        root, status, content = "errors", error.status, _errors(error.status, str(error))
    except TooManyAttempts as error:
        wait = error.retry_after
        root, status, content = "errors", _TOO_MANY, _errors(_TOO_MANY, str(error))
    except NotAllowed as error:
        root, status, content = "errors", _NO_KEY, _errors(_NO_KEY, str(error))
    except RuleBroken as error:
        root, status, content = "errors", _BAD, _errors(_BAD, str(error))
    answer = HttpResponse(
        open311.rendered(root, content, kind), content_type=FORMATS[kind], status=status
    )
    if wait:
        answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store" if request.method == "POST" else "public, max-age=60"
    return answer


def _errors(code: int, description: str) -> list[Value]:
    return [{"code": code, "description": description}]


def _office(said: QueryDict) -> Office:
    """The jurisdiction; needed where there are several."""
    key = said.get("jurisdiction_id", "").strip()[:_LONGEST_KEY]
    if key:
        found = Office.objects.filter(key=key).first()
        if found is None:
            raise Refused(_NONE, _("jurisdiction_id tidak ditemukan."))
        return found
    offices = list(Office.objects.all()[:2])
    if len(offices) != 1:
        raise Refused(_BAD, _("Isi jurisdiction_id dengan kunci kantor."))
    return offices[0]


def _service(office: Office, code: str) -> Any:
    if not code:
        raise Refused(_BAD, _("Isi service_code."))
    is_known, found = reads.service_of(office, code[:_LONGEST_KEY])
    if not is_known:
        raise Refused(_NONE, _("service_code tidak ditemukan di kantor ini."))
    return found


def _asked(said: QueryDict) -> reads.Asked:
    """What is asked for; numbers override all else, and a span is at most ninety days."""
    numbers = _listed(said, "service_request_id")
    if numbers:
        return reads.Asked(numbers=numbers[: open311.MOST_REQUESTS])
    span = timedelta(days=open311.MOST_DAYS)
    start, end = _moment(said, "start_date"), _moment(said, "end_date")
    if start and end and not timedelta(0) <= end - start <= span:
        raise Refused(_BAD, _("start_date sampai end_date paling lama 90 hari."))
    end = end or (start + span if start else clock.now())
    return reads.Asked(
        services=_listed(said, "service_code"),
        states=_listed(said, "status"),
        start=start or end - span,
        end=end,
    )


def _listed(said: QueryDict, name: str) -> list[str]:
    return [part.strip() for part in ",".join(said.getlist(name)).split(",") if part.strip()]


def _moment(said: QueryDict, name: str) -> datetime | None:
    text = said.get(name, "").strip()
    if not text:
        return None
    try:
        return open311.moment(text)
    except (ValueError, OverflowError) as error:
        sentence = _("%(name)s harus seperti 2026-01-01T00:00:00Z.") % {"name": name}
        raise Refused(_BAD, sentence) from error


def _sent(request: HttpRequest) -> Value:
    """Take one in by the same action as the form; the five words are told this once."""
    said = request.POST
    actor = _actor(request)
    office = _office(said)
    about = _service(office, said.get("service_code", "").strip())
    form = RequestForm(
        said,
        kind=said.get(f"attribute[{reads.KIND}]", ""),
        part=said.get(f"attribute[{reads.PART}]", ""),
    )
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise Refused(_BAD, f"{name}: {errors[0]}")
    received = actions.submit(
        form.submission(office, about), key=idempotency.new_key(), by=actor, at=clock.now()
    )
    notice = _(
        "Lima kata untuk melihat jawaban di %(address)s: %(words)s. "
        "Simpan; tidak ditampilkan lagi."
    )
    address = f"{settings.SITE_URL}{reverse('complaints:track')}"
    return [
        {
            "service_request_id": received.complaint.number,
            "service_notice": notice % {"address": address, "words": received.words},
            "account_id": None,
        }
    ]


def _actor(request: HttpRequest) -> Actor:
    """Whose key it is, within what the key was given; looked up before anything sent is read."""
    now = clock.now()
    token = live_token(request.POST.get("api_key", "").strip(), now)
    if token is None:
        limits.check("api-key", network_address(request), limit=WRONG_KEYS_AT_ADDRESS)
        raise Refused(_NO_KEY, _("api_key tidak ada atau tidak berlaku."))
    limits.check("api-token", token.pk, limit=CALLS_WITH_A_KEY)
    actor = actor_with_key(token, now)
    if token.last_used_on != timezone.localdate(now):
        note_use(token, at=now)
    return actor


def _discovery() -> Value:
    base = f"{settings.SITE_URL}{reverse('complaints:open311_services', args=['xml'])}"
    return {
        "changeset": "2026-11-23T00:00:00Z",
        "contact": settings.SITE_URL,
        "key_service": _("Kunci API dari halaman Keamanan akun petugas."),
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": base.rpartition("/")[0],
                "changeset": "2026-11-23T00:00:00Z",
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
