"""The argument --engine of commands that look after an index."""

from __future__ import annotations

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from search.engines import list_engines


def add_engine_argument(parser: CommandParser) -> None:
    """Of the engines this installation has, the one that answers unless another is named."""
    names = list_engines()
    parser.add_argument("--engine", choices=names, default=names[0], help=_("Of the engines that the settings name."))
