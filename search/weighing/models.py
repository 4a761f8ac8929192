from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin

from search.ranking.factors import BOUNDS, DEFAULT_WEIGHTS, Weights


def _percent(name: str, label: Any, help_text: Any) -> Any:
    """The field of one weight: whole percents, within what a ranking can bear."""
    low, high = (round(end * 100) for end in BOUNDS[name])
    return models.PositiveSmallIntegerField(
        label,
        default=round(getattr(DEFAULT_WEIGHTS, name) * 100),
        validators=[
            MinValueValidator(low, _("It cannot be below %(limit_value)s percent.")),
            MaxValueValidator(
                high,
                _(
                    "At most %(limit_value)s percent: with more, products that do not fit a search would push away"
                    " those that do. To move single products, write a rule."
                ),
            ),
        ],
        help_text=help_text,
    )


class RankingWeights(PreviewableMixin, RevisionMixin, models.Model):
    """What each signal may do to a product's place, in percent. One row; former versions are kept."""

    quality = _percent(
        "quality",
        _("quality of its content (%)"),
        _("A product with pictures, selling points and specifications gains so much, a bare one loses it. 0 to 30."),
    )
    popularity = _percent(
        "popularity", _("popularity (%)"), _("The most popular product gains so much, others their share. 0 to 50.")
    )
    sold_out = _percent(
        "sold_out",
        _("sold out (%)"),
        _("What cannot be ordered loses so much: it sinks, but who searches for exactly that still finds it. 0 to 30."),
    )
    new = _percent("new", _("new (%)"), _("A product in the life-cycle stage “new” gains so much. 0 to 30."))
    decline = _percent("decline", _("on its way out (%)"), _("A product on its way out loses so much. 0 to 30."))
    interest = _percent(
        "interest",
        _("the shopper's own interests (%)"),
        _(
            "How much of the most that a brand or category a shopper likes may count, where they agreed to it: 100 is"
            " as much as naming the thing. In force at once; it changes no list for others. 0 to 100."
        ),
    )
    queries = models.TextField(
        _("searches to try it with"),
        blank=True,
        help_text=_("One a line, for the preview. Empty: those that were judged, then the most frequent."),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="content_type",
        object_id_field="object_id",
        for_concrete_model=False,
        related_query_name="ranking_weights",
    )

    class Meta:
        verbose_name = _("weights of the search")
        verbose_name_plural = _("weights of the search")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    effect_view: ClassVar[Callable[[RankingWeights, Any, str], Any]]
    """Who compares lists of results gives it: nothing here knows the search."""

    def make_weights(self) -> Weights:
        """Themselves as the ranking takes them. Raises ValueError out of bounds: a form says so before."""
        return Weights(**{name: (getattr(self, name) or 0) / 100 for name in BOUNDS})

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [(code, name) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES]

    @property
    def default_preview_mode(self) -> str:
        return settings.LANGUAGE_CODE

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Room for two lists side by side, and no more, so that they can be read in the panel."""
        return [{"name": "lists", "icon": "desktop", "device_width": 680, "label": _("Side by side")}]

    @property
    def default_preview_size(self) -> str:
        return "lists"

    def make_preview_request(
        self, original_request: Any = None, preview_mode: Any = None, extra_request_attrs: Any = None
    ) -> Any:
        """Answer within the editor's own request: what is shown is the admin's, not a page of the shop."""
        return self.serve_preview(original_request, preview_mode)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The results before and after."""
        return type(self).effect_view(self, request, mode_name)


class Reweighing(models.Model):
    """How far the products are that have to be weighed again. One row.

    `weights` are those that the products have, or will have once it is done; `after` is the last product that was
    handed to the index.
    """

    weights = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    handed_over = models.PositiveIntegerField(default=0)
    after = models.CharField(max_length=200, blank=True)
    handed_over_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.handed_over}/{self.total}"
