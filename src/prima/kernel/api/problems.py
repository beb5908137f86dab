"""Refusals of the API in one form: application/problem+json (RFC 9457), in plain words.

`type` is an address on the page of the API and never changes; programs read it, people read
`detail`. Nothing of the request is repeated in an answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts

MEDIA_TYPE: Final = "application/problem+json"
# Where every call goes; the page for people is one step above.
ROOT: Final = "/api/v1/"
PAGE: Final = "/api/"

# By status: the name in `type`, the title, and what to do when nothing more is known.
KINDS: Final[dict[int, tuple[str, Promise, Promise]]] = {
    400: (
        "unreadable",
        _("Permintaan tidak dapat dibaca"),
        _("Kirim isi sebagai JSON yang benar (application/json)."),
    ),
    401: (
        "log-in",
        _("Perlu masuk"),
        _("Sertakan kunci API yang masih berlaku, atau masuk dahulu."),
    ),
    403: (
        "not-allowed",
        _("Tidak berwenang"),
        _("Anda tidak berwenang melakukan ini. Hubungi atasan Anda bila ini keliru."),
    ),
    404: (
        "not-found",
        _("Tidak ditemukan"),
        _("Alamat ini tidak ada, atau bukan milik kantor Anda. Periksa alamatnya."),
    ),
    405: (
        "method",
        _("Cara memanggil tidak dikenal"),
        _("Alamat ini dipanggil dengan cara lain. Lihat daftarnya di /api/."),
    ),
    406: ("unreadable", _("Permintaan tidak dapat dibaca"), _("Minta jawaban sebagai JSON.")),
    409: (
        "refused",
        _("Aturan layanan menolak"),
        _("Keadaan sudah berubah. Ambil lagi, lalu ulangi."),
    ),
    411: ("unreadable", _("Permintaan tidak dapat dibaca"), _("Sebutkan panjang isi kiriman.")),
    412: (
        "changed",
        _("Sudah diubah orang lain"),
        _("Ambil yang tersimpan, bandingkan dengan tulisan Anda, lalu simpan lagi."),
    ),
    413: ("too-large", _("Kiriman terlalu besar"), _("Kirim isi yang lebih kecil.")),
    415: ("unreadable", _("Permintaan tidak dapat dibaca"), _("Kirim isi sebagai JSON.")),
    422: (
        "invalid",
        _("Isi belum benar"),
        _("Perbaiki bagian yang disebut di bawah ini, lalu kirim lagi."),
    ),
    423: (
        "log-in",
        _("Perlu masuk"),
        _("Layar Anda terkunci. Buka dahulu di peramban, lalu ulangi."),
    ),
    428: (
        "which-version",
        _("Versi yang diubah belum disebut"),
        _("Sertakan If-Match dengan ETag dari jawaban yang Anda ubah."),
    ),
    429: (
        "too-often",
        _("Terlalu sering"),
        _("Terlalu banyak permintaan. Tunggu selama yang disebut Retry-After."),
    ),
    500: (
        "fault",
        _("Ada yang salah di pihak kami"),
        _("Coba lagi sebentar. Bila tetap begini, hubungi pengelola."),
    ),
    503: ("away", _("Sedang tidak dapat melayani"), _("Coba lagi beberapa saat lagi.")),
}


def is_call(request: HttpRequest) -> bool:
    """Whether a program asks: then every answer is JSON."""
    return request.path.startswith(ROOT)


def problem(
    status: int, detail: str = "", *, errors: Sequence[dict[str, str]] = ()
) -> HttpResponse:
    """Refuse; `errors` names the fields that are to be mended, each with its sentence."""
    known = KINDS.get(status, KINDS[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])
    name, title, usual = known
    content: dict[str, Any] = {
        "type": f"{PAGE}#{name}",
        "title": str(title),
        "status": status,
        "detail": detail or str(usual),
    }
    if errors:
        content["errors"] = list(errors)
    text = json.dumps(content, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(error: RuleBroken) -> HttpResponse:
    """What a broken rule is told as; its sentence is the one the page would show."""
    if isinstance(error, TooManyAttempts):
        response = problem(HTTPStatus.TOO_MANY_REQUESTS, str(error))
        response["Retry-After"] = str(error.retry_after)
        return response
    if isinstance(error, NotAllowed):
        return problem(HTTPStatus.FORBIDDEN, str(error))
    if isinstance(error, StaleRecord):
        return problem(HTTPStatus.PRECONDITION_FAILED, str(error))
    return problem(HTTPStatus.CONFLICT, str(error))
