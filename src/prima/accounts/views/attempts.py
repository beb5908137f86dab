"""Limits on guessing passwords and on asking for letters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from prima.accounts import rules
from prima.accounts.models import User
from prima.accounts.views import devices
from prima.kernel import limits
from prima.kernel.errors import TooManyAttempts
from prima.kernel.http import network_address


def check_log_in(request: HttpRequest, email: str) -> None:
    """Count one try to log in or unlock; raises TooManyAttempts. Known or unknown, all count.

    A browser in which the account was opened before counts for itself.
    """
    address, account = network_address(request), email.strip().lower()
    device = devices.of(request)
    if account and device is not None and device.knows(account):
        limits.check("log-in", account, "device", device.id, limit=rules.TRIES_ON_KNOWN_DEVICE)
        return
    limits.check("log-in", address, limit=rules.TRIES_AT_ADDRESS)
    if account:  # a form left empty is no guess at anybody's account
        limits.check("log-in", account, address, limit=rules.TRIES_FOR_ACCOUNT_AT_ADDRESS)
        limits.check("log-in", account, limit=rules.TRIES_FOR_ACCOUNT)


def check_second_factor(user: User) -> None:
    """Count one try of a second factor; whoever tries has shown the password already."""
    limits.check("second-factor", user.pk, limit=rules.TRIES_OF_SECOND_FACTOR)


def check_proof(request: HttpRequest) -> None:
    """Count one code or passkey sent from an address: checking one costs, whoever sent it."""
    limits.check("second-factor", network_address(request), limit=rules.TRIES_AT_ADDRESS)


def check_letter(request: HttpRequest, email: str) -> None:
    """Count one request for a letter; raises TooManyAttempts."""
    limits.check("reset-letter", network_address(request), limit=rules.LETTERS_AT_ADDRESS)
    if account := email.strip().lower():
        limits.check("reset-letter", account, limit=rules.LETTERS_FOR_ACCOUNT)


def check_link(request: HttpRequest) -> None:
    """Count one use of the link in such a letter; raises TooManyAttempts."""
    limits.check("reset-link", network_address(request), limit=rules.LINKS_AT_ADDRESS)


def refused(response: HttpResponse, error: TooManyAttempts) -> HttpResponse:
    """Say that it was too often, and when to come back."""
    response.status_code = 429
    response["Retry-After"] = str(error.retry_after)
    return response
