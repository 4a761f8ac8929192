"""Preparing takes every step, none twice, and those that were cut off again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError
from django.utils import translation
from wagtail.models import Locale

from cms.operations import preparing
from cms.operations.preparing import Plan, prepare

pytestmark = pytest.mark.django_db


class Commands:
    """Stands in for the commands that steps call; notes them, and fails where it is told to."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.called: list[str] = []
        self.failing: dict[str, Exception] = {}

    def __call__(self, name: str, **options: Any) -> None:
        if options.get("if_needed") and (self.data / "index" / "CURRENT").exists():
            return
        self.called.append(name)
        if name in self.failing:
            raise self.failing[name]
        if name == "search_rebuild":
            (self.data / "index").mkdir(exist_ok=True)
            (self.data / "index" / "CURRENT").touch()

    def take(self) -> list[str]:
        called, self.called = self.called, []
        return called


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, vitrine_data: Path) -> Commands:
    commands = Commands(vitrine_data)
    monkeypatch.setattr(preparing, "call_command", commands)
    # The test's own connection has to outlive the preparation.
    monkeypatch.setattr(preparing.connections, "close_all", lambda: None)
    return commands


def run(*, demo: bool = False) -> tuple[list[str], list[str]]:
    said: list[str] = []
    with translation.override("en"):
        closing = prepare(Plan(demo=demo), say=said.append)
    return closing, [line for line in said if line.startswith("==>")]


def test_without_demo_there_is_no_account_and_no_product(commands: Commands) -> None:
    closing, steps = run()
    assert closing == []
    assert not get_user_model().objects.exists()
    assert Group.objects.filter(name="运营负责人").exists()
    assert steps == [
        "==> Messages …",
        "==> Database …",
        "==> Locales …",
        "==> Pages …",
        "==> Community …",
        "==> Collections …",
        "==> Roles …",
        "==> Synonyms …",
        "==> Norms …",
        "==> Handbook …",
        "==> Audit log …",
        "==> Notices …",
        "==> Search index …",
        "==> GraphQL explorer …",
    ]
    assert commands.take() == ["search_synonyms", "search_rebuild", "build_explorer"]


def test_with_demo_the_login_is_told_at_the_end(commands: Commands, vitrine_data: Path) -> None:
    closing, _ = run(demo=True)
    password = (vitrine_data / "admin-password").read_text().split()[0]
    shared = (vitrine_data / "demo-password").read_text().split()[0]
    assert closing[:2] == [f"Login: admin / {password}", f"As one of these, with the password {shared}:"]
    assert closing[2] == "  lin.zhiyuan   运营负责人  Head of operations"
    assert len(closing) == 9
    assert commands.take() == ["search_synonyms", "load_demo", "search_rebuild", "build_explorer"]


def test_the_index_is_built_once(commands: Commands) -> None:
    run()
    commands.take()
    run()
    assert commands.take() == ["search_synonyms", "build_explorer"]


def test_both_locales_are_made(commands: Commands) -> None:
    Locale.objects.filter(language_code="en").delete()
    run()
    assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["en", "zh-hans"]


def test_a_step_that_was_cut_off_is_taken_again(commands: Commands, vitrine_data: Path) -> None:
    commands.failing["search_rebuild"] = CommandError("the disk is full")
    with pytest.raises(CommandError, match="the disk is full"):
        run()
    # What it had written so far looks like an index.
    (vitrine_data / "index").mkdir()
    (vitrine_data / "index" / "CURRENT").touch()
    commands.failing.clear()
    commands.take()

    run()

    assert commands.take() == ["search_synonyms", "search_rebuild", "build_explorer"]
    assert [path.name for path in vitrine_data.iterdir() if path.name.startswith("unfinished")] == []


def test_without_a_way_to_build_the_explorer_the_shop_still_runs(commands: Commands) -> None:
    commands.failing["build_explorer"] = CommandError("no network")
    said: list[str] = []
    with translation.override("en"):
        prepare(Plan(demo=False), say=said.append)
    (line,) = [line for line in said if "no network" in line]
    assert line.startswith("    not built, the shop works without it: no network (")
