"""What snippets with a page of their own share: an address, and being live as saved, in one locale."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, TranslatableMixin

from cms.delivery.models import DeliveredOnSave
from cms.delivery.slugs import make_slug


class SluggedSnippet(DeliveredOnSave, TranslatableMixin):
    """A subclass says in `slug_source` which of its fields a slug is made of where the editor typed none."""

    slug_source: str

    slug = models.SlugField(
        _("slug"),
        max_length=255,
        allow_unicode=True,
        blank=True,
        help_text=_("The last part of the address. Left empty, it is made of the name, Chinese as pinyin."),
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def delivered_key(self) -> str:
        """The key of its documents: the same in every locale."""
        return self.translation_key.hex

    def clean(self) -> None:
        super().clean()
        self._fill_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._fill_slug()
        super().save(*args, **kwargs)

    def copy_for_translation(self, locale: Locale, exclude_fields: list[str] | None = None) -> Any:
        """The same in `locale`, at an address that is free there."""
        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.slug = find_free_slug(copy, copy.slug)
        return copy

    def _fill_slug(self) -> None:
        if not self.slug:
            self.slug = find_free_slug(self, make_slug(getattr(self, self.slug_source)))


def find_free_slug(snippet: SluggedSnippet, wanted: str) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`… that no other of the kind has in the snippet's locale."""
    wanted = wanted[:240] or snippet._meta.model_name or "item"
    others = type(snippet)._default_manager.filter(locale_id=snippet.locale_id, slug__startswith=wanted)
    taken = set(others.exclude(pk=snippet.pk).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)
