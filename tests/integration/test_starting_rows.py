"""The fixtures every integration test relies on do what they promise, after a flush too."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Collection, Locale, Page

CHECKOUT = Path(__file__).resolve().parents[2]


def read_codes() -> list[str]:
    return sorted(Locale.objects.values_list("language_code", flat=True))


@pytest.mark.django_db(transaction=True)
def test_rows_are_there_when_everything_is_flushed_afterwards() -> None:
    assert read_codes() == ["en", "zh-hans"]


@pytest.mark.django_db(transaction=True)
def test_rows_are_there_again() -> None:
    assert read_codes() == ["en", "zh-hans"]
    assert Page.objects.filter(depth=1).count() == 1
    assert Collection.objects.filter(depth=1).count() == 1


def test_rows_are_there_with_the_fixture_alone(db: None) -> None:
    assert read_codes() == ["en", "zh-hans"]


def test_data_folder_is_new(vitrine_data: Path) -> None:
    assert vitrine_data == settings.VITRINE_DATA
    assert [path.name for path in vitrine_data.iterdir()] == ["media"]


def test_a_process_sees_the_same_database(subprocess_environment: dict[str, str]) -> None:
    Locale.objects.filter(language_code="en").delete()
    code = "from wagtail.models import Locale; print(*Locale.objects.values_list('language_code', flat=True))"
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        env=subprocess_environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout.split() == ["zh-hans"]
