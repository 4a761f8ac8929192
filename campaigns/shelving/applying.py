"""Carries changes out, and takes them back: the facts, their history and what follows, in one transaction a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from campaigns.shelving.models import ChangeState, ShelfChange
from campaigns.shelving.rules.values import OFF, SHELF
from campaigns.shelving.windows import Window, put_on, take_off
from cms.auditing.cleaning import enter_soon
from cms.catalog.admin import saving
from cms.catalog.models import Offer, Product, ProductContent
from cms.catalog.scoring.checking import check_products
from cms.delivery.problems import PublishRefused, keep_errors

TOGETHER = 200
VALUE = "value"
_WINDOW = ("on_shelf_from", "on_shelf_until")


@dataclass
class Held:
    """The products of a batch and their offers, locked."""

    products: dict[int, Product]
    offers: dict[int, list[Offer]]


def apply(changes: Sequence[ShelfChange], *, user: Any, at: datetime) -> None:
    """Make `changes`; each says afterwards what it was before and is now, or why it was not possible.

    A fixed number of queries for every TOGETHER products. The changes are saved, new ones too.
    """
    for batch in _batched(changes):
        with transaction.atomic():
            batch = _keep_waiting(batch)
            held = _hold(batch)
            refusals = _find_refusals(batch, at=at)
            for change in batch:
                change.decided_at, change.decided_by = at, user
                _change(change, held, refusals.get(change.product_id, ""), at=at)
            # What became so by itself since it was looked at is nothing to write down.
            batch = [change for change in batch if change.pk or change.state == ChangeState.APPLIED or change.note]
            done = [change for change in batch if change.state == ChangeState.APPLIED]
            _write(done, held, user=user, at=at)
            _save(batch)


def undo(changes: Sequence[ShelfChange], *, user: Any, at: datetime) -> None:
    """Put back what was there before; what somebody has changed since stays, and says so."""
    for batch in _batched(changes):
        with transaction.atomic():
            ids = [change.pk for change in batch]
            fresh = ShelfChange.objects.select_for_update().filter(pk__in=ids, state=ChangeState.APPLIED)
            batch = list(fresh.order_by("-pk"))
            held = _hold(batch)
            for change in batch:
                change.undone_at, change.undone_by = at, user
                _take_back(change, held)
            _write([one for one in batch if one.state == ChangeState.UNDONE], held, user=user, at=at)
            _save(batch)


def _keep_waiting(batch: Sequence[ShelfChange]) -> list[ShelfChange]:
    """New ones, and those that still wait: somebody else may have answered meanwhile."""
    saved = [change.pk for change in batch if change.pk]
    waiting = set(
        ShelfChange.objects.select_for_update()
        .filter(pk__in=saved, state=ChangeState.PROPOSED)
        .values_list("pk", flat=True)
    )
    return [change for change in batch if change.pk is None or change.pk in waiting]


def _hold(batch: Sequence[ShelfChange]) -> Held:
    ids = sorted({change.product_id for change in batch})
    products = {
        one.pk: one for one in Product.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    }
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.select_for_update(of=("self",)).filter(product__in=ids).order_by("pk"):
        offers.setdefault(offer.product_id, []).append(offer)
    return Held(products, offers)


def _find_refusals(batch: Sequence[ShelfChange], *, at: datetime) -> dict[int, str]:
    """What norms say against showing a product, in the words in which they refuse to publish it."""
    ids = {change.product_id for change in batch if change.kind == SHELF and change.value != OFF}
    if not ids:
        return {}
    contents = list(ProductContent.objects.filter(product__in=ids, live=True).select_related("product", "locale"))
    found = {pk: _("Nothing about it is published. Publish it first, then put it on the shelf.") for pk in ids}
    for content in contents:
        found.pop(content.product_id, None)
    for content, problems in zip(contents, check_products(contents, at=at), strict=True):
        if errors := keep_errors(problems):
            found[content.product_id] = str(PublishRefused(content, errors))
    return found


def _change(change: ShelfChange, held: Held, refusal: str, *, at: datetime) -> None:
    product = held.products.get(change.product_id)
    change.state, change.note = ChangeState.FAILED, refusal
    if refusal or product is None:
        return
    if change.kind != SHELF:
        before = getattr(product, change.kind)
        if before == change.value:
            change.note = _("It was so already.") if change.pk else ""
            return
        change.before, change.after = {VALUE: before}, {VALUE: change.value}
        setattr(product, change.kind, change.value)
    else:
        windows = read_windows(held.offers.get(product.pk, []))
        changed = take_off(windows, at) if change.value == OFF else put_on(windows, at)
        if not changed:
            change.note = _("It was so already.") if change.pk else ""
            return
        change.before = {sku: _as_text(windows[sku]) for sku in changed}
        change.after = {sku: _as_text(window) for sku, window in changed.items()}
        _set_windows(held.offers[product.pk], change.after)
    change.state = ChangeState.APPLIED


def _take_back(change: ShelfChange, held: Held) -> None:
    product = held.products[change.product_id]
    if change.kind != SHELF:
        is_same = getattr(product, change.kind) == change.after[VALUE]
        if is_same:
            setattr(product, change.kind, change.before[VALUE])
    else:
        offers = held.offers.get(product.pk, [])
        windows = {sku: _as_text(window) for sku, window in read_windows(offers).items()}
        is_same = all(windows.get(sku) == list(after) for sku, after in change.after.items())
        if is_same:
            _set_windows(offers, change.before)
    change.state = ChangeState.UNDONE if is_same else ChangeState.KEPT
    if not is_same:
        change.note = _("Somebody has changed it since, so it stays as it is. Change it by hand if need be.")


def read_windows(offers: Iterable[Offer]) -> dict[str, Window]:
    """By SKU."""
    return {offer.sku: Window(offer.on_shelf_from, offer.on_shelf_until) for offer in offers}


def _set_windows(offers: Iterable[Offer], windows: dict[str, Sequence[str | None]]) -> None:
    for offer in offers:
        if offer.sku in windows:
            since, until = windows[offer.sku]
            offer.on_shelf_from, offer.on_shelf_until = _as_moment(since), _as_moment(until)


def _write(changes: Sequence[ShelfChange], held: Held, *, user: Any, at: datetime) -> None:
    if not changes:
        return
    shelf = {change.product_id for change in changes if change.kind == SHELF}
    facts = {change.product_id for change in changes if change.kind != SHELF}
    offers = [offer for pk in shelf for offer in held.offers.get(pk, [])]
    rows: list[Any] = [*offers, *(held.products[pk] for pk in facts)]
    for row in rows:
        row.updated_at = at
    Offer.objects.bulk_update(offers, ["on_shelf_from", "on_shelf_until", "updated_at"], batch_size=500)
    Product.objects.bulk_update([held.products[pk] for pk in facts], ["stage", "role", "updated_at"], batch_size=500)
    _log(changes, held, user=user, at=at)
    saving.announce_products({held.products[change.product_id].key for change in changes}, at=at)


def _log(changes: Sequence[ShelfChange], held: Held, *, user: Any, at: datetime) -> None:
    """In the history of each product, as its own screen would; one statement for all of them."""
    content_type = ContentType.objects.get_for_model(Product)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type,
            object_id=str(change.product_id),
            label=str(held.products[change.product_id])[:255],
            action="wagtail.edit",
            user=user,
            timestamp=at,
            content_changed=True,
            data={
                "did": f"shelving.{change.kind}.{change.state}",
                "value": change.value,
                "rule": change.rule_name,
                "reason": change.rule_name,
                "changes": _describe(change),
            },
        )
        for change in changes
    )
    enter_soon(at=at)


def _describe(change: ShelfChange) -> list[dict[str, Any]]:
    """What was before and after, as the log of changes has it; taken back, the other way round."""
    before, after = change.before, change.after
    if change.state == ChangeState.UNDONE:
        before, after = after, before
    if change.kind != SHELF:
        return [{"path": [change.kind], "before": before[VALUE], "after": after[VALUE]}]
    return [
        {"path": ["offers", sku, name], "before": was, "after": becomes}
        for sku in after
        for name, was, becomes in zip(_WINDOW, before[sku], after[sku], strict=True)
        if was != becomes
    ]


def _save(batch: Sequence[ShelfChange]) -> None:
    ShelfChange.objects.bulk_create([change for change in batch if change.pk is None])
    fields = ["state", "before", "after", "note", "decided_at", "decided_by", "undone_at", "undone_by"]
    ShelfChange.objects.bulk_update([change for change in batch if change.pk is not None], fields, batch_size=200)


def _batched(changes: Sequence[ShelfChange]) -> Iterator[list[ShelfChange]]:
    for start in range(0, len(changes), TOGETHER):
        yield list(changes[start : start + TOGETHER])


def _as_text(window: Window) -> list[str | None]:
    return [None if time is None else time.isoformat() for time in (window.since, window.until)]


def _as_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
