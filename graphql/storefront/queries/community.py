from __future__ import annotations

from typing import Any

import graphene

from storefront.keysets import KeysetPage
from storefront.paging import require_first
from storefront.queries.arguments import describe_paging, describe_place
from storefront.sources.boards import BoardSource, find_boards, list_boards
from storefront.sources.post_pages import PostList, read_posts
from storefront.sources.posts import PostSource, find_own_post, find_posts
from storefront.types.base import required_list
from storefront.types.board import Board
from storefront.types.post import Post, PostConnection, PostSort

PAGE = 20


class CommunityQueries(graphene.ObjectType):
    boards = required_list(Board, "The boards of the community, in the order of its editors.", **describe_place())
    board = graphene.Field(
        Board,
        description="One board, or null where there is none.",
        slug=graphene.Argument(graphene.NonNull(graphene.String), description="Its slug."),
        **describe_place(),
    )
    posts = graphene.NonNull(
        PostConnection,
        description="What members have posted, a page at a time.",
        board=graphene.Argument(graphene.String, description="Only those of the board with this slug."),
        product=graphene.Argument(graphene.String, description="Only those about the product with this key."),
        author=graphene.Argument(graphene.String, description="Only those of the member with this key."),
        is_pinned=graphene.Argument(graphene.Boolean, description="Only those that are pinned, or that are not."),
        sort=graphene.Argument(PostSort, default_value="newest", description="In which order."),
        **describe_paging(PAGE),
        **describe_place(),
    )
    post = graphene.Field(
        Post,
        description="One post; null where the one who asks cannot see it. One's own comes whatever its state.",
        key=graphene.Argument(graphene.NonNull(graphene.String), description="Its key."),
        **describe_place(),
    )

    @staticmethod
    def resolve_boards(
        _root: Any, info: Any, locale: str | None = None, channel: str | None = None
    ) -> list[BoardSource]:
        context = info.context
        context.choose_channel(channel)
        return list_boards(locale=context.choose_locale(locale), context=context)

    @staticmethod
    def resolve_board(
        _root: Any, info: Any, slug: str, locale: str | None = None, channel: str | None = None
    ) -> BoardSource | None:
        context = info.context
        context.choose_channel(channel)
        return find_boards([slug], locale=context.choose_locale(locale), context=context).get(slug)

    @staticmethod
    def resolve_posts(
        _root: Any,
        info: Any,
        sort: Any,
        first: int | None = PAGE,
        after: str | None = None,
        locale: str | None = None,
        channel: str | None = None,
        board: str | None = None,
        product: str | None = None,
        author: str | None = None,
        is_pinned: bool | None = None,
    ) -> KeysetPage:
        context = info.context
        context.choose_channel(channel)
        chosen = PostSort.get(sort).value
        return read_posts(
            PostList(
                board=board,
                product=product,
                author=author,
                is_pinned=is_pinned,
                is_essence=True if chosen == "essence" else None,
                order="active_at" if chosen == "active" else "listed_at",
            ),
            first=require_first(first, PAGE),
            after=after,
            locale=context.choose_locale(locale),
            context=context,
        )

    @staticmethod
    def resolve_post(
        _root: Any, info: Any, key: str, locale: str | None = None, channel: str | None = None
    ) -> PostSource | None:
        context = info.context
        context.choose_channel(channel)
        chosen = context.choose_locale(locale)
        found = find_posts([key], locale=chosen, context=context).get(key)
        return found or find_own_post(key, locale=chosen, context=context)
