from __future__ import annotations

import graphene


class PageInfo(graphene.ObjectType):
    """Where a page stands in its list. Lists are read forwards."""

    has_next_page = graphene.NonNull(graphene.Boolean, description="Whether there is more behind this page.")
    has_previous_page = graphene.NonNull(graphene.Boolean, description="Whether this page was reached by `after`.")
    start_cursor = graphene.String(description="The cursor of the first item; null on an empty page.")
    end_cursor = graphene.String(description="Pass it as `after` for the next page; null on an empty page.")
