"""What a WSGI server imports."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()

# A server runs no checks of its own, and must not start on a default that nobody asked for.
from cms.settings.checks import refuse_wrong_values  # noqa: E402

refuse_wrong_values()
