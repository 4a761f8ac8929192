"""How the fields of pages are laid out in the admin; what belongs to one kind of article shows with that kind alone."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel

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
    heading=_("Review"),
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
