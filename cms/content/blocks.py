"""The blocks articles are built from, beside those of a product's details; `rendering/blocks.py` makes data of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.catalog.blocks import DetailBlock, TextBlock
from cms.catalog.key_blocks import ProductKeyBlock
from cms.content.videos import HOSTS, read_video
from cms.media.blocks import ImageBlock

_MOST_CARDS = 24


class LineBlock(blocks.CharBlock):
    """One line of a list."""

    class Meta:
        icon = "pick"
        label = gettext_lazy("Line")

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=120)
    text = TextBlock(label=gettext_lazy("Text"), required=False)
    picture = ImageBlock(label=gettext_lazy("Picture"), required=False)

    class Meta:
        icon = "order"
        label = gettext_lazy("Step")


class CitationBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=255)
    publisher = blocks.CharBlock(label=gettext_lazy("Publisher"), required=False, max_length=120)
    url = blocks.URLBlock(label=gettext_lazy("Address"), required=False)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Source")


class ProductCardsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=gettext_lazy("Heading"), required=False, max_length=120)
    products = blocks.ListBlock(
        ProductKeyBlock(label=gettext_lazy("Product")), label=gettext_lazy("Products"), min_num=1, max_num=_MOST_CARDS
    )
    note = blocks.CharBlock(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Why they are shown here, in a sentence."),
    )

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Product cards")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=gettext_lazy("Text"), max_length=1000)
    source = blocks.CharBlock(label=gettext_lazy("Who says it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quote")


class VideoAddressBlock(blocks.URLBlock):
    """The address of a video on a platform whose player we know."""

    def clean(self, value):
        value = super().clean(value)
        if value and read_video(value) is None:
            raise ValidationError(
                _("This is no video of %(hosts)s. Open the video there and copy its address from the browser.")
                % {"hosts": ", ".join(HOSTS)}
            )
        return value


class VideoBlock(blocks.StructBlock):
    url = VideoAddressBlock(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("The page of the video on Bilibili, Youku, Tencent Video, YouTube or Vimeo."),
    )
    title = blocks.CharBlock(
        label=gettext_lazy("Title"), max_length=120, help_text=gettext_lazy("Read out to those who do not see it.")
    )
    picture = ImageBlock(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("Shown until the video is played: the platform is asked only then."),
    )

    class Meta:
        icon = "media"
        label = gettext_lazy("Video")


class ArticleTableBlock(TypedTableBlock):
    text = blocks.CharBlock(label=gettext_lazy("Text"), required=False, max_length=300)
    number = blocks.FloatBlock(label=gettext_lazy("Number"), required=False)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")


class ArticleBlock(DetailBlock):
    product = ProductKeyBlock(label=gettext_lazy("Product card"))
    products = ProductCardsBlock()
    quote = QuoteBlock()
    video = VideoBlock()
    table = ArticleTableBlock()
