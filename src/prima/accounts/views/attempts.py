"""Limits on guessing passwords and on asking for letters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from prima.accounts import rules
from prima.kernel import limits
from prima.kernel.errors import TooManyAttempts


def check_log_in(request: HttpRequest, email: str) -> None:
    """Count one try to log in or unlock; raises TooManyAttempts. Known or unknown, all count."""
    address, account = address_of(request), email.strip().lower()
    limits.check("log-in", address, limit=rules.TRIES_AT_ADDRESS)
    if account:  # a form left empty is no guess at anybody's account
        limits.check("log-in", account, address, limit=rules.TRIES_FOR_ACCOUNT_AT_ADDRESS)
        limits.check("log-in", account, limit=rules.TRIES_FOR_ACCOUNT)


def check_letter(request: HttpRequest, email: str) -> None:
    """Count one request for a letter; raises TooManyAttempts."""
    limits.check("reset-letter", address_of(request), limit=rules.LETTERS_AT_ADDRESS)
    if account := email.strip().lower():
        limits.check("reset-letter", account, limit=rules.LETTERS_FOR_ACCOUNT)


def address_of(request: HttpRequest) -> str:
    """The address the request came from, as the server in front of us reports it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def refused(response: HttpResponse, error: TooManyAttempts) -> HttpResponse:
    """Say that it was too often, and when to come back."""
    response.status_code = 429
    response["Retry-After"] = str(error.retry_after)
    return response
