from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index

from cms.content.models.slugged import SluggedSnippet
from cms.sorting import SortKeyField

BIO_FEATURES = ["bold", "italic", "link", "product-link"]


class Author(SluggedSnippet, index.Indexed):
    """Somebody who writes articles, in one locale: readers see who vouches for what they read."""

    delivery_kind = "author"
    slug_source = "name"

    name = models.CharField(_("name"), max_length=120, db_index=True)
    sort_key = SortKeyField()
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("Tea editor, for example."))
    credentials = models.TextField(
        _("credentials"),
        blank=True,
        max_length=1000,
        help_text=_("What qualifies them to write about it, one a line: training, titles, years of practice."),
    )
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bio = RichTextField(_("about them"), blank=True, features=BIO_FEATURES)
    website = models.URLField(_("website"), blank=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="one_author_slug_a_locale")]

    def __str__(self) -> str:
        return self.name
