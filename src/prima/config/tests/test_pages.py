"""What every page has, whichever app made it: the log, the language, the error pages."""

import io
import logging
import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import formats, translation

import prima
from prima.config import logs

# The frame of every page names the office at the top.
pytestmark = pytest.mark.django_db

NIK = "3201010101010001"


@login_not_required
def _fails(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"invalid NIK {NIK}")


@login_not_required
def _forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def _hides(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("", include("prima.ui.urls")),
    path("fails/", _fails),
    path("forbids/", _forbids),
    path("hides/", _hides),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"), [("/fails/", 500), ("/forbids/", 403), ("/hides/", 404)]
)
def test_an_error_page_is_indonesian_with_the_same_headers(address: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert '<html lang="id"' in response.content.decode()
    assert NIK not in response.content.decode()


def _logged(message: str, *arguments: object) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.WithoutPersonalData())
    handler.setFormatter(logs.ImpersonalFormatter("{message}", style="{"))
    logger = logging.getLogger("prima.test")
    logger.addHandler(handler)
    logger.error(message, *arguments, exc_info=sys.exc_info())
    logger.removeHandler(handler)
    return stream.getvalue()


def test_the_log_says_where_an_error_happened_but_not_what_was_typed() -> None:
    try:
        try:
            raise ValueError(f"invalid NIK {NIK}")
        except ValueError as error:
            raise RuntimeError(f"while saving {NIK}") from error
    except RuntimeError:
        text = _logged("Failed: %s", "/survei/rahasia/")

    assert "builtins.RuntimeError" in text
    assert "caused by builtins.ValueError" in text
    assert "test_pages.py" in text
    assert "Failed: /survei/…" in text
    assert NIK not in text


def test_errors_that_name_each_other_as_their_cause_are_told_once() -> None:
    first, second = ValueError(NIK), RuntimeError(NIK)
    first.__cause__, second.__cause__ = second, first
    try:
        raise first
    except ValueError:
        text = _logged("Failed")

    assert text.count("builtins.ValueError") == text.count("builtins.RuntimeError") == 1


def test_every_error_of_a_group_is_told() -> None:
    try:
        raise ExceptionGroup("sweep", [ValueError(NIK), LookupError(NIK)])
    except ExceptionGroup:
        text = _logged("Failed")

    assert "together with builtins.ValueError" in text
    assert "together with builtins.LookupError" in text
    assert NIK not in text


def test_a_log_line_without_an_error_is_one_line() -> None:
    assert _logged("Ready") == "Ready\n"


@pytest.mark.parametrize(
    ("cookie", "accepted", "expected"),
    [("", "en-US", "id"), ("en", "id", "en"), ("xx", "en", "id")],
)
def test_the_language_is_indonesian_unless_it_was_chosen(
    cookie: str, accepted: str, expected: str
) -> None:
    client = Client(headers={"accept-language": accepted})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    response = client.get("/ui/")

    assert response.headers["Content-Language"] == expected


def test_dates_are_never_read_month_first() -> None:
    with translation.override("id"):
        read = formats.get_format("DATE_INPUT_FORMATS")
        written = formats.time_format(time(9, 5))

    assert "%d/%m/%Y" in read
    assert not any(format_.startswith("%m") for format_ in read)
    assert written == "09.05"


def test_the_framework_finds_nothing_unsafe_in_a_site_with_tls(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **{name: value for name, value in os.environ.items() if "UNSAFE" not in name},
            "PYTHONPATH": str(Path(prima.__file__).parents[1]),
            "PRIMA_DATA_DIR": str(tmp_path),
            "PRIMA_SITE_URL": "https://prima.example.go.id",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
