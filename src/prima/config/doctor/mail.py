"""The mail server: it is greeted and asked to let us in, and nothing is sent."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from threading import Thread
from typing import Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem, warning

LONGEST_SECONDS: Final = 5.0
_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"


def mail() -> Finding:
    """Connect, greet (EHLO), start TLS and log in as the settings say, within five seconds."""
    title = _("Server surel")
    if settings.EMAIL_BACKEND != _SMTP:
        return warning(
            "mail",
            title,
            _("Surel tidak dikirim keluar; ini mode percobaan."),
            _("Isi PRIMA_SMTP_HOST untuk mengirim surel sungguhan."),
        )
    fault = _fault()
    if fault is None:
        return ok("mail", title, _("Server surel menjawab; tidak ada surel yang dikirim."))
    return problem(
        "mail",
        title,
        fault,
        _(
            "Periksa PRIMA_SMTP_HOST, PRIMA_SMTP_PORT, PRIMA_SMTP_SECURITY dan kata sandinya. "
            "Surel menunggu dan dicoba lagi; pelayanan tetap berjalan."
        ),
    )


def _fault() -> str | None:
    """What went wrong, without what the server said: it may quote names."""
    told: list[str | None] = []
    talk = Thread(target=lambda: told.append(_talk()), name="doctor-mail", daemon=True)
    talk.start()
    talk.join(LONGEST_SECONDS)  # each step has its own limit, and all of them together this one
    return told[0] if told else _("Server surel tidak menjawab dalam lima detik.")


def _talk() -> str | None:
    backend: Any = get_connection(timeout=LONGEST_SECONDS)
    try:
        backend.open()
        backend.connection.ehlo_or_helo_if_needed()
    except smtplib.SMTPAuthenticationError:
        return _("Server surel menolak nama atau kata sandi kita.")
    except smtplib.SMTPNotSupportedError:
        return _("Server surel tidak mengenal cara aman yang diminta.")
    except ssl.SSLError:
        return _("Sertifikat server surel tidak dapat dipercaya.")
    except (smtplib.SMTPException, OSError) as fault:
        # smtplib calls a server that says nothing in time one that hung up.
        if TimeoutError in (type(fault), type(fault.__context__)):
            return _("Server surel tidak menjawab dalam lima detik.")
        return _("Server surel tidak dapat dihubungi.")
    finally:
        with suppress(smtplib.SMTPException, OSError):
            backend.close()
    return None
