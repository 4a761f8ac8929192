"""Writes the blocks that only landing pages have, from data, in one locale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.content.demo.page_blocks import BlockWriter
from cms.content.demo.reading import choose_text
from cms.content.demo.streams import NO_PICTURE, Raw, Writer
from cms.content.demo.times import find_hour

_MOMENTS = ("upcoming", "running", "ended")


class LandingWriter(BlockWriter):
    """All blocks of a landing page; `at` is what days in the data count from."""

    def __init__(self, code: str, writer: Writer, groups: Mapping[str, int], *, at: datetime) -> None:
        super().__init__(code, writer)
        self.groups = groups
        self.at = at
        self.writers |= {
            "shelf": self.write_shelf,
            "countdown": self.write_countdown,
            "live_room": self.write_live_room,
            "comparison": self.write_comparison,
            "group_code": self.write_group_code,
        }

    def write_shelf(self, block: dict[str, Any]) -> Raw:
        return {
            **self.write_products(block),
            "text": self.say(block, "text"),
            "anchor": block.get("anchor", ""),
            "navigation": self.say(block, "navigation"),
            "picture": self.write_scene(block),
        }

    def write_countdown(self, block: dict[str, Any]) -> Raw:
        return {
            **self.write_window(block),
            **{state: self._write_moment(block, state) for state in _MOMENTS},
            "link": self.write_link(block),
        }

    def _write_moment(self, block: dict[str, Any], state: str) -> Raw:
        heading, text = choose_text(block, state, self.code)
        return {"heading": heading, "text": text}

    def write_live_room(self, block: dict[str, Any]) -> Raw:
        return {
            "heading": self.say(block, "heading"),
            "host": self.say(block, "host"),
            **self.write_window(block),
            "picture": self.write_scene(block),
            "text": self.say(block, "text"),
            "link": self.write_link({}),
            "replay": self.write_link({}),
            "selection": self.write_selection(block),
        }

    def write_comparison(self, block: dict[str, Any]) -> Raw:
        return {
            "heading": self.say(block, "heading"),
            "text": self.say(block, "text"),
            "selection": {"products": list(block["skus"])},
            "specifications": list(block.get("specifications", ())),
        }

    def write_group_code(self, block: dict[str, Any]) -> Raw:
        return {
            "heading": self.say(block, "heading"),
            "text": self.say(block, "text"),
            "group": self.groups.get(block["group"]),
            "full_text": self.say(block, "full"),
        }

    def write_scene(self, block: dict[str, Any]) -> Raw:
        """The picture of a block that may have one."""
        return (
            self.writer.write_picture(block["scene"], alt=self.say(block, "heading"))
            if "scene" in block
            else NO_PICTURE
        )

    def write_window(self, block: dict[str, Any]) -> Raw:
        """From when to when, as a stream keeps it."""
        return {
            f"{name}_at": find_hour(block[f"{name}_day"], block.get(f"{name}_hour", 0), at=self.at).isoformat()
            for name in ("starts", "ends")
        }
