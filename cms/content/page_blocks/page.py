"""What a home page is built from; landing pages add what campaigns need."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.catalog.blocks import PictureBlock, QuestionBlock, TextAndPictureBlock, TextBlock
from cms.content.page_blocks.articles import ArticlesBlock
from cms.content.page_blocks.carousel import CarouselBlock
from cms.content.page_blocks.categories import CategoriesBlock
from cms.content.page_blocks.chosen import load_named
from cms.content.page_blocks.links import GROUP_CONTENT, PREVIEW
from cms.content.page_blocks.products import ProductsBlock
from cms.content.page_blocks.video import VideoBlock
from cms.media.chosen import remember_chosen

MOST_BLOCKS = 60


def _present(description: Any) -> dict[str, Any]:
    """How the picker presents a block that is not ours to describe."""
    return {"group": GROUP_CONTENT, "preview_template": PREVIEW, "description": description}


class SharedBlocks(blocks.StreamBlock):
    """The blocks of every page that shows products."""

    carousel = CarouselBlock()
    categories = CategoriesBlock()
    products = ProductsBlock()
    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=120,
        **_present(_("A line that says what comes below it.")),
    )
    text = TextBlock(**_present(_("A passage of text with links and lists.")))
    picture = PictureBlock(**_present(_("One picture across the whole width.")))
    text_and_picture = TextAndPictureBlock(
        **_present(_("A heading and a passage with a picture beside it.")),
    )
    video = VideoBlock()
    articles = ArticlesBlock()
    questions = blocks.ListBlock(
        QuestionBlock(),
        label=_("Questions and answers"),
        icon="help",
        **_present(_("What people ask before they buy, with answers to unfold.")),
    )

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        with remember_chosen(load_named(data, prefix)):
            return super().value_from_datadict(data, files, prefix)

    class Meta:
        max_num = MOST_BLOCKS
        required = False
