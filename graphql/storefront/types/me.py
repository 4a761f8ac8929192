from __future__ import annotations

from typing import Any

import graphene

from cms.members.consents import ConsentState, list_states
from cms.members.shoppers import Shopper
from storefront.keysets import KeysetPage
from storefront.paging import require_first
from storefront.sources.child_pages import ChildPages
from storefront.sources.coupons import read_coupons
from storefront.sources.favourites import read_favourites
from storefront.sources.post_pages import read_own_posts, read_own_replies
from storefront.sources.questions import page_own_answers, page_own_questions
from storefront.sources.reviews import page_own_reviews
from storefront.types.base import required_list
from storefront.types.consent import Consent
from storefront.types.coupon import CouponConnection, CouponState
from storefront.types.favourite import FavouriteConnection, FavouriteKind
from storefront.types.post import PostConnection
from storefront.types.question import ProductAnswerConnection, ProductQuestionConnection
from storefront.types.reply import ReplyConnection
from storefront.types.review import ProductReviewConnection

PAGE = 20


def _describe_paging() -> dict[str, graphene.Argument]:
    return {
        "first": graphene.Argument(graphene.Int, default_value=PAGE, description="How many, 1 to 100."),
        "after": graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    }


def _read_own(pages: ChildPages, first: int | None, after: str | None) -> KeysetPage:
    return pages.read_page(pages.parents[0], first=require_first(first, PAGE), after=after)


class Me(graphene.ObjectType):
    """The member who asks, as nobody else sees them."""

    key = graphene.String(description="The public name of the member's own posts' author; null before one ever acted.")
    name = graphene.NonNull(graphene.String, description="The display name; may be empty.")
    picture = graphene.String(description="The address of the picture the identity provider has, if there is one.")
    tier = graphene.String(description="The member's tier, as the identity provider says.")
    segments = required_list(graphene.String, "The groups of customers the member is in, by the identity provider.")
    is_blocked = graphene.NonNull(graphene.Boolean, description="Whether the member may not contribute any more.")
    consents = required_list(Consent, "What the member has agreed to, every kind once.")
    posts = graphene.NonNull(
        PostConnection,
        description="What the member has posted, whatever its state, the latest first.",
        **_describe_paging(),
    )
    replies = graphene.NonNull(
        ReplyConnection,
        description="What the member has replied, whatever its state, the latest first.",
        **_describe_paging(),
    )
    reviews = graphene.NonNull(
        ProductReviewConnection,
        description="What the member has reviewed, whatever its state, the latest first.",
        **_describe_paging(),
    )
    questions = graphene.NonNull(
        ProductQuestionConnection,
        description="What the member has asked about products, whatever its state, the latest first.",
        **_describe_paging(),
    )
    answers = graphene.NonNull(
        ProductAnswerConnection,
        description="What the member has answered, whatever its state, the latest first.",
        **_describe_paging(),
    )
    favourites = graphene.NonNull(
        FavouriteConnection,
        description="What the member keeps, the latest first.",
        kind=graphene.Argument(FavouriteKind, description="Only of this kind."),
        **_describe_paging(),
    )
    coupons = graphene.NonNull(
        CouponConnection,
        description="What the member has taken, the latest first.",
        state=graphene.Argument(CouponState, description="Only in this state."),
        **_describe_paging(),
    )

    @staticmethod
    def resolve_key(source: Shopper, _info: Any) -> str | None:
        member = source.find_member()
        return member.key if member else None

    @staticmethod
    def resolve_name(source: Shopper, _info: Any) -> str:
        member = source.find_member()
        return member.name if member and member.has_own_name else source.name or (member.name if member else "")

    @staticmethod
    def resolve_picture(source: Shopper, _info: Any) -> str | None:
        return source.picture or None

    @staticmethod
    def resolve_tier(source: Shopper, _info: Any) -> str | None:
        return source.tier or None

    @staticmethod
    def resolve_segments(source: Shopper, _info: Any) -> list[str]:
        return sorted(source.segments)

    @staticmethod
    def resolve_is_blocked(source: Shopper, _info: Any) -> bool:
        member = source.find_member()
        return member is not None and member.is_blocked

    @staticmethod
    def resolve_consents(source: Shopper, info: Any) -> list[ConsentState]:
        return list_states(source.find_member(), at=info.context.at)

    @staticmethod
    def resolve_posts(_source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None) -> KeysetPage:
        context = info.context
        return read_own_posts(first=require_first(first, PAGE), after=after, locale=context.locale, context=context)

    @staticmethod
    def resolve_replies(_source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None) -> KeysetPage:
        return read_own_replies(first=require_first(first, PAGE), after=after, context=info.context)

    @staticmethod
    def resolve_reviews(_source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None) -> KeysetPage:
        return _read_own(page_own_reviews(locale=info.context.locale, context=info.context), first, after)

    @staticmethod
    def resolve_questions(
        _source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None
    ) -> KeysetPage:
        return _read_own(page_own_questions(locale=info.context.locale, context=info.context), first, after)

    @staticmethod
    def resolve_answers(_source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None) -> KeysetPage:
        return _read_own(page_own_answers(locale=info.context.locale, context=info.context), first, after)

    @staticmethod
    def resolve_favourites(
        _source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None, kind: Any = None
    ) -> KeysetPage:
        context = info.context
        return read_favourites(
            kind=None if kind is None else FavouriteKind.get(kind).value,
            first=require_first(first, PAGE),
            after=after,
            locale=context.locale,
            context=context,
        )

    @staticmethod
    def resolve_coupons(
        _source: Shopper, info: Any, first: int | None = PAGE, after: str | None = None, state: Any = None
    ) -> KeysetPage:
        context = info.context
        return read_coupons(
            state="" if state is None else CouponState.get(state).value,
            first=require_first(first, PAGE),
            after=after,
            locale=context.locale,
            context=context,
        )
