"""What a page of the handbook is written with."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.handbook.screens import find_address, list_openable
from cms.media.blocks import ImageBlock

_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class ScreenBlock(blocks.StructBlock):
    """A way to a screen of the admin."""

    screen = blocks.ChoiceBlock(label=_("Screen"), choices=list_openable)
    label = blocks.CharBlock(label=_("Text of the link"), required=False, max_length=80)

    class Meta:
        icon = "link"
        label = _("Link to a screen")
        template = "handbook/blocks/screen.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        screen = value.get("screen") or ""
        try:
            context["address"] = find_address(screen)
        except NoReverseMatch:
            # The screen is no longer there: its name alone is shown.
            context["address"] = ""
        names = dict(list_openable()) if not value.get("label") else {}
        context["text"] = value.get("label") or names.get(screen, screen)
        return context


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "handbook/blocks/picture.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"), max_length=120, icon="title", template="handbook/blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("Text"), features=_FEATURES, icon="pilcrow")
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Step"), features=["bold", "italic", "link"]),
        label=_("Numbered steps"),
        icon="list-ol",
        template="handbook/blocks/steps.html",
    )
    tip = blocks.RichTextBlock(
        label=_("Tip"), features=_FEATURES, icon="info-circle", template="handbook/blocks/tip.html"
    )
    warning = blocks.RichTextBlock(
        label=_("Warning"), features=_FEATURES, icon="warning", template="handbook/blocks/warning.html"
    )
    picture = PictureBlock()
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link"]))],
        label=_("Table"),
        template="handbook/blocks/table.html",
    )
    screen = ScreenBlock()
