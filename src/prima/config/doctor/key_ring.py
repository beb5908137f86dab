"""Whether the key ring can be used, and whether a change of keys was left half done."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem, warning
from prima.kernel.crypto import keys
from prima.kernel.crypto.keys import KeyFileError, KeyRing


def rotation() -> Finding:
    """Older keys are retired once nothing is sealed under them; a lost one is not forgotten."""
    title = _("Kunci penyegel")
    try:
        ring = keys.read_ring(settings.PRIMA_KEYS_FILE)
    except KeyFileError as error:
        return problem(
            "keys", title, str(error), _("Kembalikan berkas kunci sebelum server dimulai ulang.")
        )
    if ring.unrecorded:
        return warning(
            "keys",
            title,
            _("Perubahan kunci terputus sebelum tercatat di jurnal."),
            _("Lengkapi dengan: prima keys status"),
        )
    unfinished = _unfinished(ring)
    if unfinished:
        return warning("keys", title, unfinished, _("Lanjutkan dengan: prima keys rotate"))
    if ring.lost:
        return warning(
            "keys",
            title,
            _("Ada kunci yang hilang: sebagian data lama tidak dapat dibuka."),
            _("Bila berkas kunci lama ditemukan: prima keys after-loss --found BERKAS"),
        )
    return ok("keys", title, _("Kunci %(key)s dipakai menulis.") % {"key": ring.active})


def _unfinished(ring: KeyRing) -> str:
    if ring.waiting:
        return _("Kunci baru sudah ditambahkan, tetapi belum dipakai.")
    if ring.keys.keys() - ring.retired - {ring.active}:
        return _("Penggantian kunci belum selesai: sebagian data masih memakai kunci lama.")
    return ""
