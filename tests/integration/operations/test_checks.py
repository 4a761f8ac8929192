"""`manage.py check` says every wrong value, `check --deploy` everything that must not go to production."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import checks
from cms.settings.environment import Environment

SAFE = {
    "SECRET_KEY": "s" * 50,
    "ALLOWED_HOSTS": "shop.example",
    "BASE_URL": "https://cms.example",
    "DATABASE_URL": "postgres://shop:secret@db.example/shop",
    "REDIS_URL": "redis://cache.example",
    "WEB_WORKERS": "4",
    "MEMBER_ISSUER": "https://login.example",
    "MEMBER_AUDIENCE": "shop",
    "ADMIN_TWO_FACTOR": "required",
    "EMAIL_URL": "smtp+tls://shop:secret@mail.example",
}


@pytest.fixture
def use(settings: Any, tmp_path: Path) -> Any:
    def use(**variables: str) -> None:
        settings.VITRINE_ENVIRONMENT = Environment.read({"VITRINE_DATA": str(tmp_path), **variables})

    return use


def list_ids(found: list[Any]) -> list[str]:
    return sorted(message.id for message in found)


def test_nothing_is_wrong_with_nothing_given(use: Any) -> None:
    use()
    assert checks.check_values(None) == []


def test_a_wrong_value_names_variable_reason_and_way_out(use: Any) -> None:
    use(PORT="eighty")
    (error,) = checks.check_values(None)
    assert (error.id, error.msg, error.hint) == (
        "vitrine.E009",
        "PORT: 'eighty' is no number from 1 to 65535.",
        "Leave PORT out for 8000.",
    )


def test_every_variable_that_can_be_wrong_has_an_id(use: Any) -> None:
    use(
        VITRINE_DATA="/dev/null/data",
        DATABASE_URL="x",
        ELASTICSEARCH_URL="x",
        ELASTICSEARCH_USER="x",
        ELASTICSEARCH_CA_FILE="/nowhere",
        ELASTICSEARCH_PREFIX="X",
        ELASTICSEARCH_TIMEOUT="x",
        ELASTICSEARCH_SHARDS="x",
        ELASTICSEARCH_REPLICAS="x",
        REDIS_URL="x",
        STORAGE_URL="x",
        ALLOWED_HOSTS="a/b",
        BASE_URL="x",
        DEBUG="x",
        PORT="x",
        WEB_WORKERS="x",
        TIME_ZONE="x",
        CURRENCY="x",
        LOG_LEVEL="x",
        WEBHOOK_PRIVATE_ADDRESSES="x",
        STOREFRONT_URL="x",
        MEMBER_AUDIENCE="x",
        MEMBER_JWKS_URL="x",
        MEMBER_LEEWAY="x",
        MEMBER_PRIVATE_ADDRESSES="x",
        TRUSTED_PROXIES="x",
        PURCHASE_SECRET="x",
        BACKEND_TOKEN="x",
        ADMIN_TWO_FACTOR="x",
        LOGIN_ATTEMPTS="1",
        LOGIN_LOCKOUT_MINUTES="0",
        AUDIT_DAYS="x",
        NOTICE_DAYS="6",
        MEDIA_MAX_EDGE="x",
        MEDIA_KEEP_ORIGINALS="x",
        MEDIA_EXPIRED_BLOCKS="x",
        MEDIA_MAX_VIDEO_MB="x",
        EMAIL_URL="x",
        MAIL_FROM="x",
    )
    without_a_provider = list_ids(checks.check_values(None))
    use(MEMBER_ISSUER="x", ELASTICSEARCH_API_KEY="x", ELASTICSEARCH_USER="x", ELASTICSEARCH_PASSWORD="x")
    assert sorted(without_a_provider + list_ids(checks.check_values(None))) == sorted(checks.IDS.values())


def test_a_server_does_not_start_on_a_default_nobody_asked_for(use: Any) -> None:
    use(CURRENCY="yuan")
    with pytest.raises(ImproperlyConfigured) as raised:
        checks.refuse_wrong_values()
    assert str(raised.value) == ("CURRENCY: 'yuan' is no ISO 4217 code. Write three capitals such as CNY.")


def test_safe_settings_are_let_through(use: Any) -> None:
    use(**SAFE)
    checks.refuse_wrong_values()
    assert checks.check_safety(None) == []


@pytest.mark.parametrize(
    ("variables", "id_"),
    [
        ({"SECRET_KEY": ""}, "vitrine.E101"),
        ({"DEBUG": "1"}, "vitrine.E102"),
        ({"ALLOWED_HOSTS": ""}, "vitrine.E103"),
        ({"ALLOWED_HOSTS": "shop.example,*"}, "vitrine.E103"),
        ({"BASE_URL": "http://cms.example"}, "vitrine.E104"),
        ({"REDIS_URL": ""}, "vitrine.E105"),
        ({"EMAIL_URL": ""}, "vitrine.W105"),
        ({"EMAIL_URL": "consolemail://"}, "vitrine.W105"),
        ({"DATABASE_URL": ""}, "vitrine.W101"),
        ({"MEMBER_ISSUER": "http://login.example", "MEMBER_JWKS_URL": "https://login.example"}, "vitrine.E108"),
        ({"MEMBER_JWKS_URL": "http://login.example"}, "vitrine.E108"),
        ({"MEMBER_ISSUER": "", "MEMBER_AUDIENCE": ""}, "vitrine.W102"),
        ({"ADMIN_TWO_FACTOR": ""}, "vitrine.W103"),
    ],
)
def test_each_unsafe_setting_is_refused(use: Any, variables: dict[str, str], id_: str) -> None:
    use(**(SAFE | variables))
    assert list_ids(checks.check_safety(None)) == [id_]


def test_development_settings_are_refused(use: Any, settings: Any) -> None:
    use(**SAFE)
    settings.VITRINE_IS_DEVELOPMENT = True
    assert list_ids(checks.check_safety(None)) == ["vitrine.E106"]
    use(**(SAFE | {"MEMBER_ISSUER": "", "MEMBER_AUDIENCE": ""}))
    assert list_ids(checks.check_safety(None)) == ["vitrine.E106", "vitrine.E107"]


def test_one_web_process_may_keep_its_cache_to_itself(use: Any) -> None:
    use(**(SAFE | {"REDIS_URL": "", "WEB_WORKERS": "1"}))
    assert checks.check_safety(None) == []
