"""What commands that look after an index have in common: the argument --engine, what they call each corpus."""

from __future__ import annotations

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.engines import PAGES, PRODUCTS, list_engines

CORPUS_NAMES = {PRODUCTS: gettext_lazy("products"), PAGES: gettext_lazy("content pages")}


def add_engine_argument(parser: CommandParser) -> None:
    """Of the engines this installation has, the one that answers unless another is named."""
    names = list_engines()
    parser.add_argument("--engine", choices=names, default=names[0], help=_("Of the engines that the settings name."))
