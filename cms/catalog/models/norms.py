"""What product information is measured by: norms, phrases that are not to be said, evidence for claims."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from cms.catalog.norm_blocks import NormBlock
from cms.catalog.norms.judging import make_norm
from cms.catalog.norms.lexicon import Banned, squeeze_han, squeeze_words
from cms.catalog.norms.values import Kind, Norm, Severity
from cms.versions import Version

_REVISIONS: dict[str, Any] = {
    "to": "wagtailcore.Revision",
    "content_type_field": "content_type",
    "object_id_field": "object_id",
    "for_concrete_model": False,
}


def list_locales() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class NormSeverity(models.TextChoices):
    BLOCKS = Severity.BLOCKS, _("blocks publishing")
    WARNS = Severity.WARNS, _("warns")
    INFORMS = Severity.INFORMS, _("informs")
    OFF = Severity.OFF, _("is not judged")


class Law(models.TextChoices):
    SUPERLATIVE = "superlative", _("superlatives")
    STATE = "state", _("names of the state")
    MEDICAL = "medical", _("medical claims")
    HEALTH = "health", _("health and beauty claims")
    GUARANTEE = "guarantee", _("guarantees")
    PRICE = "price", _("price comparisons")
    URGENCY = "urgency", _("false urgency")
    PROOF = "proof", _("figures, prizes, patents")
    SUPERSTITION = "superstition", _("superstition")
    GREEN = "green", _("environmental claims")
    RIVAL = "rival", _("running down others")
    HOUSE = "", _("the shop's own rule")


class Ruling(RevisionMixin, models.Model):
    """What norms and phrases have in common: how grave, and where they count. In force as soon as saved."""

    severity = models.CharField(
        _("severity"),
        max_length=10,
        choices=NormSeverity,
        default=NormSeverity.WARNS,
        db_index=True,
        help_text=_("“Is not judged” lifts, for a category or a language, what counts for all others."),
    )
    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("It counts for the categories below as well. Empty: for all. The nearest to the product wins."),
    )
    locale = models.CharField(
        _("language"), max_length=12, blank=True, choices=list_locales, help_text=_("Empty: in every language.")
    )
    is_active = models.BooleanField(_("in use"), default=True, db_index=True)
    is_starter = models.BooleanField(_("came with the system"), default=False, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    class Meta:
        abstract = True


class ProductNorm(Ruling):
    """One thing that product information is measured by; its form is that of its kind."""

    rule = StreamField(NormBlock(), verbose_name=_("what is looked at"), min_num=1, max_num=1)
    kind = models.CharField(_("kind"), max_length=40, editable=False, db_index=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=5,
        validators=[MaxValueValidator(100)],
        help_text=_("How many of the hundred points it can take, in proportion to the other norms."),
    )
    revisions = GenericRelation(**_REVISIONS, related_query_name="product_norm")

    class Meta:
        verbose_name = _("product information norm")
        verbose_name_plural = _("product information norms")
        ordering = ["kind", "category__path", "locale", "pk"]

    def __str__(self) -> str:
        block = NormBlock().child_blocks.get(self.kind)
        return str(block.label) if block else self.kind

    def clean(self) -> None:
        super().clean()
        raw = read_rule(self.rule)
        if raw is None:
            return
        other = (
            ProductNorm.objects.filter(kind=raw["type"], category=self.category, locale=self.locale)
            .exclude(pk=self.pk)
            .first()
        )
        if other is not None:
            text = _("There is a norm of this kind for this category and language already. Change that one.")
            raise ValidationError(text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        raw = read_rule(self.rule)
        self.kind = raw["type"] if raw else ""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "kind"}
        super().save(*args, **kwargs)

    def make_norm(self) -> Norm | None:
        """Itself as products are judged by it; None for a kind that is no longer known."""
        raw = read_rule(self.rule)
        if raw is None or raw["type"] not in set(Kind):
            return None
        return make_norm(
            Kind(raw["type"]),
            Severity(self.severity),
            weight=self.weight,
            category=self.category.key if self.category else "",
            locale=self.locale,
            parameters=NormBlock.read_parameters(raw),
        )


def read_rule(stream: Any) -> dict[str, Any] | None:
    """The one block of a norm's rule as plain data."""
    raw = list(stream.raw_data) if stream else []
    return raw[0] if raw else None


class BannedPhrase(Ruling):
    """A phrase that is not to be said in product information, or only where it is proven."""

    text = models.CharField(
        _("phrase"),
        max_length=120,
        db_index=True,
        help_text=_("Width, case, traditional characters, spaces and decorative signs in between make no difference."),
    )
    law = models.CharField(_("kind of rule"), max_length=20, choices=Law, blank=True, default=Law.HOUSE)
    replacement = models.CharField(_("say instead"), max_length=200, blank=True)
    needs_evidence = models.BooleanField(
        _("evidence lifts it"),
        default=False,
        help_text=_("It may stand on products to which a valid document that names it is attached."),
    )
    harmless = models.TextField(
        _("harmless words"),
        blank=True,
        help_text=_("One a line: longer words with the phrase in them that mean something else, as 第一次 for 第一."),
    )
    revisions = GenericRelation(**_REVISIONS, related_query_name="banned_phrase")

    class Meta:
        verbose_name = _("restricted phrase")
        verbose_name_plural = _("restricted phrases")
        ordering = ["law", "text", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if not squeeze_words(squeeze_han(self.text)).strip():
            raise ValidationError({"text": _("It has no letter or digit in it, so it would never be found.")})
        same = BannedPhrase.objects.filter(text=self.text, category=self.category, locale=self.locale)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"text": _("This phrase is there already for this category and language. Change that one.")}
            )

    def make_banned(self) -> Banned:
        """Itself as texts are searched for it."""
        return Banned(
            text=self.text,
            severity=Severity(self.severity),
            law=self.law,
            replacement=self.replacement,
            needs_evidence=self.needs_evidence,
            harmless=tuple(word for line in self.harmless.splitlines() if (word := line.strip())),
            category=self.category.key if self.category else "",
            locale=self.locale,
        )


class StarterNorm(models.Model):
    """A norm or phrase that has been made from the starter set once: what a shop deletes stays deleted."""

    key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("starter norm")
        verbose_name_plural = _("starter norms")

    def __str__(self) -> str:
        return self.key


class NormVersion(Version):
    """Counts the changes of norms and phrases."""

    class Meta:
        verbose_name = _("version of the norms")
        verbose_name_plural = _("versions of the norms")


class ProductEvidence(models.Model):
    """What proves a claim about a product: a test report, a certificate, a patent."""

    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="evidence"
    )
    claim = models.CharField(
        _("what it proves"),
        max_length=200,
        help_text=_("With the phrase in it that is to stand, such as “国家级”: others stay restricted."),
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, db_index=True, help_text=_("The last day. Empty: for good.")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["valid_until", "pk"]

    def __str__(self) -> str:
        return self.claim
