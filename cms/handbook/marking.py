"""PURE. Pages as they are written down in files, made the raw data of a page's blocks.

Paragraphs stand apart by an empty line. Their first sign says what they are: "## " a heading, "1. " steps, "- " a list,
"? " a tip, "! " a warning, "| " a table whose first row is its head, "-> screen: text" a link to a screen. **This** is
bold.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

_STEP = re.compile(r"\d+\. ")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def read_blocks(text: str) -> tuple[dict[str, Any], ...]:
    """The blocks of a page, as a stream field stores them."""
    return tuple(_read_block(part) for part in _split(text))


def _split(text: str) -> Iterator[list[str]]:
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.strip().splitlines()]
        # A link is a block of its own also where it follows text directly.
        while lines and any(line.startswith("-> ") for line in lines[1:]):
            cut = next(place for place, line in enumerate(lines) if place and line.startswith("-> "))
            yield lines[:cut]
            lines = lines[cut:]
        if lines:
            yield lines


def _read_block(lines: list[str]) -> dict[str, Any]:
    first = lines[0]
    if first.startswith("## "):
        return {"type": "heading", "value": first[3:]}
    if _STEP.match(first):
        return {"type": "steps", "value": [write_line(line) for line in _read_steps(lines)]}
    if first.startswith("? "):
        return {"type": "tip", "value": _write_paragraph([first[2:], *lines[1:]])}
    if first.startswith("! "):
        return {"type": "warning", "value": _write_paragraph([first[2:], *lines[1:]])}
    if first.startswith("| "):
        return {"type": "table", "value": _read_table(lines)}
    if first.startswith("-> "):
        screen, _colon, label = first[3:].partition(": ")
        return {"type": "screen", "value": {"screen": screen.strip(), "label": label.strip()}}
    if first.startswith("- "):
        items = "".join(f"<li>{_write(line.removeprefix('- '))}</li>" for line in lines)
        return {"type": "text", "value": f"<ul>{items}</ul>"}
    return {"type": "text", "value": _write_paragraph(lines)}


def _read_steps(lines: list[str]) -> list[str]:
    steps: list[str] = []
    for line in lines:
        if _STEP.match(line):
            steps.append(_STEP.sub("", line, count=1))
        else:
            steps[-1] += f" {line}"
    return steps


def _read_table(lines: list[str]) -> dict[str, Any]:
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
        "rows": [{"values": [write_line(cell) for cell in row]} for row in rows[1:]],
        "caption": "",
    }


def write_line(text: str) -> str:
    return f"<p>{_write(text)}</p>"


def _write_paragraph(lines: list[str]) -> str:
    return write_line(" ".join(lines))


def _write(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", html.escape(text, quote=False))
