"""Has the worker give back what was held for too long: an entry of the outbox a claim, due when its hold ends.

Carts that became no order are forgotten after a while: by then nobody asks again under their keys.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cms.delivery import outbox

CONSUMER = "claims"
_KEY = "expire"
_AT_ONCE = 500
_KEPT = timedelta(days=90)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=500))


def plan(at: datetime) -> None:
    """Look at `at` for holds that have ended, in the caller's transaction; looks due together are one."""
    outbox.enqueue(CONSUMER, [_KEY], available_at=at)


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Give back all that is due, and forget what is old; the consumer of the outbox."""
    from campaigns.promotions.claims.settling import expire_claims, forget_claims

    while expire_claims(at=at, most=_AT_ONCE) == _AT_ONCE:
        pass
    # Each look takes some; there are as many looks as claims.
    forget_claims(before=at - _KEPT, most=_AT_ONCE)
    return {}
