"""Django's handler, for the router's threads and for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prima.config.settings")

application = get_wsgi_application()
