"""Compares a batch of rows with what the database has: what would be written, and nothing written yet."""

from __future__ import annotations

from collections.abc import Mapping as TextMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale

from cms.catalog.feeds.changes import Change, Outcome, apply_values
from cms.catalog.feeds.content_plans import ContentPlan, plan_content
from cms.catalog.feeds.mapping import Mapping
from cms.catalog.feeds.present import Present
from cms.catalog.feeds.problems import Problem
from cms.catalog.feeds.row_checks import check_offer, clean_specifications
from cms.catalog.feeds.rows import Row
from cms.catalog.feeds.scanning import Scan
from cms.catalog.feeds.vocabulary import Vocabulary
from cms.catalog.models import Offer, Product, ProductPicture
from cms.phrases import Phrase


@dataclass(slots=True)
class Plan:
    """What a batch will write."""

    new_products: list[Product] = field(default_factory=list)
    changed_products: dict[str, Product] = field(default_factory=dict)
    new_offers: list[Offer] = field(default_factory=list)
    changed_offers: list[Offer] = field(default_factory=list)
    new_pictures: list[ProductPicture] = field(default_factory=list)
    moved_pictures: list[ProductPicture] = field(default_factory=list)
    gone_pictures: list[ProductPicture] = field(default_factory=list)
    pictured: dict[str, Product] = field(default_factory=dict)
    contents: list[ContentPlan] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


class Planner:
    """Plans batches of one import. `failed` remembers products whose leading line was refused."""

    def __init__(self, mapping: Mapping, scan: Scan, vocabulary: Vocabulary, locale: Locale, *, is_dry: bool) -> None:
        self.mapping = mapping
        self.scan = scan
        self.vocabulary = vocabulary
        self.locale = locale
        self.is_dry = is_dry
        self.failed: set[str] = set()
        self.refused: dict[str, list[Phrase]] = {}
        self.initial = {one.target.column for one in mapping.product if one.owner == "initial"}

    def refuse(self, reasons: TextMapping[str, list[Phrase]]) -> None:
        """Have all lines of these products be bad: by product key, why."""
        self.refused |= reasons

    def plan(self, rows: Sequence[Row], present: Present) -> Plan:
        """What these rows come to; a row with problems leaves nothing behind."""
        plan = Plan()
        for row in rows:
            values, problems = self._check(row, present)
            if problems:
                plan.problems[row.line] = problems
                plan.outcomes[row.line] = "bad"
                if self.scan.leads(row):
                    self.failed.add(row.key)
                continue
            changes: list[Change] = []
            product = self._plan_product(row, values, present, plan, changes)
            is_new = self._plan_offer(row, product, present, plan, changes)
            plan.outcomes[row.line] = "created" if is_new else "updated" if changes else "unchanged"
            plan.changes += changes
        return plan

    def _check(self, row: Row, present: Present) -> tuple[dict[str, Any], list[Problem]]:
        problems = check_offer(row, present)
        if row.key in self.refused:
            reason = Phrase("may not be published: %(reasons)s", reasons=_join(self.refused[row.key]))
            return {}, [*problems, Problem(row.line, "content", reason)]
        if not self.scan.leads(row):
            if row.key in self.failed and row.key not in present.products:
                first = self.scan.leaders[row.key]
                reason = Phrase("line %(line)d, which describes the product, is bad", line=first)
                problems.append(Problem(row.line, "product.key", reason))
            return {}, problems
        path = row.product.get("category", ())
        values, more = clean_specifications(row, self.vocabulary.definitions.get(path))
        product = present.products.get(row.key)
        has_content = product is not None and product.pk in present.contents
        if self.mapping.content and not has_content and "title" not in row.content:
            reason = Phrase("the product is new, and the mapping gives it no title")
            more.append(Problem(row.line, "content.title", reason))
        return values, [*problems, *more]

    def _plan_product(
        self, row: Row, values: dict[str, Any], present: Present, plan: Plan, changes: list[Change]
    ) -> Product:
        product = present.products.get(row.key)
        if product is None:
            product = present.products[row.key] = Product(key=row.key)
            # A dry run has not written the product that an earlier batch would have brought.
            if self.scan.leads(row) or not self.is_dry:
                plan.new_products.append(product)
        if self.scan.leads(row):
            changed = apply_values(product, self._read_facts(row, values, product))
            if product.pk is not None and changed:
                plan.changed_products[product.key] = product
            if product.pk is not None:
                changes += _tell(row, changed)
            self._plan_pictures(row, product, present, plan, changes)
            if self.mapping.content:
                content = plan_content(row, product, present, self.mapping, self.locale)
                plan.contents.append(content)
                changes += [Change(row.line, row.sku, *one) for one in content.tell()]
        return product

    def _read_facts(self, row: Row, values: dict[str, Any], product: Product) -> dict[str, Any]:
        """The product's own attributes as the feed wants them."""
        facts = {key: value for key, value in row.product.items() if product.pk is None or key not in self.initial}
        if "brand" in facts:
            facts["brand"] = self.vocabulary.find_brand(facts["brand"])
        if "category" in facts:
            facts["category"] = self.vocabulary.find_category(facts["category"])
        if "variant_axes" in facts:
            facts["variant_axes"] = list(facts["variant_axes"])
        if self.mapping.specifications:
            definitions = self.vocabulary.definitions.get(row.product.get("category", ()))
            managed = definitions.keys if definitions is not None else set()
            kept = {key: value for key, value in product.specifications.items() if key not in managed}
            facts["specifications"] = {**kept, **values}
        return facts

    def _plan_offer(self, row: Row, product: Product, present: Present, plan: Plan, changes: list[Change]) -> bool:
        offer = present.offers.get(row.sku)
        if offer is None:
            offer = present.offers[row.sku] = Offer(product=product, sku=row.sku, **row.offer)
            plan.new_offers.append(offer)
            return True
        changed = apply_values(offer, row.offer)
        if changed:
            plan.changed_offers.append(offer)
            changes += _tell(row, changed)
        return False

    def _plan_pictures(self, row: Row, product: Product, present: Present, plan: Plan, changes: list[Change]) -> None:
        """Follow the feed's addresses; pictures without one are an editor's and stay."""
        if not self.mapping.pictures:
            return
        before = [picture for picture in present.pictures.get(product.pk, []) if picture.remote_url]
        known = {picture.remote_url: picture for picture in before}
        for index, url in enumerate(row.pictures):
            if url not in known:
                plan.new_pictures.append(ProductPicture(product=product, remote_url=url, sort_order=index))
            elif known[url].sort_order != index:
                known[url].sort_order = index
                plan.moved_pictures.append(known[url])
        plan.gone_pictures += [picture for picture in before if picture.remote_url not in row.pictures]
        if product.pk is not None and [picture.remote_url for picture in before] != list(row.pictures):
            plan.pictured[product.key] = product
            changes.append(Change(row.line, row.sku, Phrase("pictures"), tuple(known), row.pictures))


def _join(reasons: Sequence[Phrase]) -> Phrase:
    """Several reasons as one phrase that can still be said in any language."""
    joined = reasons[0]
    for reason in reasons[1:]:
        joined = Phrase("%(one)s %(other)s", one=joined, other=reason)
    return joined


def _tell(row: Row, changed: dict[str, tuple[Any, Any]]) -> list[Change]:
    return [Change(row.line, row.sku, name, before, after) for name, (before, after) in changed.items()]
