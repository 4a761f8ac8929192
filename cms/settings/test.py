"""Fast and apart: every test process has a data folder of its own, removed when it ends.

`DATABASE_URL` is honoured, so the same suite runs on SQLite (a file, as in real life) and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

# Nothing of the developer's own environment may change what the tests see; the database alone is chosen there.
for _name in (
    "ADMIN_TWO_FACTOR",
    "ALLOWED_HOSTS",
    "AUDIT_DAYS",
    "BACKEND_TOKEN",
    "BASE_URL",
    "DEBUG",
    "ELASTICSEARCH_API_KEY",
    "ELASTICSEARCH_CA_FILE",
    "ELASTICSEARCH_PASSWORD",
    "ELASTICSEARCH_PREFIX",
    "ELASTICSEARCH_REPLICAS",
    "ELASTICSEARCH_SHARDS",
    "ELASTICSEARCH_TIMEOUT",
    "ELASTICSEARCH_URL",
    "ELASTICSEARCH_USER",
    "LOGIN_ATTEMPTS",
    "LOGIN_LOCKOUT_MINUTES",
    "EMAIL_URL",
    "MAIL_FROM",
    "MEMBER_AUDIENCE",
    "MEMBER_ISSUER",
    "MEMBER_JWKS_URL",
    "MEMBER_LEEWAY",
    "MEMBER_PRIVATE_ADDRESSES",
    "NOTICE_DAYS",
    "PORT",
    "PURCHASE_SECRET",
    "REDIS_URL",
    "STORAGE_URL",
    "STOREFRONT_URL",
    "TRUSTED_PROXIES",
):
    os.environ.pop(_name, None)
os.environ["VITRINE_DATA"] = tempfile.mkdtemp(prefix="vitrine-test-")
atexit.register(shutil.rmtree, os.environ["VITRINE_DATA"], ignore_errors=True)

from cms.settings.base import *  # noqa: E402, F403
from cms.settings.base import DATABASES, STORAGES, VITRINE_DATA  # noqa: E402

SECRET_KEY = "only-for-tests"  # noqa: S105
# What one test has in its menus is none of the next one's business.
SHOP_FRAME_SECONDS = 0
# No thread may write beside the transaction that a test is in.
BEHAVIOUR_STORES_SEARCHES = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Tests read the messages as the code has them, whether or not a catalogue has been compiled.
LOCALE_PATHS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    # Without a location of its own, so that it follows MEDIA_ROOT, which each test gets anew.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": STORAGES["staticfiles"],
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file and not memory: worker processes started by a test open it too. Nothing of it has to outlive a crash.
    DATABASES["default"]["TEST"] = {"NAME": VITRINE_DATA / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
