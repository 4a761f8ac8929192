from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.content.page_blocks.links import GROUP_CONTENT, PREVIEW, LinkBlock
from cms.media.blocks import ImageBlock

LARGEST_CAROUSEL = 6


class SlideBlock(blocks.StructBlock):
    """A picture that leads somewhere."""

    picture = ImageBlock(label=_("Picture"))
    phone_picture = ImageBlock(
        label=_("Picture on a phone"),
        required=False,
        help_text=_("Upright. Without one the picture itself is cropped."),
    )
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=160)
    link = LinkBlock(required=False)

    class Meta:
        icon = "image"
        label = _("Slide")
        label_format = "{heading}"
        form_layout = BlockGroup(children=["picture", "heading", "link"], settings=["phone_picture", "text"])


class CarouselBlock(blocks.StructBlock):
    slides = blocks.ListBlock(SlideBlock(), label=_("Slides"), min_num=1, max_num=LARGEST_CAROUSEL, collapsed=True)
    seconds = blocks.IntegerBlock(
        label=_("Seconds for each slide"),
        default=6,
        min_value=0,
        max_value=30,
        help_text=_("0: it moves only when a shopper moves it."),
    )

    class Meta:
        icon = "image"
        label = _("Carousel")
        preview_template = PREVIEW
        group = GROUP_CONTENT
        description = _("Large pictures that follow each other, each with a link. The first thing people see.")
        form_layout = BlockGroup(children=["slides"], settings=["seconds"])
