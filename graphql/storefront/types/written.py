"""Fields that everything members write about products has in common."""

from __future__ import annotations

from typing import Any

import graphene

from storefront.types.base import required_list
from storefront.types.contribution import ContributionState
from storefront.types.image import Image
from storefront.types.member import Member
from storefront.types.scalars import DateTime


def read_row(_name: str, default: Any, source: Any, info: Any, **_arguments: Any) -> Any:
    """A field that the source has no property for is a column of its row."""
    name = _to_python(info.field_name)
    found = getattr(source, name, source)
    return getattr(source.row, name, default) if found is source else found


def _to_python(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


class Written(graphene.ObjectType):
    """Something a member wrote; sources are `ContributionSource`."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        options.setdefault("default_resolver", read_row)
        super().__init_subclass_with_meta__(**options)

    key = graphene.NonNull(graphene.String, description="Its public name.")
    locale = graphene.NonNull(graphene.String, description='The language it was written in: "zh-hans".')
    html = graphene.NonNull(graphene.String, description="Finished and safe HTML: paragraphs and line breaks.")
    text = graphene.String(description="What was typed, for its author to change; null for everybody else.")
    author = graphene.Field(Member, description="Who wrote it; null for somebody who is not a member any more.")
    created_at = graphene.NonNull(DateTime, description="When it was written.")
    state = graphene.NonNull(ContributionState, description="APPROVED for all but one's own.")
    reason = graphene.String(description="Why it was turned down, to its author.")
    is_mine = graphene.NonNull(graphene.Boolean, description="Whether the one who asks wrote it.")


class Votable(graphene.ObjectType):
    """Something members may find helpful."""

    class Meta:
        abstract = True

    helpful_count = graphene.NonNull(graphene.Int, description="How many members found it helpful.")
    is_helpful = graphene.NonNull(graphene.Boolean, description="Whether the one who asks did.")


class Pictured(graphene.ObjectType):
    """Something that shows uploaded pictures."""

    class Meta:
        abstract = True

    images = required_list(Image, "Its pictures. Right after it was approved there may be none yet.")
    picture_keys = graphene.List(
        graphene.NonNull(graphene.String),
        description="Its pictures' ids, for its author to keep them in a change; null for everybody else.",
    )


class OfficialAnswer(graphene.ObjectType):
    """What the shop says to it."""

    html = graphene.NonNull(graphene.String, description="Finished and safe HTML: paragraphs and line breaks.")
    answered_at = graphene.NonNull(DateTime, description="When the shop first answered.")

    @staticmethod
    def resolve_html(source: Any, _info: Any) -> str:
        return source.official_answer_html
