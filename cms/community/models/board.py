from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from cms.delivery.models import DeliveredOnSave


class Posting(models.TextChoices):
    """Who may post on a board. Replying is up to whoever may post anywhere."""

    MEMBERS = "members", _("every member")
    TIERS = "tiers", _("members of some tiers")
    CLOSED = "closed", _("nobody: it is closed")


class Screening(models.TextChoices):
    """Whether what is posted on a board waits for a moderator."""

    RULES = "rules", _("as the moderation rules say")
    ALL = "all", _("everything waits for a moderator")
    SOME = "some", _("appears at once unless a rule objects")


class Board(DeliveredOnSave, index.Indexed, ClusterableModel):
    """A place to post at; one identity in every locale, named by `texts` where that differs."""

    delivery_kind = "board"

    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("For its address: small letters, numbers and hyphens. It cannot be changed later."),
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, db_index=True, help_text=_("Boards stand in this order, the smallest first.")
    )
    posting = models.CharField(_("who may post"), max_length=12, choices=Posting, default=Posting.MEMBERS)
    tiers = models.CharField(
        _("tiers"),
        max_length=200,
        blank=True,
        help_text=_("As the identity provider writes them, separated by commas: gold,platinum"),
    )
    screening = models.CharField(_("moderation"), max_length=12, choices=Screening, default=Screening.RULES)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("slug")]

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def allowed_tiers(self) -> frozenset[str]:
        return frozenset(tier.strip() for tier in self.tiers.replace("，", ",").split(",") if tier.strip())

    def is_open_to(self, tier: str) -> bool:
        """Whether a member of `tier` ("" for none) may post here."""
        if self.posting == Posting.TIERS:
            return tier in self.allowed_tiers
        return self.posting == Posting.MEMBERS


class BoardText(models.Model):
    """What a board is called, and says of itself, in one locale."""

    board = ParentalKey(Board, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("board text")
        verbose_name_plural = _("board texts")
        constraints = [models.UniqueConstraint(fields=["board", "locale"], name="one_board_text_a_locale")]

    def __str__(self) -> str:
        return self.name
