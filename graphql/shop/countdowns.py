"""PURE. How long it is until a block's next moment, by the server's time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def describe_time_left(block: Mapping[str, Any]) -> dict[str, str]:
    """Days, hours, minutes and seconds to the start, then to the end; noughts when it is over."""
    now, starts_at, ends_at = (datetime.fromisoformat(block[name]) for name in ("serverTime", "startsAt", "endsAt"))
    until = starts_at if now < starts_at else ends_at
    left = max(int((until - now).total_seconds()), 0)
    return {
        "days": str(left // 86_400).zfill(2),
        "hours": str(left // 3_600 % 24).zfill(2),
        "minutes": str(left // 60 % 60).zfill(2),
        "seconds": str(left % 60).zfill(2),
    }
