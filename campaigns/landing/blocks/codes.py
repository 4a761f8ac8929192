from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.content.page_blocks.links import GROUP_CAMPAIGN, PREVIEW


class GroupCodeBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=60, default=_("Join our group"))
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=160)
    group = SnippetChooserBlock(
        "landing.CodeGroup",
        label=_("Group"),
        help_text=_("Its codes are kept apart from this page: when one is full the next is shown at once."),
    )
    full_text = blocks.CharBlock(
        label=_("When every code is full"),
        required=False,
        max_length=160,
        default=_("This group is full for now. Please come back later."),
    )

    class Meta:
        icon = "group"
        label = _("Group code")
        preview_template = PREVIEW
        group = GROUP_CAMPAIGN
        label_format = "{heading}"
        description = _("The QR code of a chat group. When a group is full the next one takes its place.")
