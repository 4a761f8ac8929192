"""Behind a TLS proxy; `manage.py check --deploy` refuses what is unsafe here."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import CHECKOUT, STORAGES, environment

# The TLS proxy, unless something else is said.
VITRINE_TRUSTED_PROXIES = 1 if environment.trusted_proxies is None else environment.trusted_proxies

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# `manage.py collectstatic` has put everything there, compressed and with its hash in the name.
STATIC_ROOT = CHECKOUT / "static"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
