"""What the database has for a batch of rows: a fixed number of queries whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale, Revision

from cms.catalog.feeds.rows import Row
from cms.catalog.models import FeedProposal, Offer, Product, ProductContent, ProductPicture


@dataclass(slots=True)
class Present:
    """The rows of the database that a batch is about, locked until its transaction ends."""

    products: dict[str, Product] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    contents: dict[int, ProductContent] = field(default_factory=dict)
    elsewhere: dict[int, list[ProductContent]] = field(default_factory=dict)
    pictures: dict[int, list[ProductPicture]] = field(default_factory=dict)
    proposals: dict[int, dict[str, FeedProposal]] = field(default_factory=dict)
    carried: dict[int, list[Revision]] = field(default_factory=dict)
    """Revisions that may still go live, by content: the latest draft and what is scheduled, oldest first."""

    def list_contents(self, product: Product) -> list[ProductContent]:
        """The product's contents in every locale."""
        own = self.contents.get(product.pk)
        return [*([own] if own is not None else []), *self.elsewhere.get(product.pk, [])]


def read_present(rows: Sequence[Row], *, locale: Locale) -> Present:
    """Read and lock everything `rows` may change. Call inside a transaction."""
    keys = {row.key for row in rows}
    found = Present()
    found.offers = {
        offer.sku: offer
        for offer in Offer.objects.select_for_update(of=("self",))
        .filter(sku__in={row.sku for row in rows})
        .select_related("product")
        .order_by("pk")
    }
    found.products = {
        product.key: product for product in Product.objects.select_for_update().filter(key__in=keys).order_by("pk")
    }
    by_id = {product.pk: product for product in found.products.values()}
    for content in ProductContent.objects.select_for_update().filter(product_id__in=by_id).order_by("pk"):
        content.product = by_id[content.product_id]
        if content.locale_id == locale.pk:
            content.locale = locale
            found.contents[content.product_id] = content
        else:
            found.elsewhere.setdefault(content.product_id, []).append(content)
    for picture in ProductPicture.objects.filter(product_id__in=by_id).order_by("sort_order", "pk"):
        found.pictures.setdefault(picture.product_id, []).append(picture)
    ids = [content.pk for content in found.contents.values()]
    for proposal in FeedProposal.objects.filter(content_id__in=ids):
        found.proposals.setdefault(proposal.content_id, {})[proposal.field] = proposal
    found.carried = _read_carried(found.contents.values())
    return found


def _read_carried(contents: Iterable[ProductContent]) -> dict[int, list[Revision]]:
    by_pk: dict[str, ProductContent] = {str(content.pk): content for content in contents}
    # Two queries by index: nothing else of the history is looked at.
    drafts = Revision.objects.in_bulk([one.latest_revision_id for one in by_pk.values() if _has_draft(one)])
    content_type: Any = ProductContent.get_content_type()
    scheduled = Revision.objects.filter(
        base_content_type=content_type, object_id__in=list(by_pk), approved_go_live_at__isnull=False
    )
    found: dict[int, list[Revision]] = {}
    for revision in sorted(({**drafts, **scheduled.in_bulk()}).values(), key=lambda one: (one.created_at, one.pk)):
        found.setdefault(by_pk[revision.object_id].pk, []).append(revision)
    return found


def _has_draft(content: ProductContent) -> bool:
    return content.latest_revision_id is not None and content.latest_revision_id != content.live_revision_id
