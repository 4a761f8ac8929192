"""Every command of ours says what it is for, in the language of whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.utils.functional import Promise

from cms.commands import TerminalCommand

OURS = sorted(
    name
    for package in ("cms", "search", "campaigns", "graphql")
    for path in Path(settings.CHECKOUT, package).rglob("management/commands/*.py")
    if (name := path.stem) != "__init__"
)


@pytest.mark.parametrize("name", OURS)
def test_help_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class(get_commands()[name], name)
    assert isinstance(command, TerminalCommand)
    assert isinstance(command.help, Promise)
    command.print_help("manage.py", name)
    assert "".join(str(command.help).split()) in "".join(capsys.readouterr().out.split())
