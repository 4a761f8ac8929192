"""Blocks that choose pictures, in a query for all of a page where the page has loaded them together."""

from __future__ import annotations

from typing import Any

from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock

from cms.media.chosen import find_chosen


class ImageChooserBlock(WagtailImageChooserBlock):
    def value_from_form(self, value: Any) -> Any:
        return find_chosen(self.model_class, value) or super().value_from_form(value)

    def clean(self, value: Any) -> Any:
        # It was read from the table a moment ago: there is nothing to look up again.
        return value if isinstance(value, self.model_class) else super().clean(value)


class ImageBlock(WagtailImageBlock):
    """A picture with its alternative text."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = ImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser
