"""What every page shows around its content: the name of the installation and the main ways."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251  a context processor belongs to the views
from django.utils.translation import gettext as _

from prima.ui.components import MenuItem


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks on these pages."""

    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The frame of a public page."""

    name: str
    contact: str
    is_demo: bool
    navigation: list[MenuItem] = field(default_factory=list)
    footer: list[MenuItem] = field(default_factory=list)


def default_identity() -> Identity:
    """The name before an office tree exists."""
    return Identity(name=_("Pelayanan Kementerian Agama"))


_identity: Callable[[], Identity] = default_identity


def identify_by(provider: Callable[[], Identity]) -> None:
    """Let a later floor say whose installation this is (the office at the top of its tree).

    The provider is called once a page and should remember its answer.
    """
    global _identity  # noqa: PLW0603  set once while applications start
    _identity = provider


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the public frame."""
    identity = _identity()
    return {
        "site": Site(
            name=identity.name,
            contact=identity.contact,
            is_demo=bool(getattr(settings, "PRIMA_DEMO", False)),
            navigation=_navigation(request.path),
            footer=[
                MenuItem(url="/pengaduan/", label=_("Sampaikan laporan")),
                MenuItem(url="/wbs/", label=_("Laporkan pelanggaran")),
                MenuItem(url="/peta-proses/", label=_("Peta proses")),
                MenuItem(url="/privasi/", label=_("Pelindungan data")),
                MenuItem(url="/cek-pesan/", label=_("Cek pesan")),
            ],
        )
    }


def _navigation(path: str) -> list[MenuItem]:
    """Three ways a citizen looks for; the first one is also the home page."""
    return [
        MenuItem(
            url="/",
            label=_("Layanan"),
            current=path == "/" or path.startswith(("/layanan/", "/ajukan/")),
        ),
        MenuItem(
            url="/lacak/", label=_("Lacak"), current=path.startswith(("/lacak/", "/berkas/"))
        ),
        MenuItem(url="/kinerja/", label=_("Kinerja"), current=path.startswith("/kinerja/")),
    ]
