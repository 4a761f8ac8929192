"""A product's details in one cell: paragraphs and headings as text, everything else as a mark that stands for it.

    # A heading

    A paragraph.

    ⟦1f0c92ab Picture: on a desk⟧

What a cell leaves as it is stays the block it was. A mark may be moved; to remove what it stands for takes the screen.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from cms.bulk.subjects.subject import RowRefused
from cms.catalog.blocks import DetailBlock
from cms.catalog.scoring.texts import read_details

Raw = Mapping[str, Any]
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>")
_MARK = re.compile(r"^⟦([0-9a-f]{8})\b[^⟧]*⟧$")
_BETWEEN = re.compile(r"\n[ \t]*\n\s*")
_HEADING = "# "
_SHOWN = 24


def write_prose(raw: Sequence[Raw]) -> str:
    """The blocks as text."""
    return "\n\n".join(_write_block(block) for block in raw)


def read_prose(text: str, raw: Sequence[Raw], *, column: str) -> list[dict[str, Any]]:
    """The blocks that `text` means beside those there are. Raises RowRefused for a mark that is unknown or gone."""
    written = [(_write_block(block), dict(block)) for block in raw]
    marked = {match[1]: block for shown, block in written if (match := _MARK.match(shown))}
    blocks = []
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        if match := _MARK.match(piece):
            blocks.append(_take(match[1], marked, piece, column))
            continue
        place = next((place for place, (shown, _block) in enumerate(written) if shown == piece), None)
        blocks.append(_make_block(piece, column) if place is None else written.pop(place)[1])
    if marked:
        shown = next(_write_block(block) for block in marked.values())
        raise RowRefused(
            _("%(mark)s is missing. Put it back where it belongs; on the product's screen it can be removed.")
            % {"mark": shown},
            column,
        )
    return blocks


def _take(ident: str, marked: dict[str, dict[str, Any]], piece: str, column: str) -> dict[str, Any]:
    block = marked.pop(ident, None)
    if block is None:
        text = _("%(mark)s stands for nothing here, or is there twice. Take it out.") % {"mark": piece[:60]}
        raise RowRefused(text, column)
    return block


def _make_block(piece: str, column: str) -> dict[str, Any]:
    if piece.startswith(_HEADING) and "\n" not in piece:
        heading = piece.removeprefix(_HEADING).strip()
        longest = DetailBlock().child_blocks["heading"].field.max_length
        if len(heading) > longest:
            text = _("The heading “%(text)s…” has more than %(most)d characters. Shorten it.")
            raise RowRefused(text % {"text": heading[:20], "most": longest}, column)
        return {"type": "heading", "value": heading, "id": str(uuid.uuid4())}
    lines = "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in piece.split("\n"))
    return {"type": "text", "value": lines, "id": str(uuid.uuid4())}


def _write_block(block: Raw) -> str:
    value = block["value"]
    if block["type"] == "heading" and _is_plain(value):
        return _HEADING + value.strip()
    if block["type"] == "text" and (text := _read_paragraphs(value)):
        return text
    return _write_mark(block)


def _read_paragraphs(html: str) -> str:
    """The lines of a text that is nothing but paragraphs; "" for any other."""
    lines = [line for one in _PARAGRAPH.findall(html) for line in _BREAK.split(one)]
    is_all = lines and not _PARAGRAPH.sub("", html).strip()
    if not is_all or any("<" in line or not _is_plain(unescape(line)) for line in lines):
        return ""
    return "\n".join(unescape(line).strip() for line in lines)


def _is_plain(line: str) -> bool:
    return bool(line.strip()) and "\n" not in line and not line.lstrip().startswith(("#", "⟦"))


def _write_mark(block: Raw) -> str:
    kind = DetailBlock().child_blocks.get(block["type"])
    label = str(kind.label) if kind is not None else block["type"]
    value = block["value"]
    said = value.get("alt_text", "") if isinstance(value, Mapping) and block["type"] == "picture" else ""
    words = " ".join((said or read_details([block])).replace("⟦", "").replace("⟧", "").split())
    shown = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
    return f"⟦{(block.get('id') or '')[:8]} {label}{': ' if shown else ''}{shown}⟧"
