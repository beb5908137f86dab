"""What the tests of accounts share: one account, and how it logs in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client

NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
PASSWORD, OTHER = "kuda-laut-biru-77", "gajah-kecil-hijau-8"
EMAIL = "siti@kantor.example"
STAFF_PAGE = "/sandi/ganti/"
Wait = Callable[..., None]


def log_in(client: Client, password: str = PASSWORD, email: str = EMAIL, **more: str) -> Any:
    return client.post("/masuk/", {"login": email, "password": password} | more)


def is_logged_in(client: Client) -> bool:
    return client.get(STAFF_PAGE).status_code == 200
