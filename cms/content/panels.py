"""How the fields of pages are laid out in the admin; what belongs to one kind of article shows with that kind alone."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
)

from cms.content.tone import TonePanel

INDEX = [FieldPanel("intro")]


def show_for(*kinds: str) -> dict[str, Any]:
    """Attributes of a panel that is there for these kinds of article only."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"kind": list(kinds)})}


_REVIEW = MultiFieldPanel(
    [
        FieldPanel("reviewed_product"),
        InlinePanel(
            "review_scores",
            panels=[FieldRowPanel([FieldPanel("label"), FieldPanel("score"), FieldPanel("maximum")])],
            heading=_("Scores"),
            label=_("Score"),
        ),
        FieldPanel("pros"),
        FieldPanel("cons"),
        FieldPanel("verdict"),
    ],
    heading=pgettext_lazy("article kind", "Review"),
    attrs=show_for("review"),
)
_HOW_TO = MultiFieldPanel(
    [FieldPanel("minutes_needed"), FieldPanel("tools"), FieldPanel("materials"), FieldPanel("steps")],
    heading=_("How-to"),
    attrs=show_for("how_to"),
)
_PLACE = MultiFieldPanel(
    [
        FieldPanel("shown_at"),
        MultipleChooserPanel(
            "article_authors",
            label=_("Author"),
            heading=_("Authors"),
            chooser_field_name="author",
            help_text=_("The first is the author, the others wrote with them."),
        ),
        MultipleChooserPanel("article_topics", label=_("Topic"), heading=_("Topics"), chooser_field_name="topic"),
        MultipleChooserPanel(
            "related_articles",
            label=_("Article"),
            heading=_("Read on"),
            chooser_field_name="article",
            help_text=_("Where there are fewer than a page shows, newer ones of the same topics follow."),
        ),
    ],
    heading=_("Authors, topics, what to read next"),
)
ARTICLE = [
    TonePanel(),
    MultiFieldPanel(
        [FieldPanel("kind"), FieldPanel("lead"), FieldPanel("picture")],
        heading=_("Article"),
    ),
    _REVIEW,
    _HOW_TO,
    FieldPanel("body"),
    FieldPanel("citations"),
    _PLACE,
]
TOPIC = [
    FieldPanel("intro"),
    FieldPanel("picture"),
    MultipleChooserPanel(
        "topic_articles", label=_("Article"), heading=_("Chosen articles"), chooser_field_name="article"
    ),
    FieldPanel("lists_articles"),
    MultipleChooserPanel("topic_products", label=_("Product"), heading=_("Products"), chooser_field_name="product"),
]
SITE = [
    InlinePanel(
        "texts",
        panels=[
            FieldPanel("locale"),
            FieldPanel("name"),
            FieldPanel("slogan"),
            FieldPanel("description"),
            FieldPanel("tone"),
            FieldPanel("avoided"),
            FieldPanel("wanted"),
            FieldPanel("notice"),
        ],
        heading=_("In each language"),
        label=_("Language"),
        help_text=_("Where a language has none, those of the default language are shown."),
    ),
    MultiFieldPanel([FieldPanel("logo"), FieldPanel("share_picture")], heading=_("Pictures")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("filing_number")],
        heading=_("Contact"),
    ),
    InlinePanel(
        "places",
        panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("url")])],
        heading=_("Elsewhere"),
        label=_("Place"),
    ),
]


def make_tabs(page: Any) -> TabbedInterface:
    """The tabs of a page whose fields come and go with its kind."""
    return TabbedInterface(
        [
            ObjectList(
                page.content_panels,
                heading=_("Content"),
                attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
            ),
            ObjectList(page.promote_panels, heading=_("Promote")),
            ObjectList(page.settings_panels, heading=_("Settings")),
        ],
        base_form_class=page.base_form_class,
    )
