"""Refusals that no view caught."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from prima.kernel.crypto.damage import DamagedValueError, LostValueError
from prima.kernel.crypto.keys import UnknownKeyError
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts
from prima.ui import views

REFUSALS = {
    "limit": TooManyAttempts(retry_after=90),
    "right": NotAllowed("Berkas ini milik kantor lain."),
    "stale": StaleRecord("Berkas ini baru saja diubah petugas lain."),
    "rule": RuleBroken("Tanggal akad <terlalu> dekat."),
}
SEALED = {
    "lost": (LostValueError("the key 'k1' is lost"), 410, "kuncinya hilang"),
    "damaged": (DamagedValueError("cases_case.applicant_nik: does not open"), 500, "pengelola"),
    "no key": (UnknownKeyError("Kunci k7 tidak ada"), 500, "pengelola"),
}


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "bug":
        raise LookupError(kind)
    raise SEALED[kind][0] if kind in SEALED else REFUSALS[kind]


refuse.login_required = False  # type: ignore[attr-defined]
app_name = "ui"
urlpatterns = [
    path("tolak/<str:kind>/", refuse, name="refuse"),
    path("bahasa/", views.language, name="language"),
]


@pytest.fixture
def visitor(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status"), [("limit", 429), ("right", 403), ("stale", 409), ("rule", 409)]
)
def test_a_refusal_is_a_page_with_its_sentence(visitor: Client, kind: str, status: int) -> None:
    answer = visitor.get(f"/tolak/{kind}/")

    assert answer.status_code == status
    sentence = str(REFUSALS[kind]).replace("<", "&lt;").replace(">", "&gt;")
    assert f"<p>{sentence}</p>" in answer.text
    assert ("Retry-After" in answer.headers) is (kind == "limit")


@pytest.mark.parametrize("kind", SEALED)
def test_what_does_not_open_is_told_in_words_without_how_it_is_kept(
    visitor: Client, kind: str
) -> None:
    error, status, word = SEALED[kind]

    answer = visitor.get(f"/tolak/{kind}/")

    assert answer.status_code == status
    assert word in answer.text
    assert str(error) not in answer.text


def test_the_wait_is_told_to_programs_too(visitor: Client) -> None:
    assert visitor.get("/tolak/limit/").headers["Retry-After"] == "90"


def test_a_bug_is_not_hidden_as_a_refusal(visitor: Client) -> None:
    answer = visitor.get("/tolak/bug/")

    assert answer.status_code == 500
    assert "Maaf, ada gangguan di pihak kami" in answer.text
