from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from campaigns.promotions.models.claim import Claim
from campaigns.promotions.models.promotion import CouponKind, Promotion, TextBlock
from cms.members.models import Member

MOST_CODES = 5_000_000


def make_campaign_key() -> str:
    """A public name for a campaign."""
    return f"c-{secrets.token_hex(4)}"


class BatchKind(models.TextChoices):
    SINGLE = "single", _("for whoever has the code, once")
    PERSONAL = "personal", _("for members alone, each keeps their own")


class BatchProgress(models.TextChoices):
    MAKING = "making", _("being made")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("made")


class CouponBatch(models.Model):
    """Codes made together for one promotion. Revoking it takes back all that are not used, and can be undone."""

    promotion = models.ForeignKey(
        Promotion,
        verbose_name=_("promotion"),
        on_delete=models.PROTECT,
        related_name="batches",
        limit_choices_to={"coupon_kind": CouponKind.ISSUED},
        help_text=_("One that takes codes of their own."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("For colleagues: where the codes go."))
    kind = models.CharField(_("who may use them"), max_length=8, choices=BatchKind, default=BatchKind.SINGLE)
    count = models.PositiveIntegerField(
        _("how many codes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_CODES)]
    )
    prefix = models.CharField(
        _("codes begin with"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]*$", _("Capital letters and digits alone."))],
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    valid_days = models.PositiveIntegerField(
        _("days after it was taken"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How long a code holds once a member has it."),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    progress = models.CharField(_("progress"), max_length=8, choices=BatchProgress, default=BatchProgress.MAKING)
    made = models.PositiveIntegerField(_("codes made"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("ordered"), auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        default_permissions = ("add", "change", "view")
        verbose_name = _("coupon batch")
        verbose_name_plural = _("coupon batches")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_from >= self.valid_until:
            raise ValidationError({"valid_until": _("It has to end after it starts.")})


class CouponCampaign(models.Model):
    """Coupons for members to take, while the stock lasts: each gets codes of their own for the promotion."""

    key = models.CharField(_("key"), max_length=40, unique=True, default=make_campaign_key, editable=False)
    promotion = models.ForeignKey(
        Promotion,
        verbose_name=_("promotion"),
        on_delete=models.PROTECT,
        related_name="coupon_campaigns",
        limit_choices_to={"coupon_kind": CouponKind.ISSUED},
        help_text=_("One that takes codes of their own."),
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("For colleagues, and for shoppers where no title is given.")
    )
    texts = StreamField(
        [("text", TextBlock())], verbose_name=_("for shoppers"), blank=True, max_num=len(settings.LANGUAGES)
    )
    image = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_offered = models.BooleanField(_("offered to members"), default=False, db_index=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("This instant is not part of it any more.")
    )
    stock = models.PositiveIntegerField(
        _("stock"), null=True, blank=True, help_text=_("How many there are in all. Empty: as many as are taken.")
    )
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    per_shopper = models.PositiveIntegerField(_("for each member"), default=1, validators=[MinValueValidator(1)])
    valid_until = models.DateTimeField(_("coupons hold until"), null=True, blank=True)
    valid_days = models.PositiveIntegerField(
        _("days after it was taken"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How long a code holds once a member has it."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ("add", "change", "view")
        verbose_name = _("coupon campaign")
        verbose_name_plural = _("coupon campaigns")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="coupon_campaign_window_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("It has to end after it starts.")})

    def is_open(self, at: datetime) -> bool:
        """Whether coupons can be taken at `at`, stock aside."""
        has_begun = self.starts_at is None or self.starts_at <= at
        return self.is_offered and has_begun and (self.ends_at is None or at < self.ends_at)

    def get_text(self, locale: str, name: str) -> str:
        """What shoppers read in `locale`; the name where no title is given."""
        texts = [child["value"] for child in self.texts.get_prep_value()] if self.texts else []
        found: dict[str, str] = next((text for text in texts if text.get("locale") == locale), {})
        return found.get(name) or (self.name if name == "title" else "")


class CouponState(models.TextChoices):
    """As it is at a moment: "expired" is told by the clock, and a batch's revocation counts for each of its codes."""

    AVAILABLE = "available", _("available")
    CLAIMED = "claimed", _("claimed")
    USED = "used", _("used")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class CouponQuerySet(models.QuerySet["Coupon"]):
    def with_state(self, *, at: datetime) -> CouponQuerySet:
        """Each with `state_now`, a CouponState as text."""
        return self.annotate(
            state_now=Case(
                When(state=CouponState.USED, then=Value(CouponState.USED.value)),
                When(_REVOKED, then=Value(CouponState.REVOKED.value)),
                When(_is_over(at), then=Value(CouponState.EXPIRED.value)),
                default=F("state"),
                output_field=models.CharField(max_length=9),
            )
        )

    def in_state(self, state: str, *, at: datetime) -> CouponQuerySet:
        """Those that are in `state` at `at`."""
        if state == CouponState.USED:
            return self.filter(state=state)
        unused = self.exclude(state=CouponState.USED)
        if state == CouponState.REVOKED:
            return unused.filter(_REVOKED)
        standing = unused.exclude(state=CouponState.REVOKED).filter(batch__revoked_at__isnull=True)
        if state == CouponState.EXPIRED:
            return standing.filter(_is_over(at))
        return standing.filter(_holds_until("expires_at", at), _holds_until("batch__valid_until", at), state=state)

    def usable(self, *, at: datetime) -> CouponQuerySet:
        """Those that an order may be placed with at `at`."""
        started = Q(batch__valid_from__isnull=True) | Q(batch__valid_from__lte=at)
        return self.filter(
            started, _holds_until("expires_at", at), _holds_until("batch__valid_until", at),
            state__in=(CouponState.AVAILABLE, CouponState.CLAIMED), batch__revoked_at__isnull=True,
        ).exclude(batch__kind=BatchKind.PERSONAL, shopper="")  # fmt: skip


_REVOKED = Q(state=CouponState.REVOKED) | Q(batch__revoked_at__isnull=False)


def _is_over(at: datetime) -> Q:
    return Q(expires_at__lte=at) | Q(batch__valid_until__lte=at)


def _holds_until(field: str, at: datetime) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": at})


class Coupon(models.Model):
    """One code of its own. `shopper` is whose it is, "" while it is anybody's; `claim` the order it was used with."""

    # A batch and its promotion are never deleted while there are codes, and to check that a million times takes as long
    # as the million rows: these two are left to Django.
    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="coupons", db_constraint=False)
    batch = models.ForeignKey(
        CouponBatch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coupons",
        db_index=False,
        db_constraint=False,
    )
    campaign = models.ForeignKey(
        CouponCampaign, null=True, blank=True, on_delete=models.PROTECT, related_name="coupons", db_index=False
    )
    code = models.CharField(_("code"), max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=9, choices=CouponState, default=CouponState.AVAILABLE)
    shopper = models.CharField(_("shopper"), max_length=64, blank=True, default="")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    """Which of this shopper's in the campaign it is, from 1."""
    taken_key = models.CharField(max_length=80, blank=True, default="")
    """Under which key it was taken, so that trying again takes no second one."""
    claimed_at = models.DateTimeField(_("taken"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="coupons", db_index=False
    )

    objects = CouponQuerySet.as_manager()

    class Meta:
        default_permissions = ("change", "view")
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["batch", "state"], name="coupon_by_batch", condition=Q(batch__isnull=False)),
            models.Index(fields=["campaign", "state"], name="coupon_by_campaign", condition=Q(campaign__isnull=False)),
            models.Index(fields=["shopper"], name="coupon_by_shopper", condition=~Q(shopper="")),
            models.Index(fields=["member"], name="coupon_by_member", condition=Q(member__isnull=False)),
            models.Index(fields=["claim"], name="coupon_by_claim", condition=Q(claim__isnull=False)),
            models.Index(fields=["expires_at"], name="coupon_by_expiry", condition=Q(expires_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "shopper", "number"],
                name="one_coupon_a_number",
                condition=Q(campaign__isnull=False) & ~Q(shopper=""),
            )
        ]

    def __str__(self) -> str:
        return self.code
