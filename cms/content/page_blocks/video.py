from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtailmedia.blocks import VideoChooserBlock

from cms.content.blocks import VideoAddressBlock
from cms.content.page_blocks.links import GROUP_CONTENT, PREVIEW
from cms.media.blocks import ImageBlock


class VideoBlock(blocks.StructBlock):
    """A video of a known host, or a file of our own."""

    address = VideoAddressBlock(
        label=_("Address of the video"),
        required=False,
        help_text=_("From the browser's address bar: Bilibili, Youku, Tencent Video, YouTube or Vimeo."),
    )
    file = VideoChooserBlock(label=_("Or a file"), required=False)
    poster = ImageBlock(label=_("Picture before it plays"), required=False)
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "media"
        label = _("Video")
        preview_template = PREVIEW
        group = GROUP_CONTENT
        label_format = "{heading}"
        description = _("A video of Bilibili, Youku, Tencent Video, YouTube or Vimeo, or a file of your own.")
        form_layout = BlockGroup(children=["address", "file", "poster"], settings=["heading", "caption"])
