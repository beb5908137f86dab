"""The page that leads staff to the pages of the survey they may open."""

from typing import Final, NamedTuple

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private


class _Way(NamedTuple):
    """A page of the survey, the permissions of which one opens it, and what it is for."""

    permissions: tuple[str, ...]
    route: str
    label: Promise
    note: Promise


# In the order in which an office needs them.
WAYS: Final = (
    _Way(
        ("see_performance", "see_cases", "manage_office"),
        "surveys:figures",
        _("Kepuasan masyarakat"),
        _("Indeks yang dapat dilihat siapa saja, beserta kelemahannya."),
    ),
    _Way(
        ("see_performance", "see_cases"),
        "surveys:voices",
        _("Masukan"),
        _("Yang ditulis orang, menurut pokoknya dan tanpa nama; pujian untuk semua pegawai."),
    ),
    _Way(
        ("see_performance", "manage_gratuities"),
        "surveys:signals",
        _("Sinyal survei"),
        _("Tanda bahwa survei mungkin diarahkan, beserta alasan yang wajar."),
    ),
    _Way(
        ("see_performance",),
        "surveys:comparison",
        _("Perbandingan kantor"),
        _("Kantor di bawah Anda dalam satu periode, disesuaikan dengan layanannya."),
    ),
    _Way(
        ("see_workload",),
        "improvements:periods",
        _("Periode survei"),
        _("Periode yang ditutup, laporannya, rencana tindak lanjut dan nilainya."),
    ),
    _Way(
        ("manage_office",),
        "surveys:rules",
        _("Aturan survei"),
        _("Semua orang atau undian, ditetapkan kantor di atas kantor yang dinilai."),
    ),
    _Way(
        ("manage_office",),
        "surveys:tablets",
        _("Tablet survei"),
        _("Tablet yang menghadap pemohon di tempat hasil diserahkan."),
    ),
    _Way(
        ("work_cases",),
        "surveys:tablet_desk",
        _("Tablet di meja saya"),
        _("Bila kantor mempunyai beberapa tablet: yang mana menghadap orang yang Anda layani."),
    ),
    _Way(
        ("ask_survey",),
        "surveys:surveyor",
        _("Daftar surveyor"),
        _("Orang yang terpilih undian dan belum menjawab tautannya."),
    ),
    _Way(
        ("ask_survey",),
        "surveys:sheets",
        _("Lembar kertas"),
        _("Lembar yang diketik dua orang dari luar kantor."),
    ),
    _Way(
        ("manage_office",),
        "surveys:contacts",
        _("Minta dihubungi"),
        _("Orang yang setelah menilai kantor di bawah Anda meminta ditelepon."),
    ),
)


@require_safe
def hub(request: ActorRequest) -> HttpResponse:
    """Lead to what this person may open; who may open nothing of the survey is refused."""
    ways = [
        way for way in WAYS if any(request.actor.offices_with(held) for held in way.permissions)
    ]
    require(bool(ways))
    return private(request, "surveys/hub.html", {"ways": ways})
