"""Settings that are silently unsafe: everything works, and that is the trouble."""

from __future__ import annotations

import ipaddress
import stat
from typing import Final

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem, unknown, warning

_SHORTEST_KEY: Final = 50
_FEWEST_SIGNS: Final = 5
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_LISTING: Final = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def is_public_host(host: str) -> bool:
    """Whether others than this machine reach the name."""
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def debug() -> Finding:
    """The error pages of DEBUG show settings and what people typed."""
    title = _("Mode pengembang")
    if settings.DEBUG:
        return problem(
            "debug",
            title,
            _("PRIMA_DEBUG menyala: halaman galat memperlihatkan isi sistem kepada siapa saja."),
            _("Hapus PRIMA_DEBUG dari pengaturan, lalu jalankan ulang."),
        )
    return ok("debug", title, _("Mati."))


def transport() -> Finding:
    """Passwords and NIK travel only through TLS."""
    title = _("Sambungan aman (HTTPS)")
    public = is_public_host(settings.SITE_HOST)
    if public and not settings.USES_TLS:
        return problem(
            "transport",
            title,
            _("Alamat situs memakai http, jadi kata sandi dan NIK lewat tanpa pelindung."),
            _("Pasang sertifikat di nginx atau Caddy, lalu isi PRIMA_SITE_URL dengan https://."),
        )
    if not settings.USES_TLS:
        return ok("transport", title, _("Hanya dibuka di komputer ini."))
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        return problem(
            "transport",
            title,
            _("Kuki masuk dapat terkirim tanpa HTTPS."),
            _("Jangan mengubah pengaturan kuki; pasang lagi Prima yang asli."),
        )
    return ok("transport", title, _("Situs memakai https dan kuki hanya lewat HTTPS."))


def proxy() -> Finding:
    """Behind a proxy everybody has its address: one person's failures would shut out all."""
    title = _("Server depan (proksi)")
    if settings.USES_TLS and not settings.PROXY_ADDRESSES:
        return problem(
            "proxy",
            title,
            _(
                "Situs memakai https, tetapi alamat nginx atau Caddy belum disebut. "
                "Semua pengunjung tampak dari satu alamat."
            ),
            _("Isi PRIMA_PROXY_ADDRESSES, misalnya 127.0.0.1."),
        )
    if "*" in settings.PROXY_ADDRESSES:
        return problem(
            "proxy",
            title,
            _("Siapa pun boleh mengaku sebagai server depan dan memalsukan alamatnya."),
            _("Isi PRIMA_PROXY_ADDRESSES dengan alamat server depan saja."),
        )
    return ok("proxy", title, _("Alamat pengunjung dapat dipercaya."))


def secret_key() -> Finding:
    """Who knows or guesses it signs sessions."""
    title = _("Kunci sesi")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    weak = [key for key in keys if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS]
    if weak or settings.SECRET_KEY.startswith("django-insecure"):
        return problem(
            "secret_key",
            title,
            _("PRIMA_SECRET_KEY terlalu pendek atau mudah ditebak."),
            _("Hapus PRIMA_SECRET_KEY: Prima membuat sendiri kunci acak di folder data."),
        )
    return ok("secret_key", title, _("Panjang dan acak."))


def demonstration() -> Finding:
    """Invented people and passwords that are printed have no place on a public address."""
    title = _("Peragaan")
    if settings.PRIMA_DEMO and is_public_host(settings.SITE_HOST):
        return problem(
            "demo",
            title,
            _("Peragaan terbuka di alamat umum; kata sandinya diketahui banyak orang."),
            _("Hentikan, lalu jalankan kantor yang sebenarnya dengan prima init."),
        )
    if settings.PRIMA_DEMO:
        return warning(
            "demo",
            title,
            _("Ini peragaan; semua orang dan berkasnya rekaan."),
            _("Jangan isi data sungguhan."),
        )
    return ok("demo", title, _("Bukan peragaan."))


def key_file() -> Finding:
    """The key ring opens everything that is sealed."""
    title = _("Berkas kunci")
    path = settings.PRIMA_KEYS_FILE
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        path.open("rb").close()
    except FileNotFoundError:
        return problem(
            "key_file",
            title,
            _("Berkas kunci tidak ada: data pribadi tidak dapat dibaca."),
            _("Kembalikan berkas kunci dari salinannya, jangan membuat yang baru."),
        )
    except OSError:
        return problem(
            "key_file",
            title,
            _("Berkas kunci ada, tetapi tidak dapat dibaca."),
            _("Perbaiki pemilik dan izin berkas kunci: chmod 600."),
        )
    if mode & _OTHERS:
        return problem(
            "key_file",
            title,
            _("Pengguna lain di komputer ini dapat membaca berkas kunci."),
            _("Jalankan chmod 600 pada berkas kunci."),
        )
    return ok("key_file", title, _("Hanya pemiliknya yang dapat membaca."))


def data_folder() -> Finding:
    """Others on the machine have no business in the data folder."""
    title = _("Folder data")
    try:
        mode = stat.S_IMODE(settings.DATA_DIR.stat().st_mode)
    except OSError:
        return unknown("data_folder", title, _("Folder data tidak dapat dilihat."))
    if mode & _LISTING:
        return warning(
            "data_folder",
            title,
            _("Pengguna lain di komputer ini dapat melihat isi folder data."),
            _("Jalankan chmod go-rw pada folder data."),
        )
    return ok("data_folder", title, _("Tertutup bagi pengguna lain."))


def framework() -> Finding:
    """What Django itself finds (`check --deploy`); without TLS on this machine it is a trial."""
    title = _("Pemeriksaan Django")
    found = checks.run_checks(include_deployment_checks=settings.USES_TLS)
    heard = [one for one in found if not one.is_silenced() and one.level >= checks.WARNING]
    if heard:
        return problem(
            "framework",
            title,
            _("Django memperingatkan: %(names)s.")
            % {"names": ", ".join(sorted({str(one.id) for one in heard}))},
            _("Jalankan python manage.py check --deploy untuk penjelasannya."),
        )
    return ok("framework", title, _("Tidak ada peringatan."))
