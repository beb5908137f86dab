"""What is different while a demonstration is served: the banner, and letters that go nowhere."""

import os

from django.conf import settings

from prima.config import places

MAIL_FOLDER = "surat-peragaan"


def switch_on() -> None:
    """Show the banner; without a mail server of one's own, letters are kept in a folder.

    The applicants are invented: nobody is there to write to, and a worker that tries again and
    again to reach a mail server would fill the log.
    """
    settings.PRIMA_DEMO = True
    if "PRIMA_SMTP_HOST" not in os.environ:
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = places.private_folder(settings.DATA_DIR / MAIL_FOLDER)
