"""What an import does to one content: to what is live, to the drafts that wait, and to the proposals."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale, Revision

from cms.catalog.feeds.content_values import normalise, propose, read_revised, read_value, revise, set_value
from cms.catalog.feeds.mapping import Mapping
from cms.catalog.feeds.present import Present
from cms.catalog.feeds.rows import Row
from cms.catalog.feeds.slugs import make_slug, make_unique
from cms.catalog.models import FeedProposal, Product, ProductContent
from cms.phrases import Phrase


@dataclass(slots=True)
class ContentPlan:
    """`carried` are revisions an editor still means to publish, with the feed's values put into them."""

    content: ProductContent
    key: str
    is_new: bool = False
    wanted_slug: str = ""
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    carried: list[tuple[Revision, dict[str, Any]]] = field(default_factory=list)
    carried_fields: set[str] = field(default_factory=set)
    new_proposals: list[FeedProposal] = field(default_factory=list)
    changed_proposals: list[FeedProposal] = field(default_factory=list)
    gone_proposals: list[FeedProposal] = field(default_factory=list)

    @property
    def is_published_again(self) -> bool:
        return bool(self.changed) and not self.is_new and self.content.live

    def tell(self) -> list[tuple[str, Any, Any]]:
        """Every difference as (field, before, after)."""
        if self.is_new:
            return [(Phrase("content"), "", self.content.title)] if self.content.product.pk is not None else []
        told = [(name, before, after) for name, (before, after) in self.changed.items()]
        told += [
            (Phrase("draft %(field)s", field=name), Phrase("as edited"), Phrase("as in the feed"))
            for name in sorted(self.carried_fields)
        ]
        for one in (*self.new_proposals, *self.changed_proposals):
            told.append((_name_proposal(one), "", one.value))
        return told + [(_name_proposal(one), one.value, "") for one in self.gone_proposals]


def _name_proposal(proposal: FeedProposal) -> Phrase:
    return Phrase("proposal for %(field)s", field=proposal.field)


def plan_content(row: Row, product: Product, present: Present, mapping: Mapping, locale: Locale) -> ContentPlan:
    """What `row` says of the product in the feed's locale, by each field's owner."""
    content = present.contents.get(product.pk) if product.pk is not None else None
    if content is None:
        return _plan_new(row, product, present, locale)
    plan = ContentPlan(content, key=row.key)
    owned = {field: value for field, value in row.content.items() if mapping.owners[field] == "feed"}
    if not owned.get("slug"):
        owned.pop("slug", None)
    elif content.slug == make_unique(owned["slug"], row.key):
        # It was taken when the feed brought it first, and told apart by the key.
        owned["slug"] = content.slug
    carried = present.carried.get(content.pk, [])
    if content.live or content.latest_revision_id is None:
        _change_saved(plan, owned)
    _carry(plan, owned, carried)
    edited = {field: value for field, value in row.content.items() if mapping.owners[field] == "editor" and value}
    _propose(plan, edited, carried, present.proposals.get(content.pk, {}), feed=mapping.name)
    return plan


def _plan_new(row: Row, product: Product, present: Present, locale: Locale) -> ContentPlan:
    others = present.elsewhere.get(product.pk, []) if product.pk is not None else []
    content = ProductContent(
        product=product,
        locale=locale,
        translation_key=others[0].translation_key if others else uuid.uuid4(),
        live=True,
    )
    slug = row.content.get("slug") or make_slug(row.content["title"]) or make_slug(row.key) or "product"
    for field_name, value in row.content.items():
        if field_name != "slug":
            set_value(content, field_name, value, key=row.key)
    return ContentPlan(content, key=row.key, is_new=True, wanted_slug=slug)


def _change_saved(plan: ContentPlan, owned: dict[str, Any]) -> None:
    for field_name, value in owned.items():
        before, after = read_value(plan.content, field_name), normalise(field_name, value)
        if before != after:
            plan.changed[field_name] = (before, after)
            if field_name == "slug":
                plan.wanted_slug = value
            else:
                set_value(plan.content, field_name, value, key=plan.key)


def _carry(plan: ContentPlan, owned: dict[str, Any], carried: list[Revision]) -> None:
    """Each waiting revision takes the feed's values; all are renewed where any is, so that they stay the newest."""
    for revision in carried:
        plan.carried_fields |= {
            name for name, value in owned.items() if read_revised(revision.content, name) != normalise(name, value)
        }
    if carried and (plan.carried_fields or plan.changed):
        plan.carried = [(revision, revise(revision.content, owned, key=plan.key)) for revision in carried]


def _propose(
    plan: ContentPlan,
    edited: dict[str, Any],
    carried: list[Revision],
    present: dict[str, FeedProposal],
    *,
    feed: str,
) -> None:
    """Show the editor what the feed has otherwise; what live or draft says already needs no proposal."""

    def is_said(name: str, after: Any) -> bool:
        drafted = (read_revised(revision.content, name) for revision in carried)
        return after == read_value(plan.content, name) or after in drafted

    open_fields = set()
    for name, value in edited.items():
        after = normalise(name, value)
        if is_said(name, after):
            continue
        open_fields.add(name)
        known = present.get(name)
        if known is None:
            proposal = FeedProposal(
                content=plan.content, field=name, value=propose(name, value, key=plan.key), feed=feed
            )
            plan.new_proposals.append(proposal)
        elif normalise_proposal(name, known.value) != after:
            known.value, known.feed = propose(name, value, key=plan.key), feed
            plan.changed_proposals.append(known)
    plan.gone_proposals = [
        known
        for name, known in present.items()
        if name not in open_fields and (known.feed == feed or is_said(name, normalise_proposal(name, known.value)))
    ]


def normalise_proposal(name: str, value: Any) -> Any:
    """A proposal's value, comparable with a feed's."""
    return normalise(name, value) if isinstance(value, list) else value
