"""Commands that talk to a person speak the terminal's language, not the shop's."""

from __future__ import annotations

import os

from django.utils import translation


def speak_the_terminals_language() -> None:
    """Activate Chinese or English by LC_ALL, LC_MESSAGES or LANG."""
    chosen = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    translation.activate("zh-hans" if chosen.lower().startswith("zh") else "en")
