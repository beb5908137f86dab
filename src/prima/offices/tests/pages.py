"""Asking for pages of managers in tests, and typing dates into their forms."""

from django.test import Client
from django.urls import reverse


def url(name: str, *args: object) -> str:
    return reverse(f"offices:{name}", args=args)


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def dated(name: str, day: int, month: int = 6, year: int = 2026) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}
