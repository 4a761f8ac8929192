from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.merchandising.matching import read_phrases
from search.merchandising.models.guided import REVISIONS, Guided
from search.ranking.synonyms import SynonymRule


class SynonymGroup(Guided):
    """Words that mean the same to shoppers."""

    words = models.TextField(
        _("words"), help_text=_("One a line; a word may be several, such as “running shoes”. Each finds the others.")
    )
    finds = models.TextField(
        _("also finds"),
        blank=True,
        help_text=_("One a line. With these, the words above find these too, but not the way back."),
    )
    is_starter = models.BooleanField(_("came with the system"), default=False, editable=False)

    revisions = GenericRelation(**REVISIONS, related_query_name="synonym_group")

    class Meta:
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        left = " = ".join(self.words.split("\n")).replace("\r", "")
        right = " = ".join(self.finds.split("\n")).replace("\r", "")
        return f"{left} → {right}" if right else left

    def clean(self) -> None:
        super().clean()
        words, finds = read_phrases(self.words), read_phrases(self.finds)
        if not words or (len(words) < 2 and not finds):
            raise ValidationError({"words": _("Two words at least, or one and what it also finds.")})

    def make_rule(self) -> SynonymRule:
        """Itself as the search understands it."""
        return SynonymRule(read_phrases(self.words), read_phrases(self.finds), self.locale)

    def list_examples(self) -> list[str]:
        return list(read_phrases(self.words))


class StarterSynonyms(models.Model):
    """A group that has been made from the starter set once: what a shop deletes stays deleted."""

    key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("starter synonyms")
        verbose_name_plural = _("starter synonyms")

    def __str__(self) -> str:
        return self.key
