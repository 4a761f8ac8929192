"""Blocks that are different before, during and after a window of time."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from campaigns.landing.blocks.products import CampaignSelectionBlock
from cms.content.page_blocks.links import GROUP_CAMPAIGN, PREVIEW, LinkBlock
from cms.media.blocks import ImageBlock


class MomentBlock(blocks.StructBlock):
    """What is said in one of the three states."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=160)

    class Meta:
        label_format = "{heading}"


class CountdownBlock(blocks.StructBlock):
    starts_at = blocks.DateTimeBlock(label=_("Starts"))
    ends_at = blocks.DateTimeBlock(label=_("Ends"), help_text=_("This instant is not part of it any more."))
    upcoming = MomentBlock(
        label=_("Before it starts"), default={"heading": _("Starts soon"), "text": _("Put it on your list today.")}
    )
    running = MomentBlock(
        label=_("While it runs"), default={"heading": _("Ends soon"), "text": _("These prices are for now only.")}
    )
    ended = MomentBlock(
        label=_("When it has ended"), default={"heading": _("It is over"), "text": _("See you next time.")}
    )
    link = LinkBlock(required=False)

    class Meta:
        icon = "time"
        label = _("Countdown")
        preview_template = PREVIEW
        group = GROUP_CAMPAIGN
        label_format = "{starts_at} – {ends_at}"
        description = _("Counts down by the server's clock: to the start, then to the end, each with its own words.")
        form_layout = BlockGroup(children=["starts_at", "ends_at", "running"], settings=["upcoming", "ended", "link"])


class LiveRoomBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    host = blocks.CharBlock(label=_("Host"), max_length=40)
    starts_at = blocks.DateTimeBlock(label=_("Starts"))
    ends_at = blocks.DateTimeBlock(label=_("Ends"))
    picture = ImageBlock(label=_("Picture"))
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=160)
    link = LinkBlock(label=_("Link to the live room"), required=False)
    replay = LinkBlock(label=_("Link to the replay"), required=False)
    selection = CampaignSelectionBlock(label=_("Products shown"))

    class Meta:
        icon = "media"
        label = _("Live room")
        preview_template = PREVIEW
        group = GROUP_CAMPAIGN
        label_format = "{heading}"
        description = _("A live broadcast with its host, its time and the products that are shown.")
        form_layout = BlockGroup(
            children=["heading", "host", "starts_at", "ends_at", "picture", "link"],
            settings=["text", "replay", "selection"],
        )
