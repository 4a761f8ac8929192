"""One machine, no preparation: SQLite, a tantivy folder, local files. `make run` uses these."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS

ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", ".localhost"]
VITRINE_IS_DEVELOPMENT = True
