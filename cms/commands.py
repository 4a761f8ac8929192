"""What every command of ours shares: it speaks the language of the terminal, not the shop's."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation


class TerminalCommand(BaseCommand):
    """A command whose texts are lazy: they are said when somebody reads them."""

    help: Any = ""

    def run_from_argv(self, argv: list[str]) -> None:
        speak_the_terminals_language()
        super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # argparse takes real strings only.
        self.help = str(self.help)
        return super().create_parser(prog_name, subcommand, **kwargs)


def speak_the_terminals_language() -> None:
    """Activate Chinese or English by LC_ALL, LC_MESSAGES or LANG."""
    chosen = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    translation.activate("zh-hans" if chosen.lower().startswith("zh") else "en")
