from __future__ import annotations

import graphene


class Node(graphene.Interface):
    """Anything that can be asked for again by its global id."""

    id = graphene.NonNull(graphene.ID, description="The global id: opaque, and stable for the life of the object.")


class Localised(graphene.Interface):
    """Something that has texts, in the locale asked for or in one that stands in for it."""

    locale = graphene.NonNull(graphene.String, description='The locale the texts are really in: "zh-hans".')
    is_fallback = graphene.NonNull(
        graphene.Boolean, description="Whether that is not the locale asked for, which has no translation."
    )
