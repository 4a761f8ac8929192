"""Liking and keeping. Doing it twice changes nothing, so a storefront may simply try again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.community.models import FavouriteKind as Kind
from cms.community.posts import reactions
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.sources.posts import find_posts
from storefront.sources.replies import find_replies
from storefront.types.favourite import FavouriteKind
from storefront.types.post import Post
from storefront.types.reply import Reply

_RATE = Rate(60, per=timedelta(minutes=1))


class _PostInput:
    key = graphene.NonNull(graphene.String, description="The post's key.")


class _PostOutput:
    post = graphene.Field(Post, description="The post with its new count.")


class _ReplyInput:
    key = graphene.NonNull(graphene.String, description="The reply's key.")


class _ReplyOutput:
    reply = graphene.Field(Reply, description="The reply with its new count.")


def _like_post(context: RequestContext, key: str, *, is_liked: bool) -> dict[str, Any]:
    member = context.require_member().ensure_member(at=context.at)
    reactions.like_post(member, key, is_liked=is_liked, at=context.at)
    return {"post": find_posts([key], locale=context.locale, context=context).get(key)}


def _like_reply(context: RequestContext, key: str, *, is_liked: bool) -> dict[str, Any]:
    member = context.require_member().ensure_member(at=context.at)
    reactions.like_reply(member, key, is_liked=is_liked, at=context.at)
    return {"reply": find_replies([key], locale=context.locale, context=context).get(key)}


class LikePost(Mutation):
    """Like a post."""

    who = staticmethod(require_contributor)
    rate = _RATE
    Input, Output = _PostInput, _PostOutput

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        return _like_post(context, key, is_liked=True)


class UnlikePost(Mutation):
    """Like a post no more."""

    rate = _RATE
    Input, Output = _PostInput, _PostOutput

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        return _like_post(context, key, is_liked=False)


class LikeReply(Mutation):
    """Like a reply."""

    who = staticmethod(require_contributor)
    rate = _RATE
    Input, Output = _ReplyInput, _ReplyOutput

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        return _like_reply(context, key, is_liked=True)


class UnlikeReply(Mutation):
    """Like a reply no more."""

    rate = _RATE
    Input, Output = _ReplyInput, _ReplyOutput

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        return _like_reply(context, key, is_liked=False)


class _FavouriteInput:
    kind = graphene.NonNull(FavouriteKind, description="What it is.")
    key = graphene.NonNull(graphene.String, description="Its key.")


class _FavouriteOutput:
    is_favourite = graphene.Boolean(description="Whether it is kept now; null where that was refused.")


def _keep(context: RequestContext, kind: Any, key: str, *, is_kept: bool) -> dict[str, Any]:
    member = context.require_member().ensure_member(at=context.at)
    reactions.keep(member, Kind(kind.value).value, key, is_kept=is_kept, locale=context.locale, at=context.at)
    return {"is_favourite": is_kept}


class AddFavourite(Mutation):
    """Keep something to come back to."""

    rate = _RATE
    Input, Output = _FavouriteInput, _FavouriteOutput

    @staticmethod
    def act(context: RequestContext, *, kind: Any, key: str) -> dict[str, Any]:
        return _keep(context, kind, key, is_kept=True)


class RemoveFavourite(Mutation):
    """Keep something no more; also what is not there any more."""

    rate = _RATE
    Input, Output = _FavouriteInput, _FavouriteOutput

    @staticmethod
    def act(context: RequestContext, *, kind: Any, key: str) -> dict[str, Any]:
        return _keep(context, kind, key, is_kept=False)
