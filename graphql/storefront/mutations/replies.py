"""Replying, and taking that back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.community.posts import replies
from storefront import locales
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.mutations.posts import CONSENT, LOCALE, join_community
from storefront.sources.replies import wrap_reply
from storefront.types.reply import Reply


class CreateReply(Mutation):
    """Reply to a post, or to a reply. Whether everybody sees it at once is for the shop's moderation to say."""

    who = staticmethod(require_contributor)
    rate = Rate(30, per=timedelta(hours=1))

    class Input:
        post = graphene.NonNull(graphene.String, description="The key of the post.")
        body = graphene.NonNull(graphene.String, description="Plain text, 1,000 characters at most.")
        reply_to = graphene.String(description="The key of the reply it answers; left out, it answers the post.")
        locale = graphene.String(description=LOCALE)
        consent = graphene.String(description=CONSENT)

    class Output:
        reply = graphene.Field(Reply, description="The reply, as its author sees it.")

    @staticmethod
    def act(
        context: RequestContext,
        *,
        post: str,
        body: str,
        reply_to: str | None = None,
        locale: str | None = None,
        consent: str | None = None,
    ) -> dict[str, Any]:
        member = join_community(context, consent)
        written = replies.submit_reply(
            member,
            post,
            body,
            reply_to=reply_to,
            locale=locales.require_locale(locale) if locale else context.locale,
            at=context.at,
        )
        return {"reply": wrap_reply(written, context=context)}


class DeleteReply(Mutation):
    """Take one's own reply back. What answers it stays."""

    rate = Rate(60, per=timedelta(hours=1))

    class Input:
        key = graphene.NonNull(graphene.String, description="The reply's key.")

    class Output:
        key = graphene.String(description="The key of what is gone.")

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        return {"key": replies.withdraw_reply(member, key, at=context.at).key}
