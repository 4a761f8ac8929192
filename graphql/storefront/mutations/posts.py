"""Posting, changing and taking back what one has posted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.community.posts import services
from cms.community.posts.services import PostDraft
from cms.members.consents import give_consent, require_consent
from cms.members.models import ConsentKind, Member
from storefront import locales
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.sources.posts import wrap_own_post
from storefront.types.post import Post

LOCALE = "The language it is written in; left out, that of the request."
CONSENT = (
    "The version of the words about the community (`consentTexts`) that the member has just agreed to. Needed the "
    "first time, CONSENT_REQUIRED says so."
)


class PictureInput(graphene.InputObjectType):
    """A picture that was uploaded to /uploads/pictures."""

    id = graphene.NonNull(graphene.String, description="What the upload answered; each is used once.")
    alt = graphene.String(description="What it shows, in words, for those who do not see it; 200 characters at most.")


def join_community(context: RequestContext, consent: str | None) -> Member:
    """The member who asks, who has agreed or agrees now to be read by everybody. Raises Refused."""
    member = context.require_member().ensure_member(at=context.at)
    if consent is not None:
        give_consent(member, ConsentKind.COMMUNITY, version=consent, at=context.at)
    else:
        require_consent(member, ConsentKind.COMMUNITY, field="consent")
    return member


def read_draft(context: RequestContext, given: dict[str, Any]) -> PostDraft:
    """What was typed, as the services take it."""
    return PostDraft(
        board=given["board"],
        title=given["title"],
        body=given["body"],
        locale=locales.require_locale(given["locale"]) if given.get("locale") else context.locale,
        tier=context.require_member().tier,
        pictures=[(one["id"], one.get("alt") or "") for one in given.get("pictures") or ()],
        products=given.get("products") or (),
    )


class CreatePost(Mutation):
    """Post something. Whether everybody sees it at once is for the shop's moderation to say: see `post.state`."""

    who = staticmethod(require_contributor)
    rate = Rate(10, per=timedelta(hours=1))

    class Input:
        board = graphene.NonNull(graphene.String, description="The slug of the board.")
        title = graphene.NonNull(graphene.String, description="60 characters at most.")
        body = graphene.NonNull(
            graphene.String, description="Plain text, 5,000 characters at most; an empty line ends a paragraph."
        )
        pictures = graphene.List(graphene.NonNull(PictureInput), description="At most 9, in this order.")
        products = graphene.List(
            graphene.NonNull(graphene.String), description="The keys of the products it is about, at most 6."
        )
        locale = graphene.String(description=LOCALE)
        consent = graphene.String(description=CONSENT)

    class Output:
        post = graphene.Field(Post, description="The post, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, consent: str | None = None, **given: Any) -> dict[str, Any]:
        member = join_community(context, consent)
        post = services.submit_post(member, read_draft(context, given), at=context.at)
        return {"post": wrap_own_post(post, locale=context.locale, context=context)}


class UpdatePost(Mutation):
    """Change one's own post, all of it: what is left out is empty. It is looked at anew."""

    who = staticmethod(require_contributor)
    rate = Rate(20, per=timedelta(hours=1))

    class Input:
        key = graphene.NonNull(graphene.String, description="The post's key.")
        board = graphene.NonNull(graphene.String, description="The slug of the board.")
        title = graphene.NonNull(graphene.String, description="60 characters at most.")
        body = graphene.NonNull(graphene.String, description="Plain text, 5,000 characters at most.")
        pictures = graphene.List(
            graphene.NonNull(PictureInput), description="At most 9; those of the post by `pictureKeys`, and new ones."
        )
        products = graphene.List(graphene.NonNull(graphene.String), description="The keys of products, at most 6.")

    class Output:
        post = graphene.Field(Post, description="The post, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, key: str, **given: Any) -> dict[str, Any]:
        member = join_community(context, None)
        post = services.change_post(member, key, read_draft(context, given), at=context.at)
        return {"post": wrap_own_post(post, locale=context.locale, context=context)}


class DeletePost(Mutation):
    """Take one's own post back. Nobody sees it any more, nor what was replied to it; its pictures are deleted."""

    rate = Rate(30, per=timedelta(hours=1))

    class Input:
        key = graphene.NonNull(graphene.String, description="The post's key.")

    class Output:
        key = graphene.String(description="The key of what is gone.")

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        return {"key": services.withdraw_post(member, key, at=context.at).key}
