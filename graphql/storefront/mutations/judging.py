"""What members think of what others wrote: that it was helpful, or that it should not be there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene
from django.utils.translation import gettext as _

from cms.community.models import ReportReason as Reason
from cms.community.moderation import kinds, reporting
from cms.community.votes import VOTABLE, vote_helpful
from cms.refusals import Refused
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.node_ids import decode_id

_KINDS = {
    "ProductReview": "review",
    "ReviewFollowUp": "follow_up",
    "ProductQuestion": "question",
    "ProductAnswer": "answer",
    "Post": "post",
    "Reply": "reply",
}
"""What moderation calls the types of the schema that members write."""


class ReportReason(graphene.Enum):
    """Why something should not be there."""

    SPAM = Reason.SPAM.value
    ABUSE = Reason.ABUSE.value
    FALSE = Reason.FALSE.value
    PRIVACY = Reason.PRIVACY.value
    ILLEGAL = Reason.ILLEGAL.value
    OFF_TOPIC = Reason.OFF_TOPIC.value
    OTHER = Reason.OTHER.value

    @property
    def description(self) -> str:
        return {
            Reason.SPAM: "Advertising or spam.",
            Reason.ABUSE: "Insulting or hateful.",
            Reason.FALSE: "Untrue.",
            Reason.PRIVACY: "It tells personal data of somebody.",
            Reason.ILLEGAL: "Against the law.",
            Reason.OFF_TOPIC: "It has nothing to do with what it stands below.",
            Reason.OTHER: "Something else; say what in `text`.",
        }[Reason(self.value)]


class VoteHelpful(Mutation):
    """Say that a review, a question or an answer was helpful, or take that back. One's own does not count."""

    who = staticmethod(require_contributor)
    rate = Rate(60, per=timedelta(minutes=1))

    class Input:
        id = graphene.NonNull(graphene.ID, description="The `id` of a review, a question or an answer.")
        is_helpful = graphene.Boolean(default_value=True, description="False takes the vote back.")

    class Output:
        helpful_count = graphene.Int(description="How many members found it helpful.")
        is_helpful = graphene.Boolean(description="Whether the member who asks does now.")

    @staticmethod
    def act(context: RequestContext, *, id: str, is_helpful: bool | None = True) -> dict[str, Any]:
        kind, object_id = _find(id, among=VOTABLE)
        member = context.require_member().ensure_member(at=context.at)
        wanted = is_helpful is not False
        voted = vote_helpful(kind, object_id, member=member, is_helpful=wanted, at=context.at)
        return {"helpful_count": voted.helpful_count, "is_helpful": wanted}


class Report(Mutation):
    """Say that something members wrote should not be there. The shop looks at it; reporting again changes nothing."""

    who = staticmethod(require_contributor)
    rate = Rate(20, per=timedelta(hours=1))

    class Input:
        id = graphene.NonNull(
            graphene.ID, description="The `id` of a post, a reply, a review, a follow-up, a question or an answer."
        )
        reason = graphene.NonNull(ReportReason, description="Why.")
        text = graphene.String(description="In one's own words, 500 characters at most.")

    class Output:
        is_reported = graphene.Boolean(description="Whether the member has reported it; null where that was refused.")

    @staticmethod
    def act(context: RequestContext, *, id: str, reason: Any, text: str | None = None) -> dict[str, Any]:
        kind, object_id = _find(id, among=tuple(_KINDS.values()))
        member = context.require_member().ensure_member(at=context.at)
        said = Reason(reason.value)
        if said == Reason.OTHER and not (text or "").strip():
            raise Refused.because("REQUIRED", _("Say in a few words what is wrong with it."), field="text")
        if len(text or "") > 500:
            raise Refused.because("TOO_LONG", _("Say it in 500 characters at most."), field="text")
        done = reporting.report(kind, object_id, member=member, reason=said, text=text or "", at=context.at)
        if done is None:
            raise Refused.because("NOT_FOUND", _("It is not there any more, or it is your own."), field="id")
        return {"is_reported": True}


def _find(node_id: str, *, among: tuple[str, ...]) -> tuple[str, int]:
    """Kind and number of what has this global id. Raises BAD_ID for what is nothing of that kind."""
    type_name, key = decode_id(node_id)
    kind = _KINDS.get(type_name, "")
    if kind not in among:
        raise StorefrontError(Code.BAD_ID, f"This is the id of a {type_name}, which this cannot be done to.")
    model: Any = kinds.get_kind(kind).model
    rows = model.objects.filter(key=key)
    return kind, rows.values_list("pk", flat=True).first() or 0
