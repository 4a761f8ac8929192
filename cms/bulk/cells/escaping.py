"""PURE. Keeps spreadsheets from running what a cell holds: CSV and XLSX injection."""

from __future__ import annotations

import re

# What spreadsheets take for the beginning of a formula, after any apostrophes that are there already.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def escape(text: str) -> str:
    """`text` for a CSV cell: an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescape(text: str) -> str:
    """What `escape` was given. An apostrophe in front of anything else is an apostrophe."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula."""
    return _DANGEROUS.match(text) is not None
