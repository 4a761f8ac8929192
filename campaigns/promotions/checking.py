"""What keeps a promotion from being published: rules that cannot be read, or a code that is another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns.promotions.drafting import compose_promotions
from campaigns.promotions.linting import find_errors
from campaigns.promotions.models import CouponKind, Promotion
from campaigns.rules.compiling import compile_rules
from campaigns.rules.fields import FieldError
from cms.delivery.problems import ERROR, Problem
from cms.money import count_decimals


def check_promotion(source: Any, *, at: datetime) -> Sequence[Problem]:
    """Errors that refuse its publication, whichever way it is asked for."""
    return [*_check_rules(source, at=at), *_check_window(source, at=at), *_check_code(source)]


def _check_rules(promotion: Promotion, *, at: datetime) -> Iterator[Problem]:
    try:
        rules = compose_promotions([promotion])[0]
        compile_rules(rules, decimals=count_decimals(promotion.currency))
        yield from find_errors(promotion, rules, at=at)
    except FieldError as error:
        place = error.field.removeprefix("rules[0].")
        text = _("%(place)s %(reason)s.") % {"place": place, "reason": error.reason}
        yield Problem(ERROR, _("What it does"), text, field="action")
    except (KeyError, IndexError, TypeError):
        yield Problem(ERROR, _("What it does"), _("Nothing is filled in yet: say what it does."), field="action")


def _check_window(promotion: Promotion, *, at: datetime) -> Iterator[Problem]:
    if promotion.ends_at is not None and promotion.ends_at <= at:
        yield Problem(ERROR, _("Ends"), _("That has passed: it would never be in force."), field="ends_at")


def _check_code(promotion: Promotion) -> Iterator[Problem]:
    if promotion.coupon_kind != CouponKind.PUBLIC:
        return
    others = Promotion.objects.filter(live=True, coupon_code=promotion.coupon_code).exclude(pk=promotion.pk)
    for other in others:
        is_before = promotion.ends_at and other.starts_at and promotion.ends_at <= other.starts_at
        is_after = other.ends_at and promotion.starts_at and other.ends_at <= promotion.starts_at
        if not is_before and not is_after:
            text = _("“%(name)s” has the same code at the same time: take another code.") % {"name": other.name}
            yield Problem(ERROR, _("Code"), text, field="coupon_code")
            return
