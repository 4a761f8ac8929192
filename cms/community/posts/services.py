"""Members write, change and delete posts; who works here pins, highlights and takes down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.catalog.models import Product
from cms.community.models import ContributionState, Post, PostProduct
from cms.community.moderation import services as moderation
from cms.community.posts import checking
from cms.community.posts.formatting import render_body
from cms.community.posts.removing import remove_later
from cms.community.posts.uses import name_use
from cms.community.uploads import attaching
from cms.delivery import services as delivery
from cms.members.models import Member
from cms.refusals import Refused

KIND = "post"


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What a member has typed. `pictures` are (key of an upload, what it shows); `tier` is the member's."""

    board: str
    title: str
    body: str
    locale: str
    tier: str = ""
    pictures: Sequence[tuple[str, str]] = ()
    products: Sequence[str] = field(default_factory=tuple)


def submit_post(member: Member, draft: PostDraft, *, at: datetime) -> Post:
    """Write a new post; the moderation rules decide whether it appears at once. Raises Refused."""
    board = checking.find_board(draft.board, tier=draft.tier)
    post = Post(member=member, board=board, locale=draft.locale, created_at=at)
    return _write(post, member, draft, at=at)


def change_post(member: Member, key: str, draft: PostDraft, *, at: datetime) -> Post:
    """Change one's own post; the rules decide anew. Raises Refused."""
    post = find_own(member, key)
    if draft.board != post.board.slug:
        post.board = checking.find_board(draft.board, tier=draft.tier)
    post.edited_at = at
    return _write(post, member, draft, at=at)


def _write(post: Post, member: Member, draft: PostDraft, *, at: datetime) -> Post:
    products = checking.find_products(draft.products)
    post.title, post.body = checking.check_post(draft.title, draft.body)
    post.html = render_body(post.body)
    with transaction.atomic():
        post.picture_count = attaching.attach(
            name_use(post), draft.pictures, member=member, most=checking.MOST_PICTURES, at=at
        )
        moderation.submit(post, kind=KIND, at=at)
        if _set_products(post, products) and post.state == ContributionState.APPROVED:
            delivery.deliver_many(KIND, [post], at=at)
    return post


def _set_products(post: Post, products: Sequence[Product]) -> bool:
    """Have the post be about `products`; whether that is a change."""
    before = list(PostProduct.objects.filter(post=post).order_by("position").values_list("product_id", flat=True))
    if before == [product.pk for product in products]:
        return False
    PostProduct.objects.filter(post=post).delete()
    PostProduct.objects.bulk_create(
        [PostProduct(post=post, product=product, position=position) for position, product in enumerate(products)]
    )
    return True


def withdraw_post(member: Member, key: str, *, at: datetime) -> Post:
    """Take one's own post back: nobody sees it any more, nor what was replied to it. Raises Refused."""
    post = find_own(member, key)
    moderation.withdraw(post, kind=KIND, at=at)
    attaching.discard([name_use(post)], at=at)
    remove_later(post, at=at)
    return post


def find_own(member: Member, key: str) -> Post:
    """A post of `member` that is not withdrawn, held until the transaction ends. Raises Refused."""
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("board")
        .filter(key=key, member=member)
        .exclude(state=ContributionState.WITHDRAWN)
        .first()
    )
    if post is None:
        raise Refused.because("NOT_FOUND", _("You have no such post (any more)."), field="key")
    return post


def feature_post(post: Post, *, is_pinned: bool | None = None, is_essence: bool | None = None, at: datetime) -> None:
    """Pin or highlight a post, or no more."""
    changed = []
    if is_pinned is not None and post.is_pinned != is_pinned:
        post.is_pinned = is_pinned
        changed.append("is_pinned")
    if is_essence is not None and post.is_essence != is_essence:
        post.is_essence = is_essence
        changed.append("is_essence")
    if not changed:
        return
    with transaction.atomic():
        post.save(update_fields=changed)
        if post.state == ContributionState.APPROVED:
            delivery.deliver_many(KIND, [post], at=at)


def show_post(post: Post, *, at: datetime) -> None:
    """Have everybody see a post that was approved, or changed while it is; moderation calls this."""
    if post.listed_at is None:
        post.listed_at = post.active_at = at
        post.save(update_fields=["listed_at", "active_at"])
    attaching.publish(name_use(post), at=at)
    delivery.deliver_many(KIND, [post], at=at)


def hide_post(post: Post, *, at: datetime) -> None:
    """Have nobody see a post any more; moderation calls this."""
    attaching.retract(name_use(post), at=at)
    delivery.withdraw_sources(KIND, [post.pk], at=at)
