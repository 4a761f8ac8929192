from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from cms.content.addresses import is_address
from cms.delivery.addresses import read_address
from search.merchandising.blocks import list_actions
from search.merchandising.matching import normalise_query
from search.merchandising.models.guided import REVISIONS, Triggered


class QueryRule(Triggered):
    """What a list of results has first, more of, less of, or not at all."""

    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whose page it is for as well."),
    )
    actions = StreamField(list_actions(), verbose_name=_("what happens"), blank=True)

    revisions = GenericRelation(**REVISIONS, related_query_name="query_rule")

    class Meta:
        verbose_name = _("search rule")
        verbose_name_plural = _("search rules")
        ordering = ["-updated_at", "-pk"]


class SearchRedirect(Triggered):
    """A search that leads straight to a page."""

    address = models.CharField(
        _("leads to"),
        max_length=500,
        help_text=_("A path of the shop such as /campaigns/tea-fair, or a whole address beginning with https://"),
    )

    revisions = GenericRelation(**REVISIONS, related_query_name="search_redirect")

    class Meta:
        verbose_name = _("search redirect")
        verbose_name_plural = _("search redirects")
        ordering = ["-updated_at", "-pk"]

    def clean(self) -> None:
        super().clean()
        if self.address and not is_address(self.address):
            raise ValidationError({"address": _("This is neither a path beginning with / nor a whole address.")})
        if self.make_trigger().is_about(read_searched(self.address)):
            raise ValidationError({"address": _("It leads to a search that leads here again.")})


def read_searched(address: str) -> str:
    """The query in one spelling that an address of the shop's own search page asks for; "" for any other."""
    parts = urlsplit(address)
    is_ours = not parts.netloc and read_address(parts.path)[1] == "/search"
    return normalise_query(" ".join(parse_qs(parts.query).get("q", []))) if is_ours else ""


class SearchBanner(Triggered):
    """A picture or a line above a list of results."""

    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whose page it is for as well."),
    )
    heading = models.CharField(_("heading"), max_length=80)
    text = models.CharField(_("text"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(
        _("leads to"),
        max_length=500,
        blank=True,
        help_text=_("A path of the shop such as /campaigns/tea-fair, or a whole address beginning with https://"),
    )
    place = models.PositiveSmallIntegerField(_("order"), default=1, help_text=_("The lowest stands first."))

    revisions = GenericRelation(**REVISIONS, related_query_name="search_banner")

    class Meta:
        verbose_name = _("search banner")
        verbose_name_plural = _("search banners")
        ordering = ["place", "pk"]

    def clean(self) -> None:
        super().clean()
        if self.address and not is_address(self.address):
            raise ValidationError({"address": _("This is neither a path beginning with / nor a whole address.")})
