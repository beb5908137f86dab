"""The mailbox for reports: whether it opens, and how many letters in it wait for a person."""

from __future__ import annotations

import ssl
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prima.config.doctor.finding import Finding, ok, problem, warning
from prima.kernel.messages import inbox

LONGEST_SECONDS: Final = 5.0


def mailbox() -> Finding:
    """Log in and count the starred letters; nothing is read and nothing is marked."""
    title = _("Kotak surel pengaduan")
    if not inbox.is_set_up():
        return ok("mailbox", title, _("Tidak dipakai; laporan lewat surel tidak dibaca."))
    try:
        with inbox.opened(LONGEST_SECONDS) as box:
            waiting = box.aside()
    except inbox.FAULTS as fault:
        return problem(
            "mailbox",
            title,
            _("Sertifikat server kotak surel tidak dapat dipercaya.")
            if isinstance(fault, ssl.SSLError)
            else _("Kotak surel tidak dapat dibuka."),
            _(
                "Periksa PRIMA_INTAKE_IMAP_HOST dan pengaturan sesudahnya. Surel warga menunggu "
                "di kotaknya dan dibaca begitu kotak terbuka."
            ),
        )
    if not waiting:
        return ok("mailbox", title, _("Terbuka; tidak ada surel yang menunggu dilihat orang."))
    return warning(
        "mailbox",
        title,
        ngettext(
            "%(count)d surel tidak dapat dibaca sendiri oleh sistem.",
            "%(count)d surel tidak dapat dibaca sendiri oleh sistem.",
            waiting,
        )
        % {"count": waiting},
        _(
            "Buka kotak surelnya: surel itu berbintang dan belum dibaca. Catat bila itu laporan, "
            "lalu tandai sudah dibaca."
        ),
    )
