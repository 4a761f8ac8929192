"""One's own data: all of it given out, all of it erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene
import orjson
from django.utils.translation import gettext_lazy as _

from cms.members import holdings
from cms.refusals import Refused
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate


class ExportMyData(Mutation):
    """Everything held of the member who asks, as a JSON document to keep."""

    rate = Rate(10, per=timedelta(hours=1))

    class Output:
        json = graphene.String(description="The document: a JSON object as text. `{}` for somebody who never acted.")

    @staticmethod
    def act(context: RequestContext) -> dict[str, Any]:
        member = context.require_member().find_member()
        data = holdings.export_member(member, at=context.at) if member is not None else {}
        return {"json": orjson.dumps(data, option=orjson.OPT_INDENT_2).decode()}


class TextFate(graphene.Enum):
    """What becomes of what a member who leaves has written."""

    DELETE = "delete"
    KEEP_WITHOUT_NAME = "keep_without_name"

    @property
    def description(self) -> str:
        return {
            "delete": "All of it is deleted.",
            "keep_without_name": "What everybody can read stays, by nobody; all the rest is deleted.",
        }[self.value]


class EraseMe(Mutation):
    """Erase the member who asks, for good. The token does not hold any more afterwards; a new one starts afresh."""

    rate = Rate(5, per=timedelta(hours=1))

    class Input:
        texts = graphene.NonNull(TextFate, description="What becomes of what the member wrote.")
        confirm = graphene.NonNull(
            graphene.String, description="The member's display name, typed once more: there is no way back."
        )

    class Output:
        erased_at = graphene.String(description="When it was done.")

    @staticmethod
    def act(context: RequestContext, *, texts: Any, confirm: str) -> dict[str, Any]:
        shopper = context.require_member()
        member = shopper.ensure_member(at=context.at)
        if confirm.strip() != member.name:
            raise Refused.because(
                "NOT_CONFIRMED", _("Type your display name as it stands to confirm."), field="confirm"
            )
        erasure = holdings.erase_member(member, keeps_texts=texts.value == "keep_without_name", at=context.at)
        shopper.forget()
        return {"erased_at": erasure.erased_at.isoformat()}
