"""The environment of a deployment becomes Django's shapes; what cannot be used is said and replaced."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from cms.settings.cluster import Cluster
from cms.settings.email import Mail
from cms.settings.environment import Environment, MediaLimits
from cms.settings.guarding import Guarding
from cms.settings.identity import Identity
from cms.settings.reader import Problem

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
}
BEGINS = "it has to begin with {}, and begins with {}"
MAILS = "consolemail:// or filemail:// or smtp:// or smtp+ssl:// or smtp+tls://"
DATABASES = "postgres:// or postgresql:// or sqlite://"
NO_ADDRESS = "it is no address; special characters in a password have to be written as %40, %2F, %23 …"
MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "vitrine",
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}


def read(data: Path, **variables: str) -> Environment:
    return Environment.read({"VITRINE_DATA": str(data), **variables})


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}


def folder(data: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(data / "media"), "base_url": "/media/"},
    }


def files(data: Path) -> Mail:
    sender = {"DEFAULT_FROM_EMAIL": "Vitrine <vitrine@localhost>", "EMAIL_TIMEOUT": 15}
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return Mail({**sender, "EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": data / "mail"}, False)


def test_mail_by_address(tmp_path: Path) -> None:
    mail = read(tmp_path, EMAIL_URL="smtp+tls://shop:p%40ss@mail.example", MAIL_FROM="商城 <cms@shop.example>").mail
    assert mail == Mail(
        {
            "DEFAULT_FROM_EMAIL": "商城 <cms@shop.example>",
            "EMAIL_TIMEOUT": 15,
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "mail.example",
            "EMAIL_HOST_USER": "shop",
            "EMAIL_HOST_PASSWORD": "p@ss",
            "EMAIL_PORT": 587,
            "EMAIL_USE_TLS": True,
            "EMAIL_USE_SSL": False,
        },
        True,
    )
    plain = read(tmp_path, EMAIL_URL="smtp://mail.example").mail.settings
    assert (plain["EMAIL_PORT"], plain["EMAIL_HOST_USER"], plain["EMAIL_USE_TLS"]) == (25, "", False)
    secure = read(tmp_path, EMAIL_URL="smtp+ssl://u:p@mail.example").mail.settings
    assert (secure["EMAIL_PORT"], secure["EMAIL_USE_SSL"]) == (465, True)
    folder = read(tmp_path, EMAIL_URL=f"filemail://{tmp_path}/letters").mail
    assert (folder.settings["EMAIL_FILE_PATH"], folder.leaves) == (tmp_path / "letters", False)
    assert read(tmp_path, EMAIL_URL="consolemail://").mail.leaves is False


def test_nothing_given_is_one_machine_without_preparation(tmp_path: Path) -> None:
    environment = read(tmp_path)

    assert environment == Environment(
        data=tmp_path,
        database=sqlite(tmp_path / "vitrine.sqlite3"),
        cache=MEMORY,
        storage=folder(tmp_path),
        elasticsearch=Cluster(),
        mail=files(tmp_path),
        secret_key=(tmp_path / "secret-key").read_text(),
        secret_key_is_given=False,
        allowed_hosts=[],
        debug=False,
        port=8000,
        web_workers=1,
        base_url="http://localhost:8000",
        storefront_url="http://localhost:8000",
        time_zone="Asia/Shanghai",
        currency="CNY",
        log_level="WARNING",
        webhook_private_addresses=False,
        identity=Identity(),
        trusted_proxies=None,
        purchase_secret="",
        backend_token="",
        guarding=Guarding(),
        media=MediaLimits(4096, False, False, 200),
        problems=[],
    )


def test_everything_given(tmp_path: Path) -> None:
    authority = tmp_path / "authority.pem"
    authority.touch()
    environment = read(
        tmp_path / "data",
        DATABASE_URL="postgres://shop:p%40ss@db.example:5433/vitrine",
        REDIS_URL="rediss://:secret@cache.example:6380/1",
        STORAGE_URL="s3://key:se%2Fcret@files.example:9000/pictures?region=cn-north-1&domain=cdn.example&tls=0",
        ELASTICSEARCH_URL="https://elastic:p%40ss@one.example:9200, https://two.example",
        ELASTICSEARCH_CA_FILE=str(authority),
        ELASTICSEARCH_PREFIX="shop",
        ELASTICSEARCH_TIMEOUT="9",
        ELASTICSEARCH_SHARDS="3",
        ELASTICSEARCH_REPLICAS="1",
        SECRET_KEY=" given ",
        ALLOWED_HOSTS="shop.example, .example.cn,[::1],*",
        DEBUG="Yes",
        PORT="8080",
        WEB_WORKERS="4",
        BASE_URL="https://cms.example/",
        TIME_ZONE="Europe/Paris",
        CURRENCY="EUR",
        LOG_LEVEL="info",
        MEMBER_ISSUER="https://login.example/",
        MEMBER_AUDIENCE="shop",
        MEMBER_LEEWAY="5",
        MEMBER_PRIVATE_ADDRESSES="1",
        TRUSTED_PROXIES="2",
        PURCHASE_SECRET="p" * 32,
        BACKEND_TOKEN="b" * 32,
        ADMIN_TWO_FACTOR="Required",
        LOGIN_ATTEMPTS="10",
        LOGIN_LOCKOUT_MINUTES="60",
        AUDIT_DAYS="365",
        NOTICE_DAYS="30",
    )

    assert environment.problems == []
    assert environment.data == tmp_path / "data"
    assert environment.data.is_dir()
    assert environment.database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "vitrine",
        "USER": "shop",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    assert environment.cache == {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "rediss://:secret@cache.example:6380/1",
    }
    assert environment.storage == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "pictures",
            "access_key": "key",
            "secret_key": "se/cret",
            "endpoint_url": "http://files.example:9000",
            "region_name": "cn-north-1",
            "custom_domain": "cdn.example",
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }
    assert environment.elasticsearch == Cluster(
        urls=("https://one.example:9200", "https://two.example"),
        user="elastic",
        password="p@ss",
        ca_file=str(authority),
        prefix="shop",
        timeout_seconds=9,
        shards=3,
        replicas=1,
    )
    assert "p@ss" not in repr(environment.elasticsearch)
    assert (environment.secret_key, environment.secret_key_is_given) == ("given", True)
    assert not (tmp_path / "data" / "secret-key").exists()
    assert environment.allowed_hosts == ["shop.example", ".example.cn", "[::1]", "*"]
    assert environment.debug is True
    assert (environment.port, environment.web_workers) == (8080, 4)
    assert environment.base_url == "https://cms.example"
    assert (environment.time_zone, environment.currency, environment.log_level) == ("Europe/Paris", "EUR", "INFO")
    assert environment.identity == Identity(
        "https://login.example/", "shop", "https://login.example/.well-known/jwks.json", 5, private_addresses=True
    )
    assert environment.trusted_proxies == 2
    assert environment.guarding == Guarding("required", 10, 60, 365, 30)
    assert environment.purchase_secret == "p" * 32


def test_base_url_follows_the_port(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="9000").base_url == "http://localhost:9000"


@pytest.mark.parametrize("given", [{"ELASTICSEARCH_USER": "elastic"}, {"ELASTICSEARCH_PASSWORD": "secret"}])
def test_half_of_who_signs_in_is_refused(tmp_path: Path, given: dict[str, str]) -> None:
    environment = read(tmp_path, **given)
    assert environment.elasticsearch == Cluster()
    assert [(each.variable, each.reason) for each in environment.problems] == [
        ("ELASTICSEARCH_USER", "user and password belong together, and one is missing")
    ]


def test_a_key_and_a_user_are_one_too_many(tmp_path: Path) -> None:
    environment = read(
        tmp_path, ELASTICSEARCH_API_KEY="key", ELASTICSEARCH_USER="elastic", ELASTICSEARCH_PASSWORD="secret"
    )
    assert environment.elasticsearch == Cluster(api_key="key")
    assert [each.variable for each in environment.problems] == ["ELASTICSEARCH_API_KEY"]


def test_sqlite_by_address(tmp_path: Path) -> None:
    path = tmp_path / "a b.sqlite3"
    environment = read(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/a%20b.sqlite3")
    assert (environment.database, environment.problems) == (sqlite(path), [])


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("DATABASE_URL", "mysql://a/b", BEGINS.format(DATABASES, "mysql://")),
        ("DATABASE_URL", "localhost", BEGINS.format(DATABASES, "something else")),
        ("DATABASE_URL", "postgres://u:p@h:abc/db", NO_ADDRESS),
        ("DATABASE_URL", "postgres://u:p@h:5432/", "it names no database"),
        ("DATABASE_URL", "sqlite://", "it names no file"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3", "the folder /nowhere/at does not exist"),
        ("REDIS_URL", "localhost:6379", BEGINS.format("redis:// or rediss:// or unix://", "something else")),
        ("STORAGE_URL", "/var/media", BEGINS.format("s3://", "something else")),
        ("STORAGE_URL", "s3://key:secret@host", "it has to name one bucket"),
        ("STORAGE_URL", "s3://key:secret@host/bucket/folder", "it has to name one bucket"),
        ("ELASTICSEARCH_URL", "search:9200", BEGINS.format("http:// or https://", "something else")),
        ("ELASTICSEARCH_URL", "http://", "it names no server"),
        ("ELASTICSEARCH_PREFIX", "Shop-1", "'Shop-1' cannot begin the name of an index"),
        ("ELASTICSEARCH_CA_FILE", "/nowhere.pem", "there is no file /nowhere.pem"),
        ("ELASTICSEARCH_CA_FILE", "/etc/hostname", "it means nothing without https:// in ELASTICSEARCH_URL"),
        ("ELASTICSEARCH_TIMEOUT", "0", "'0' is no number from 1 to 60"),
        ("ELASTICSEARCH_SHARDS", "65", "'65' is no number from 1 to 64"),
        ("ELASTICSEARCH_REPLICAS", "x", "'x' is no number from 0 to 9"),
        ("ALLOWED_HOSTS", "https://shop.example", "'https://shop.example' is no host name"),
        ("ALLOWED_HOSTS", "shop.example:80", "'shop.example:80' is no host name"),
        ("ALLOWED_HOSTS", "::1", "'::1' is no host name"),
        ("DEBUG", "maybe", "'maybe' is neither true nor false"),
        ("PORT", "0", "'0' is no number from 1 to 65535"),
        ("PORT", "65536", "'65536' is no number from 1 to 65535"),
        ("PORT", "８０００", "'８０００' is no number from 1 to 65535"),
        ("WEB_WORKERS", "-1", "'-1' is no number from 1 to 64"),
        ("BASE_URL", "cms.example", BEGINS.format("http:// or https://", "something else")),
        ("BASE_URL", "https:///path", "it names no host"),
        ("TIME_ZONE", "Mars/Olympus", "'Mars/Olympus' is no time zone"),
        ("TIME_ZONE", "../etc/passwd", "'../etc/passwd' is no time zone"),
        ("CURRENCY", "yuan", "'yuan' is no ISO 4217 code"),
        ("MEMBER_ISSUER", "login.example", BEGINS.format("http:// or https://", "something else")),
        ("MEMBER_ISSUER", "https://", "it names no host"),
        ("MEMBER_AUDIENCE", "shop", "it means nothing without MEMBER_ISSUER"),
        ("MEMBER_JWKS_URL", "https://login.example/keys", "it means nothing without MEMBER_ISSUER"),
        ("MEMBER_LEEWAY", "-1", "'-1' is no number from 0 to 600"),
        ("MEMBER_PRIVATE_ADDRESSES", "maybe", "'maybe' is neither true nor false"),
        ("TRUSTED_PROXIES", "one", "'one' is no number from 0 to 9"),
        ("PURCHASE_SECRET", "short", "it has 5 characters, and 32 are the fewest"),
        ("BACKEND_TOKEN", "short", "it has 5 characters, and 32 are the fewest"),
        ("MEDIA_MAX_EDGE", "huge", "'huge' is no number from 0 to 16000"),
        ("MEDIA_KEEP_ORIGINALS", "maybe", "'maybe' is neither true nor false"),
        ("MEDIA_EXPIRED_BLOCKS", "maybe", "'maybe' is neither true nor false"),
        ("MEDIA_MAX_VIDEO_MB", "0", "'0' is no number from 1 to 4000"),
        ("EMAIL_URL", "mail.example:25", BEGINS.format(MAILS, "something else")),
        ("EMAIL_URL", "smtp://", "it names no host"),
        ("EMAIL_URL", "smtp://u:p@h:abc", NO_ADDRESS),
        ("MAIL_FROM", "shop", "'shop' is no mail address"),
        ("MAIL_FROM", "Shop <@shop.example>", "'Shop <@shop.example>' is no mail address"),
        ("LOG_LEVEL", "loud", "'LOUD' is not one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_wrong_value_is_said_and_its_default_used(tmp_path: Path, variable: str, value: str, reason: str) -> None:
    environment = read(tmp_path, **{variable: value})

    assert [(problem.variable, problem.reason) for problem in environment.problems] == [(variable, reason)]
    assert environment.problems[0].hint
    assert _without_problems(environment) == _without_problems(read(tmp_path))


@pytest.mark.parametrize(
    ("variables", "variable"),
    [
        ({"MEMBER_AUDIENCE": ""}, "MEMBER_AUDIENCE"),
        ({"MEMBER_JWKS_URL": "ftp://login.example"}, "MEMBER_JWKS_URL"),
        ({"MEMBER_JWKS_URL": "https:///keys"}, "MEMBER_JWKS_URL"),
    ],
)
def test_half_a_provider_is_none(tmp_path: Path, variables: dict[str, str], variable: str) -> None:
    whole = {"MEMBER_ISSUER": "https://login.example", "MEMBER_AUDIENCE": "shop"}
    environment = read(tmp_path, **(whole | variables))
    assert [problem.variable for problem in environment.problems] == [variable]
    assert environment.identity == Identity()


def test_a_password_is_never_repeated(tmp_path: Path) -> None:
    environment = read(
        tmp_path, DATABASE_URL="postgres://u:hunter2@h:x/d", REDIS_URL="http://:hunter2@h", STORAGE_URL="x://hunter2"
    )
    assert len(environment.problems) == 3
    assert "hunter2" not in repr(environment.problems)


def test_every_wrong_value_is_said_at_once(tmp_path: Path) -> None:
    environment = read(tmp_path, PORT="x", DEBUG="x", CURRENCY="x")
    assert sorted(problem.variable for problem in environment.problems) == ["CURRENCY", "DEBUG", "PORT"]


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environment = read(tmp_path / "file" / "data")
    assert environment.problems == [
        Problem(
            "VITRINE_DATA",
            f"the folder {tmp_path}/file/data cannot be used: Not a directory",
            "Name a folder that this user may create and write to, or leave it out for ./var.",
        )
    ]


def test_the_secret_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key

    assert len(first) >= 50
    assert read(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_another_folder_has_another_secret_key(tmp_path: Path) -> None:
    assert read(tmp_path / "a").secret_key != read(tmp_path / "b").secret_key


def _without_problems(environment: Environment) -> dict[str, Any]:
    return {name: value for name, value in vars(environment).items() if name != "problems"}
