from __future__ import annotations

from typing import Any

import graphene

from storefront.types.scalars import DateTime


class ClockQueries(graphene.ObjectType):
    server_time = graphene.NonNull(
        DateTime, description="The instant this whole answer holds for; compare windows and count down with it."
    )

    @staticmethod
    def resolve_server_time(_root: Any, info: Any) -> Any:
        return info.context.at
