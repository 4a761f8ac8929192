"""Says what is wrong with the settings: always with wrong values, and with unsafe ones on `check --deploy`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from cms.settings.environment import Environment

IDS = {
    "VITRINE_DATA": "vitrine.E001",
    "DATABASE_URL": "vitrine.E002",
    "ELASTICSEARCH_URL": "vitrine.E003",
    "REDIS_URL": "vitrine.E004",
    "STORAGE_URL": "vitrine.E005",
    "ALLOWED_HOSTS": "vitrine.E006",
    "BASE_URL": "vitrine.E007",
    "DEBUG": "vitrine.E008",
    "PORT": "vitrine.E009",
    "WEB_WORKERS": "vitrine.E010",
    "TIME_ZONE": "vitrine.E011",
    "CURRENCY": "vitrine.E012",
    "LOG_LEVEL": "vitrine.E013",
    "WEBHOOK_PRIVATE_ADDRESSES": "vitrine.E014",
    "STOREFRONT_URL": "vitrine.E015",
    "MEMBER_ISSUER": "vitrine.E016",
    "MEMBER_AUDIENCE": "vitrine.E017",
    "MEMBER_JWKS_URL": "vitrine.E018",
    "MEMBER_LEEWAY": "vitrine.E019",
    "MEMBER_PRIVATE_ADDRESSES": "vitrine.E020",
    "TRUSTED_PROXIES": "vitrine.E021",
    "PURCHASE_SECRET": "vitrine.E022",
    "ELASTICSEARCH_API_KEY": "vitrine.E023",
    "ELASTICSEARCH_USER": "vitrine.E024",
    "ELASTICSEARCH_CA_FILE": "vitrine.E025",
    "ELASTICSEARCH_PREFIX": "vitrine.E026",
    "ELASTICSEARCH_TIMEOUT": "vitrine.E027",
    "MEDIA_MAX_EDGE": "vitrine.E051",
    "MEDIA_KEEP_ORIGINALS": "vitrine.E052",
    "MEDIA_EXPIRED_BLOCKS": "vitrine.E053",
    "MEDIA_MAX_VIDEO_MB": "vitrine.E054",
    "ELASTICSEARCH_SHARDS": "vitrine.E028",
    "ELASTICSEARCH_REPLICAS": "vitrine.E029",
    "BACKEND_TOKEN": "vitrine.E030",
    "ADMIN_TWO_FACTOR": "vitrine.E041",
    "LOGIN_ATTEMPTS": "vitrine.E042",
    "LOGIN_LOCKOUT_MINUTES": "vitrine.E043",
    "AUDIT_DAYS": "vitrine.E044",
    "NOTICE_DAYS": "vitrine.E045",
    "EMAIL_URL": "vitrine.E061",
    "MAIL_FROM": "vitrine.E062",
}


def register() -> None:
    """Make the checks part of `manage.py check`."""
    checks.register(check_values, "vitrine")
    checks.register(check_safety, "vitrine", deploy=True)


def refuse_wrong_values() -> None:
    """Raise ImproperlyConfigured with every wrong value, for servers that run no checks of their own."""
    from django.conf import settings

    problems = settings.VITRINE_ENVIRONMENT.problems
    if problems:
        raise ImproperlyConfigured("\n".join(f"{one.variable}: {one.reason}. {one.hint}" for one in problems))


def check_values(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error for each environment variable that cannot be used."""
    from django.conf import settings

    return [
        checks.Error(f"{one.variable}: {one.reason}.", hint=one.hint, id=IDS[one.variable])
        for one in settings.VITRINE_ENVIRONMENT.problems
    ]


def check_safety(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """What must not go to production."""
    from django.conf import settings

    return [
        *_find_unsafe(settings.VITRINE_ENVIRONMENT),
        *_find_development(settings),
        *_find_identity(settings),
        *_find_small(settings.VITRINE_ENVIRONMENT),
        *_find_unguarded(settings.VITRINE_ENVIRONMENT),
    ]


def _find_unsafe(environment: Environment) -> Iterator[checks.CheckMessage]:
    if not environment.secret_key_is_given:
        yield checks.Error(
            "SECRET_KEY is not given: one was made in VITRINE_DATA, which several machines would not share.",
            hint="Set SECRET_KEY to 50 random characters, the same for every process, and keep it secret.",
            id="vitrine.E101",
        )
    if environment.debug:
        yield checks.Error(
            "DEBUG is on: errors show source, settings and queries to every visitor.",
            hint="Leave DEBUG out.",
            id="vitrine.E102",
        )
    if not environment.allowed_hosts or "*" in environment.allowed_hosts:
        yield checks.Error(
            "ALLOWED_HOSTS is empty or lets any host name through.",
            hint="Write the names this server answers to: shop.example.com,.example.cn",
            id="vitrine.E103",
        )
    if not environment.base_url.startswith("https://"):
        yield checks.Error(
            f"BASE_URL is {environment.base_url}: links in messages to editors would not be encrypted.",
            hint="Write the https:// address that editors use.",
            id="vitrine.E104",
        )
    if not environment.mail.leaves:
        yield checks.Warning(
            "EMAIL_URL names no mail server: notices and new passwords are written to files that nobody receives.",
            hint="Set EMAIL_URL to smtp+tls://user:password@host:587 and MAIL_FROM to the sender's address.",
            id="vitrine.W105",
        )


def _find_development(settings: Any) -> Iterator[checks.CheckMessage]:
    if settings.VITRINE_IS_DEVELOPMENT:
        yield checks.Error(
            "The development settings are in use.",
            hint="Set DJANGO_SETTINGS_MODULE to cms.settings.production.",
            id="vitrine.E106",
        )


def _find_identity(settings: Any) -> Iterator[checks.CheckMessage]:
    identity = settings.VITRINE_ENVIRONMENT.identity
    if not identity.issuer:
        if settings.VITRINE_IS_DEVELOPMENT or settings.DEBUG:
            yield checks.Error(
                "The built-in identity provider is on: anybody may sign in as any demo member.",
                hint="Use the production settings without DEBUG, and set MEMBER_ISSUER to the shop's own provider.",
                id="vitrine.E107",
            )
        else:
            yield checks.Warning(
                "MEMBER_ISSUER is not set: nobody can sign in, post, review or keep favourites.",
                hint="Set MEMBER_ISSUER and MEMBER_AUDIENCE to the shop's identity provider.",
                id="vitrine.W102",
            )
    for name, url in (("MEMBER_ISSUER", identity.issuer), ("MEMBER_JWKS_URL", identity.jwks_url)):
        if url and not url.startswith("https://"):
            yield checks.Error(
                f"{name} is {url}: whoever sits on the way could hand out keys, and sign in as anybody.",
                hint="Write the provider's https:// address.",
                id="vitrine.E108",
            )


def _find_unguarded(environment: Environment) -> Iterator[checks.CheckMessage]:
    if environment.guarding.two_factor == "off":
        yield checks.Warning(
            "ADMIN_TWO_FACTOR is off: whoever knows a password of the admin is in.",
            hint="Set ADMIN_TWO_FACTOR to required, or to optional.",
            id="vitrine.W103",
        )


def _find_small(environment: Environment) -> Iterator[checks.CheckMessage]:
    if environment.web_workers > 1 and "locmem" in environment.cache["BACKEND"]:
        yield checks.Error(
            f"{environment.web_workers} web processes would each have a cache of their own, and disagree.",
            hint="Set REDIS_URL, or WEB_WORKERS to 1.",
            id="vitrine.E105",
        )
    if "sqlite3" in environment.database["ENGINE"]:
        yield checks.Warning(
            "SQLite holds the shop: enough for one machine, but one writer at a time.",
            hint="Set DATABASE_URL to a PostgreSQL server.",
            id="vitrine.W101",
        )
