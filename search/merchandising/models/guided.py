"""What everything that guides the search has: where and when it counts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin

from search.merchandising.matching import Match, Trigger, Window, read_phrases

REVISIONS: dict[str, Any] = {
    "to": "wagtailcore.Revision",
    "content_type_field": "content_type",
    "object_id_field": "object_id",
    "for_concrete_model": False,
}
"""How a model is related to its former versions."""


def list_locales() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def list_channels() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.VITRINE_CHANNELS]


class MatchChoice(models.TextChoices):
    EXACT = Match.EXACT, _("is exactly one of these")
    STARTS = Match.STARTS, _("begins with one of these")
    CONTAINS = Match.CONTAINS, _("has one of these in it")


class GuidedQuerySet(models.QuerySet["Guided"]):
    """What is deleted is put away: it has no effect, stands in no list, and can be brought back."""

    def delete(self) -> tuple[int, dict[str, int]]:
        rows = list(self)
        for row in rows:
            row.delete()
        return len(rows), {self.model._meta.label: len(rows)}


class PresentManager(models.Manager.from_queryset(GuidedQuerySet)):  # type: ignore[misc]
    """Everything but what is deleted."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Guided(PreviewableMixin, RevisionMixin, models.Model):
    """One thing that guides the search, in force as soon as it is saved; former versions are kept."""

    locale = models.CharField(
        _("language"), max_length=12, blank=True, choices=list_locales, help_text=_("Empty: in every language.")
    )
    channel = models.CharField(
        _("audience"), max_length=40, blank=True, choices=list_channels, help_text=_("Empty: on every channel.")
    )
    starts_at = models.DateTimeField(_("from"), null=True, blank=True, db_index=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True, db_index=True)
    campaign = models.CharField(
        _("campaign"), max_length=80, blank=True, db_index=True, help_text=_("What it belongs to, such as “双十一”.")
    )
    is_active = models.BooleanField(_("in use"), default=True, db_index=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False, db_index=True)

    objects: ClassVar[Any] = PresentManager()
    everything: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Put it away. Nothing is lost: its versions stay, and `restore` brings it back."""
        self.deleted_at = timezone.now()
        rows = type(self).everything.filter(pk=self.pk)
        rows.update(deleted_at=self.deleted_at)
        # To whoever keeps something of it, it is gone: the index of references, the version of what is in force.
        models.signals.post_delete.send(type(self), instance=self, using=rows.db, origin=self)
        return 1, {self._meta.label: 1}

    def restore(self) -> None:
        """Bring it back as it was, in force again if it was."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("It has to end after it starts.")})

    def make_trigger(self) -> Trigger:
        """When it takes effect."""
        return Trigger(locale=self.locale, channel=self.channel, window=Window(self.starts_at, self.ends_at))

    def list_examples(self) -> list[str]:
        """Queries to show its effect with."""
        return []

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """In each language it is for: now, and when it begins."""
        modes: list[tuple[str, Any]] = []
        for code, name in list_locales():
            if self.locale in ("", code):
                modes.append((code, _("%(language)s, now") % {"language": name}))
                modes.append((f"{code}@start", _("%(language)s, when it begins") % {"language": name}))
        return modes

    @property
    def default_preview_mode(self) -> str:
        modes = self.preview_modes
        waits = self.starts_at is not None and self.starts_at > timezone.now()
        return modes[1 if waits else 0][0]

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
        from search.merchandising.admin.previewing import show_effect

        return show_effect(self, request, mode_name)


class Triggered(Guided):
    """Something for certain queries, or the page of a category."""

    name = models.CharField(_("name"), max_length=120, help_text=_("For editors; shoppers do not see it."))
    queries = models.TextField(
        _("searches"),
        blank=True,
        help_text=_("One a line. Case, width and traditional characters make no difference."),
    )
    match = models.CharField(_("when a search"), max_length=12, choices=MatchChoice.choices, default=MatchChoice.EXACT)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not read_phrases(self.queries) and not self.find_category_key():
            raise ValidationError({"queries": _("Say for which searches: otherwise it would never take effect.")})

    def find_category_key(self) -> str:
        """The key of the category whose page it is for too, "" where it is for none."""
        category: Any = getattr(self, "category", None)
        return category.key if category else ""

    def make_trigger(self) -> Trigger:
        return Trigger(
            read_phrases(self.queries),
            Match(self.match),
            self.find_category_key(),
            self.locale,
            self.channel,
            Window(self.starts_at, self.ends_at),
        )

    def list_examples(self) -> list[str]:
        return [line.strip() for line in self.queries.splitlines() if line.strip()]
