"""One machine, no preparation: SQLite, a tantivy folder, local files. `make run` uses these."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS, VITRINE_DATA

ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", ".localhost"]
VITRINE_IS_DEVELOPMENT = True

# Nobody has a mail server at hand on their own machine: what would be sent can be read in a folder.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VITRINE_DATA / "mail"
