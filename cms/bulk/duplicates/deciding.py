"""What a person decides about a pair. Nothing is deleted: what is taken off can be published again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.bulk.models import DuplicateDecision, DuplicateVerdict
from cms.catalog.models import Product, ProductContent
from cms.catalog.reach.refusing import find_refusal
from cms.delivery.moves import Move, record_moves


class DecisionRefused(Exception):
    """Nothing was changed; the message says why and what to do."""


def keep_both(first: Product, second: Product, *, user: Any) -> None:
    """Note that they are two products: the pair is not shown again."""
    _require_reach(first, second, user)
    _note(first, second, DuplicateVerdict.DIFFERENT, None, user)


def keep_one(kept: Product, other: Product, *, user: Any) -> int:
    """Take `other` off in every language, and lead its addresses to those of `kept`; how many were live."""
    _require_reach(kept, other, user)
    with transaction.atomic():
        contents = list(
            ProductContent.objects.select_for_update(of=("self",))
            .filter(product=other, live=True)
            .select_related("locale")
            .order_by("pk")
        )
        _require_rights(contents, user)
        staying = {one.locale_id: one for one in ProductContent.objects.filter(product=kept, live=True)}
        if not staying:
            raise DecisionRefused(
                _("The one to keep is not live in any language, so nothing would be left. Publish it first.")
            )
        for content in contents:
            content.unpublish(user=user)
        record_moves(
            [
                Move(content.locale.language_code, f"/products/{content.slug}", f"/products/{there.slug}")
                for content in contents
                if (there := staying.get(content.locale_id)) is not None
            ]
        )
        _note(kept, other, DuplicateVerdict.MERGED, kept, user)
    return len(contents)


def _require_reach(first: Product, second: Product, user: Any) -> None:
    """Both have to be theirs: of the one addresses are led to the other."""
    for product in (first, second):
        if reason := find_refusal(user, product):
            raise DecisionRefused(f"{product.key}: {reason}")


def _require_rights(contents: list[ProductContent], user: Any) -> None:
    policy = policy_registry.get_by_type(ProductContent)
    for content in contents:
        lock = content.get_lock()
        if not policy.user_has_permission_for_instance(user, "publish", content) or (lock and lock.for_user(user)):
            raise DecisionRefused(
                _("“%(title)s” is locked, or you may not take it off. Have it unlocked, or ask for the right.")
                % {"title": content.title}
            )


def _note(first: Product, second: Product, verdict: DuplicateVerdict, kept: Product | None, user: Any) -> None:
    ids = sorted([first.pk, second.pk])
    DuplicateDecision.objects.update_or_create(
        first_id=ids[0],
        second_id=ids[1],
        defaults={"verdict": verdict, "kept": kept, "decided_by": user, "decided_at": timezone.now()},
    )
