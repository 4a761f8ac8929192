"""What merchandisers write down: for which products, under which conditions, what is to be done."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.shelving.rules.judging import NO_ROLE
from campaigns.shelving.rules.values import (
    IN_CAMPAIGN,
    IN_SEASON,
    NOT_IN_CAMPAIGN,
    OFF,
    ON,
    OUT_OF_SEASON,
    ROLE,
    SHELF,
    STAGE,
    Conditions,
    Rule,
)
from cms.catalog.models import LifeCycleStage, ProductRole

_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class RuleAction(models.TextChoices):
    PUT_ON = "put_on", _("put on the shelf")
    TAKE_OFF = "take_off", _("take off the shelf")
    SET_STAGE = "set_stage", _("set the life-cycle stage")
    SET_ROLE = "set_role", _("set the role")


class RuleMode(models.TextChoices):
    PROPOSE = "propose", _("propose: somebody accepts each change")
    APPLY = "apply", _("apply by itself: the log says what it did")


class Season(models.TextChoices):
    INSIDE = IN_SEASON, _("in the season")
    OUTSIDE = OUT_OF_SEASON, _("out of season")


class CampaignPart(models.TextChoices):
    NONE = NOT_IN_CAMPAIGN, _("never those in a running or planned promotion")
    SOME = IN_CAMPAIGN, _("only those in a running or planned promotion")


def _count(label: Any, help_text: Any = "") -> Any:
    return models.PositiveIntegerField(label, null=True, blank=True, help_text=help_text)


def _day(label: Any) -> Any:
    form = RegexValidator(re.compile(f"^{_DAY.pattern}$"), _("Write month and day as 11-01."))
    return models.CharField(label, max_length=5, blank=True, validators=[form])


class ShelfRule(models.Model):
    """Conditions of which all that are given have to hold; the first rule in order wins where two contradict."""

    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveIntegerField(
        _("order"), default=100, help_text=_("Smaller comes first. Where two rules contradict, the first wins.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    action = models.CharField(_("what to do"), max_length=10, choices=RuleAction)
    to_stage = models.CharField(_("stage to set"), max_length=10, choices=LifeCycleStage, blank=True)
    to_role = models.CharField(_("role to set"), max_length=10, choices=ProductRole, blank=True)
    mode = models.CharField(_("how"), max_length=10, choices=RuleMode, default=RuleMode.PROPOSE)
    most = models.PositiveIntegerField(
        _("most products a run"),
        default=200,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
        help_text=_("What is more waits for the next run: a condition gone wrong does not empty the shop."),
    )
    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("With everything below it."),
    )
    brand = models.ForeignKey(
        "catalog.Brand", verbose_name=_("brand"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    stage = models.CharField(_("life-cycle stage"), max_length=10, choices=LifeCycleStage, blank=True)
    role = models.CharField(
        pgettext_lazy("product", "role"),
        max_length=10,
        choices=[*ProductRole.choices, (NO_ROLE, _("none"))],
        blank=True,
    )
    score_min = _count(_("score at least"))
    score_max = _count(_("score at most"))
    on_shelf_days = _count(_("days on the shelf, at least"))
    off_shelf_days = _count(_("days off the shelf, at least"))
    released_days = _count(_("days since its release, at least"))
    season = models.CharField(_("season"), max_length=3, choices=Season, blank=True)
    season_from = _day(_("season from"))
    season_until = _day(_("season until"))
    stock_min = _count(_("stock at least"))
    stock_max = _count(_("stock at most"))
    out_days = _count(_("days out of stock, at least"))
    cover_min = _count(_("days of cover, at least"))
    cover_max = _count(_("days of cover, at most"), _("For how long the stock lasts at the present pace."))
    sales_days = models.PositiveSmallIntegerField(
        _("days looked at"), default=30, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    units_min = _count(_("units sold, at least"))
    units_max = _count(_("units sold, at most"))
    unsold_days = models.PositiveSmallIntegerField(
        _("nothing sold for days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    median_min = _count(_("percent of the category’s median, at least"))
    median_max = _count(
        _("percent of the category’s median, at most"), _("Units of 30 days, against the middle one of its category.")
    )
    campaign = models.CharField(_("promotions"), max_length=5, choices=CampaignPart, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("shelf rule")
        verbose_name_plural = _("shelf rules")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.action == RuleAction.SET_STAGE and not self.to_stage:
            errors["to_stage"] = _("Say which stage to set.")
        if self.action == RuleAction.SET_ROLE and not self.to_role:
            errors["to_role"] = _("Say which role to set.")
        if self.season and not (self.season_from and self.season_until):
            errors["season"] = _("Say from which day until which day the season lasts.")
        for name in ("score", "stock", "cover", "units", "median"):
            least, most = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
            if least is not None and most is not None and least > most:
                errors[f"{name}_max"] = _("It is less than the least: no product could meet both.")
        if not errors and self.make_conditions() == Conditions(sales_days=self.sales_days):
            raise ValidationError(_("It has no condition, so it would mean every product. Give at least one."))
        if errors:
            raise ValidationError(errors)

    def make_rule(self) -> Rule:
        """As the rules are judged; the category is read with it."""
        kind, value = self._find_wish()
        applies = self.mode == RuleMode.APPLY
        return Rule(self.pk or 0, self.name, kind, value, self.make_conditions(), applies, self.most)

    def make_conditions(self) -> Conditions:
        names = Conditions.__dataclass_fields__.keys() - {"category_path", "season_from", "season_until"}
        return Conditions(
            category_path=self.category.path if self.category else "",
            season_from=_read_day(self.season_from),
            season_until=_read_day(self.season_until),
            **{name: getattr(self, name) for name in names},
        )

    def _find_wish(self) -> tuple[str, str]:
        match self.action:
            case RuleAction.SET_STAGE:
                return STAGE, self.to_stage
            case RuleAction.SET_ROLE:
                return ROLE, self.to_role
            case RuleAction.PUT_ON:
                return SHELF, ON
        return SHELF, OFF


def _read_day(text: str) -> tuple[int, int] | None:
    found = _DAY.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else None
