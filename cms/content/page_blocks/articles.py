from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.content.page_blocks.links import GROUP_CONTENT, PREVIEW

MOST_TEASERS = 6
CHOSEN, NEWEST, TOPIC = "chosen", "newest", "topic"


class ArticlesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    source = blocks.ChoiceBlock(
        label=_("Articles"),
        choices=[(NEWEST, _("the newest")), (TOPIC, _("the newest of a topic")), (CHOSEN, _("these, in this order"))],
        default=NEWEST,
    )
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="content.ArticlePage", label=_("Article")),
        label=_("These articles"),
        default=[],
        max_num=MOST_TEASERS,
    )
    topic = blocks.PageChooserBlock(page_type="content.TopicPage", label=_("Topic"), required=False)
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("news", _("news")),
            ("review", pgettext_lazy("article kind", "reviews")),
            ("how_to", _("how-tos")),
            ("lifestyle", _("lifestyle")),
        ],
        required=False,
        help_text=_("Of the newest, only these; all kinds if left open."),
    )
    limit = blocks.IntegerBlock(label=_("At most"), default=3, min_value=1, max_value=MOST_TEASERS)
    more = blocks.PageChooserBlock(label=_("Page with more"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Articles")
        preview_template = PREVIEW
        group = GROUP_CONTENT
        label_format = "{heading}"
        description = _("Teasers of articles: the newest, those of a topic, or chosen ones.")
        form_layout = BlockGroup(children=["heading", "source", "topic", "pages"], settings=["kind", "limit", "more"])
