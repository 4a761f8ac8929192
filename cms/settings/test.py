"""Fast and apart: every test process has a data folder of its own."""

import os
import tempfile

os.environ["VITRINE_DATA"] = tempfile.mkdtemp(prefix="vitrine-test-")

from cms.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
