from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from campaigns.promotions.blocks.actions import ActionBlock
from campaigns.promotions.blocks.conditions import ConditionBlock
from campaigns.promotions.models.group import LayerChoice, PromotionGroup
from cms.delivery.models import DeliveredByPublishing


def make_key() -> str:
    """A rule's id: short, and no other's."""
    return f"r-{secrets.token_hex(4)}"


def list_locales() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def find_currency() -> str:
    return settings.VITRINE_CURRENCY


class CouponKind(models.TextChoices):
    NONE = "", _("no coupon is needed")
    PUBLIC = "public", _("one code for everybody")
    ISSUED = "issued", _("codes of their own, made or claimed")


class FundingBlock(blocks.StructBlock):
    payer = blocks.CharBlock(label=_("Who pays"), max_length=40)
    share = blocks.DecimalBlock(label=_("Share"), min_value=0)

    class Meta:
        label = _("Share of the cost")
        label_format = "{payer}: {share}"


class TextBlock(blocks.StructBlock):
    """What shoppers read in one language."""

    locale = blocks.ChoiceBlock(label=_("Language"), choices=list_locales)
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    badge = blocks.CharBlock(
        label=_("Badge"), max_length=12, required=False, help_text=_("On products, as short as can be.")
    )
    terms = blocks.TextBlock(label=_("Terms"), max_length=2000, required=False)

    class Meta:
        icon = "globe"
        label = _("In a language")
        label_format = "{locale}: {title}"


class Promotion(DeliveredByPublishing, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """One promotion as marketers plan it: drafted, approved and published in Wagtail; `composing` makes it rules.

    Published, it is in force during [starts_at, ends_at), to the second; from `announced_at` on shoppers are told.
    """

    delivery_kind = "promotion"

    key = models.CharField(_("key"), max_length=40, unique=True, default=make_key, editable=False)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("For colleagues, and for shoppers where no title is given.")
    )
    template = models.CharField(_("kind"), max_length=40, blank=True, editable=False, db_index=True)
    texts = StreamField(
        [("text", TextBlock())], verbose_name=_("for shoppers"), blank=True, max_num=len(settings.LANGUAGES)
    )
    action = StreamField(ActionBlock(), verbose_name=_("what it does"))
    conditions = StreamField(
        ConditionBlock(required=False),
        verbose_name=_("conditions"),
        blank=True,
        help_text=_("All of them have to hold."),
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, db_index=True)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, db_index=True, help_text=_("This instant is not part of it any more.")
    )
    announced_at = models.DateTimeField(
        _("announced from"), null=True, blank=True, help_text=_("Shoppers see from then on that it is coming.")
    )
    channels = models.JSONField(_("channels"), default=list, blank=True)
    layer = models.CharField(
        _("layer"), max_length=10, choices=LayerChoice, blank=True, help_text=_("Empty: the usual one of its kind.")
    )
    group = models.ForeignKey(
        PromotionGroup,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="promotions",
        help_text=_("Where several promotions of a group apply, its mode says what counts."),
    )
    priority = models.IntegerField(_("priority"), default=0, help_text=_("The highest comes first."))
    is_exclusive = models.BooleanField(
        _("exclusive"), default=False, help_text=_("Where it applies, no other of its layer does.")
    )
    is_original = models.BooleanField(
        _("from the price before all discounts"), default=False, help_text=_("Otherwise from what is left to pay.")
    )
    stacks_with_coupons = models.BooleanField(_("goes together with coupons"), default=True)
    coupon_kind = models.CharField(
        _("coupon"), max_length=8, choices=CouponKind, blank=True, default=CouponKind.NONE, db_index=True
    )
    coupon_code = models.CharField(_("code"), max_length=40, blank=True, db_index=True)
    limit_total = models.PositiveIntegerField(
        _("orders in all"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    limit_per_shopper = models.PositiveIntegerField(
        _("orders a shopper"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    budget = models.DecimalField(
        _("budget"),
        max_digits=15,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("All that may be taken off, over all orders."),
    )
    clips_budget = models.BooleanField(
        _("the last order gets what is left of the budget"),
        default=False,
        help_text=_("Otherwise an order that would overrun the budget gets nothing."),
    )
    funding = StreamField([("part", FundingBlock())], verbose_name=_("who pays"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, default=find_currency, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="promotion",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="promotion",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="promotion_window_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        return self._revisions

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            errors["ends_at"] = _("It has to end after it starts.")
        if self.announced_at and self.starts_at and self.announced_at > self.starts_at:
            errors["announced_at"] = _("It has started by then: announce it earlier, or not at all.")
        if self.announced_at and not self.starts_at:
            errors["announced_at"] = _("It has no start to be announced.")
        if self.coupon_kind == CouponKind.PUBLIC and not self.coupon_code:
            errors["coupon_code"] = _("Say which code.")
        if self.coupon_kind != CouponKind.PUBLIC and self.coupon_code:
            errors["coupon_code"] = _("A code goes with “one code for everybody”: choose that, or take the code away.")
        if self.group and self.layer and self.group.layer != self.layer:
            errors["group"] = _("This group is of another layer.")
        if errors:
            raise ValidationError(errors)

    def get_title(self, locale: str) -> str:
        """What it is called for shoppers in `locale`."""
        return self.get_text(locale, "title")

    def get_text(self, locale: str, name: str) -> str:
        """Its "title", "badge" or "terms" in `locale`, the name where there is no title; "" for none."""
        return self._find_text(locale).get(name) or (self.name if name == "title" else "")

    def _find_text(self, locale: str) -> dict[str, Any]:
        texts = [child["value"] for child in self.texts.get_prep_value()] if self.texts else []
        return next((text for text in texts if text.get("locale") == locale), {})

    @property
    def coupon(self) -> str | bool | None:
        """As a rule says it: a code, True for codes of their own, None."""
        if self.coupon_kind == CouponKind.PUBLIC:
            return self.coupon_code
        return True if self.coupon_kind == CouponKind.ISSUED else None
